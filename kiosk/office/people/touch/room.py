"""The room of the readers: the list, and the pages that open from it (S054, S128, S129)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.people import readers
from kiosk.office.people.readers import Wanted
from kiosk.office.people.touch.accounts import AccountsPage
from kiosk.office.people.touch.cards import cards_menu, export
from kiosk.office.people.touch.classes import ClassesPage
from kiosk.office.people.touch.patron import LONGEST_NAME, ReaderPage, found_readers, reader_of
from kiosk.office.people.touch.promotion import PromotePage
from kiosk.office.people.touch.roster import choose_list
from kiosk.office.people.views import ALL, LEFT, PeopleAction, PeopleList, State
from kiosk.office.touch_kit.page import GoTo, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import PickPage, TypePage, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

ROWS = 4
ROWS_WITH_ADVICE = 3
GROUPS_IN_SIGHT = 6
OF_CLASS = "class:"
MENU = ("promote", "classes", "staff", "export")


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    """subject: «class:三(2)班», a reader's number or identity, or nothing."""
    if subject.startswith(OF_CLASS):
        return (ReadersPage(context, _class_called(subject.removeprefix(OF_CLASS))),)
    patron = readers.known_as(subject)
    first = ReadersPage(context, ALL)
    return (first,) if patron is None else (first, ReaderPage(context, patron))


def _class_called(name: str) -> str:
    return next((group.subject for group in readers.groups() if group.name == name), ALL)


class ReadersPage(Page):
    """group: as Group.subject, of which it shows the readers first."""

    pager: Pager

    def __init__(self, context: RoomContext, group: str) -> None:
        self._context = context
        self._groups = Pager(GROUPS_IN_SIGHT)
        self._show(Wanted(group))

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.GROUP, subject):
                self._show(Wanted(subject, self._wanted.state if subject != LEFT else None))
            case Act(PeopleAction.GROUPS, subject):
                self._groups.turn(subject)
            case Act(PeopleAction.STATE, subject):
                state = State(subject)
                self._show(Wanted(self._wanted.group, None if self._wanted.state is state else state))
            case Act(PeopleAction.CLEAR):
                self._show(Wanted())
            case Act(PeopleAction.OPEN, subject):
                return self._open(subject)
            case Act(PeopleAction.SEARCH):
                return self._search()
            case Act(PeopleAction.REMIND, name):
                return GoTo("overdue", f"{OF_CLASS}{name}")
            case Act(PeopleAction.IMPORT):
                return choose_list(self._context)
            case Act(PeopleAction.CARDS):
                return cards_menu(self._context, self._wanted, at)
            case Act(PeopleAction.MORE):
                options = tuple(Option(name, f"people.{name}", f"people.{name}.hint") for name in MENU)
                return PickPage("people.menu", known(options), self._from_menu)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        return reader_of(self._context, scan)

    def _open(self, id_: str) -> Page:
        return ReaderPage(self._context, UUID(id_))

    def _search(self) -> Page:
        return TypePage(
            "people.search",
            lambda text, _at: next((self._open(option.subject) for option in found_readers(text)), None),
            found_readers,
            lambda id_, _at: self._open(id_),
            lambda scan, _at: reader_of(self._context, scan),
            most=LONGEST_NAME,
        )

    def _from_menu(self, name: str, at: datetime) -> Move:
        match name:
            case "promote":
                return PromotePage(self._context)
            case "classes":
                return ClassesPage(self._context)
            case "staff":
                return AccountsPage(self._context)
        return export(self._context, self._wanted, at)

    def _show(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.pager = Pager(ROWS_WITH_ADVICE if wanted.state is State.OVERDUE else ROWS)

    def view(self, at: datetime) -> PeopleList:
        desk, today, groups = self._context.desk, at.date(), readers.groups()
        chosen = next((group for group in groups if group.subject == self._wanted.group), None)
        if chosen is None:  # its last reader has gone elsewhere
            self._show(Wanted())
            chosen = groups[0]
        wanted = self._wanted
        found, rows = self.pager.asked(lambda first, size: readers.lines_of(desk, wanted, today, first, size))
        # The last page is full too: the first of its groups were in sight before.
        first = min(self._groups.among(len(groups)) * GROUPS_IN_SIGHT, max(0, len(groups) - GROUPS_IN_SIGHT))
        return PeopleList(
            total=groups[0].count,
            classes=sum(bool(group.name) for group in groups),
            groups=groups[first : first + GROUPS_IN_SIGHT],
            groups_page=self._groups.number,
            groups_pages=self._groups.pages,
            chosen=chosen,
            counts=() if chosen.subject == LEFT else readers.state_counts(desk, chosen.subject, today),
            state=wanted.state,
            rows=rows,
            found=found,
            page=self.pager.number,
            pages=self.pager.pages,
        )
