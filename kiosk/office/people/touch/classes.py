"""Classes: who has had the lesson in borrowing, what they are called, a new one."""

from datetime import datetime
from uuid import UUID

from kiosk.circulation.next_year import LAST_GRADE
from kiosk.office.people import classes
from kiosk.office.people.patron import Refusal
from kiosk.office.people.readers import Wanted
from kiosk.office.people.touch.cards import print_group
from kiosk.office.people.touch.parts import Back, Move, Pick, cut, pages_of, refused, said, told, turned
from kiosk.office.people.views import ClassList, ClassPage, PeopleAction
from kiosk.office.touch_kit.room import GoTo, RoomContext
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

ROWS = 6


class ClassesPart:
    def __init__(self, here: RoomContext) -> None:
        self._here, self._page = here, 0

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.OPEN, subject):
                return ClassPart(self._here, UUID(subject))
            case Act(PeopleAction.TURN, subject):
                self._page = turned(subject, pages_of(classes.count_classes(), ROWS))
            case Act(PeopleAction.NEW):
                return Pick("grade", cut(_grades()), self._name_new)
            case Act(PeopleAction.BACK):
                return Back()
        return None

    def _name_new(self, grade: str, _at: datetime) -> Move:
        return Pick("class_name", cut(_names(int(grade))), self._make)

    def _make(self, name: str, at: datetime) -> Move:
        entry = classes.make(self._here.desk, self._here.actor, at, name)
        return said("class_made", entry, class_name=name)

    def page(self, at: datetime) -> ClassList:
        pages = pages_of(classes.count_classes(), ROWS)
        self._page = min(self._page, pages - 1)
        rows = classes.page_of(at.date(), self._page, ROWS)
        return ClassList(rows, classes.untrained_classes(), self._page, pages)


class ClassPart:
    def __init__(self, here: RoomContext, school_class: UUID) -> None:
        self._here, self._class = here, school_class

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        desk, actor = self._here.desk, self._here.actor
        line = classes.line_of(self._class, at.date())
        match tap:
            case Act(PeopleAction.BACK):
                return Back()
            case Act(PeopleAction.TRAINED):
                entry = classes.set_trained(desk, actor, at, self._class, not line.trained)
                return said("class_untrained" if line.trained else "class_trained", entry, class_name=line.name)
            case Act(PeopleAction.RENAME):
                return Pick("rename_grade", cut(_grades(line.grade)), self._name_again, class_name=line.name)
            case Act(PeopleAction.CARDS):
                return print_group(self._here, Wanted(self._class.hex), line.name, at)
            case Act(PeopleAction.SHOW):
                return GoTo("people", f"class:{line.name}")
            case Act(PeopleAction.DELETE):
                entry = classes.delete(desk, actor, at, self._class)
                if isinstance(entry, Refusal):
                    return refused(entry)
                return Back(1, told("class_deleted", entry, class_name=line.name))
        return None

    def _name_again(self, grade: str, at: datetime) -> Move:
        name = classes.line_of(self._class, at.date()).name
        return Pick("rename", cut(_names(int(grade))), self._rename, class_name=name)

    def _rename(self, name: str, at: datetime) -> Move:
        entry = classes.rename(self._here.desk, self._here.actor, at, self._class, name)
        return said("class_renamed", entry, class_name=name)

    def page(self, at: datetime) -> ClassPage:
        return ClassPage(classes.line_of(self._class, at.date()))


def _grades(now: int = 0) -> tuple[Option, ...]:
    return tuple(Option(str(grade), f"people.grade.{grade}", chosen=grade == now) for grade in range(1, LAST_GRADE + 1))


def _names(grade: int) -> tuple[Option, ...]:
    return tuple(Option(name, name) for name in classes.free_names(grade))
