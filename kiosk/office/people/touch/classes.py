"""Classes: who has had the lesson in borrowing, what they are called, a new one."""

from datetime import datetime
from uuid import UUID

from kiosk.circulation.next_year import LAST_GRADE
from kiosk.office.people import classes
from kiosk.office.people.readers import Wanted
from kiosk.office.people.touch.cards import print_group
from kiosk.office.people.views import ClassLine, ClassList, ClassPage, PeopleAction
from kiosk.office.touch_kit.page import GoTo, Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import PickPage, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

ROWS = 6


class ClassesPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context, self.pager = context, Pager(ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.OPEN, subject):
                return OneClassPage(self._context, UUID(subject))
            case Act(PeopleAction.NEW):
                return PickPage("people.grade", known(_grades()), self._name_new)
        return None

    def _name_new(self, grade: str, _at: datetime) -> Move:
        return PickPage("people.class_name", known(_names(int(grade))), self._make)

    def _make(self, name: str, at: datetime) -> Move:
        made = classes.make(self._context.desk, self._context.actor, at, name)
        return told("people.told.class_made", made, class_name=name)

    def view(self, at: datetime) -> ClassList:
        desk, today = self._context.desk, at.date()
        _, rows = self.pager.asked(lambda first, size: classes.lines_of(desk, today, first, size))
        return ClassList(rows, classes.untrained_classes(), self.pager.number, self.pager.pages)


class OneClassPage(Page):
    def __init__(self, context: RoomContext, school_class: UUID) -> None:
        self._context, self._class = context, school_class

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        desk, actor = self._context.desk, self._context.actor
        line = self._line(at)
        facts = {"class_name": line.name}
        match tap:
            case Act(PeopleAction.TRAINED):
                done = classes.set_trained(desk, actor, at, self._class, not line.trained)
                return told(
                    "people.told.class_untrained" if line.trained else "people.told.class_trained",
                    done,
                    class_name=line.name,
                )
            case Act(PeopleAction.RENAME):
                return PickPage("people.rename_grade", known(_grades(line.grade)), self._name_again, facts)
            case Act(PeopleAction.CARDS):
                return print_group(self._context, Wanted(self._class.hex), at)
            case Act(PeopleAction.SHOW):
                return GoTo("people", f"class:{line.name}")
            case Act(PeopleAction.DELETE):
                done = classes.delete(desk, actor, at, self._class)
                return told("people.told.class_deleted", done, steps=1, class_name=line.name)
        return None

    def _name_again(self, grade: str, at: datetime) -> Move:
        return PickPage("people.rename", known(_names(int(grade))), self._rename, {"class_name": self._line(at).name})

    def _rename(self, name: str, at: datetime) -> Move:
        done = classes.rename(self._context.desk, self._context.actor, at, self._class, name)
        return told("people.told.class_renamed", done, class_name=name)

    def _line(self, at: datetime) -> ClassLine:
        return classes.line_of(self._context.desk, self._class, at.date())

    def view(self, at: datetime) -> ClassPage:
        return ClassPage(self._line(at))


def _grades(now: int = 0) -> tuple[Option, ...]:
    return tuple(Option(str(grade), f"people.grade.{grade}", chosen=grade == now) for grade in range(1, LAST_GRADE + 1))


def _names(grade: int) -> tuple[Option, ...]:
    return tuple(Option(name, name) for name in classes.free_names(grade))
