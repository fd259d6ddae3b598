"""The room of the readers: the list, and the parts that open from it (S054, S128, S129)."""

from datetime import datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.lending.storage import TakenMeanwhile
from kiosk.office.editing import undo
from kiosk.office.people import readers
from kiosk.office.people.card_owner import owner_of
from kiosk.office.people.patron import Gone
from kiosk.office.people.readers import Wanted
from kiosk.office.people.touch.accounts import AccountsPart
from kiosk.office.people.touch.cards import cards_menu, export
from kiosk.office.people.touch.classes import ClassesPart
from kiosk.office.people.touch.parts import Back, Move, Part, Pick, Sorry, Then, Typing, Wait, cut, pages_of, turned
from kiosk.office.people.touch.patron import PatronPart
from kiosk.office.people.touch.promotion import PromotePart
from kiosk.office.people.touch.roster import FilesPart
from kiosk.office.people.views import LEFT, Group, PeopleAction, PeopleList, State
from kiosk.office.touch_kit.room import Answer, GoTo, LendTo, RoomContext
from kiosk.office.touch_kit.views import Confirmation, Option
from kiosk.taps import Act, AnyTap

ROWS = 4
ROWS_WITH_ADVICE = 3
GROUPS_IN_SIGHT = 6
FOUND = 4
OF_CLASS = "class:"
MENU = (PeopleAction.PROMOTE.value, "classes", "staff", "export")


class PeopleRoom:
    """subject: «class:三(2)班», a reader's number or identity, or nothing."""

    def __init__(self, here: RoomContext, subject: str = "") -> None:
        self.told: Confirmation | None = None
        self._here = here
        first = ListPart(here)
        self._parts: list[Part] = [first]
        if subject.startswith(OF_CLASS):
            first.show_class(subject.removeprefix(OF_CLASS))
        elif patron := readers.known_as(subject):
            self._parts.append(PatronPart(here, patron))

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        if isinstance(tap, Act) and tap.action is PeopleAction.UNDO:
            self._undo(UUID(tap.subject), at)
            return None
        try:
            return self._go(self._parts[-1].tap(tap, at), at)
        except Gone:
            self._parts = self._parts[:1]
        except TakenMeanwhile:
            self._parts.append(Sorry("not_done"))
        return None

    def scan(self, scan: Scan, at: datetime) -> None:
        """A reader's card opens their page, also a lost or a replaced one, but stops nothing that is under way; some
        parts want another card."""
        part = self._parts[-1]
        if hasattr(part, "scan"):
            self._go(part.scan(scan.text, at), at)
            return
        owner = owner_of(self._here.desk, scan.text) if isinstance(part, ListPart | PatronPart | Typing) else None
        if owner is not None:
            self._parts = [self._parts[0], PatronPart(self._here, owner)]

    def page(self, at: datetime) -> object:
        while isinstance(part := self._parts[-1], Wait) and part.job.finished:
            self._go(part.ended(at), at)
        try:
            return self._parts[-1].page(at)
        except Gone:
            self._parts = self._parts[:1]
            return self._parts[-1].page(at)

    def _go(self, move: Move, at: datetime) -> Answer:
        match move:
            case None:
                return None
            case GoTo() | LendTo():
                return move
            case Back(steps, told):
                self._parts = self._parts[: max(1, len(self._parts) - steps)]
                self.told = told
            case Then(following):
                self._parts.pop()
                return self._go(following, at)
            case _:
                self._parts.append(move)
        return None

    def _undo(self, entry: UUID, at: datetime) -> None:
        obstacle = undo(self._here.desk, self._here.actor, at, entry)
        if obstacle is None:
            self.told = Confirmation("people.told.undone")
        else:
            self._parts.append(Sorry(f"undo.{obstacle.code}"))


class ListPart:
    def __init__(self, here: RoomContext) -> None:
        self._here = here
        self._wanted = Wanted()
        self._page = self._first_group = 0

    def show_class(self, name: str) -> None:
        found = next((group for group in readers.groups() if group.name == name), None)
        if found is not None:
            self._wanted = Wanted(found.subject)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.GROUP, subject):
                self._show(Wanted(subject, self._wanted.state if subject != LEFT else None))
            case Act(PeopleAction.GROUPS, subject):
                self._first_group = max(0, self._first_group + int(subject) * GROUPS_IN_SIGHT)
            case Act(PeopleAction.STATE, subject):
                state = State(subject)
                self._show(Wanted(self._wanted.group, None if self._wanted.state is state else state))
            case Act(PeopleAction.CLEAR):
                self._show(Wanted())
            case Act(PeopleAction.TURN, subject):
                found = readers.count_of(self._wanted, at.date())
                self._page = turned(subject, pages_of(found, self._rows))
            case Act(PeopleAction.OPEN, subject):
                return self._open(subject)
            case Act(PeopleAction.SEARCH):
                return Typing("search", self._open_first, _find, self._open)
            case Act(PeopleAction.REMIND, name):
                return GoTo("overdue", f"{OF_CLASS}{name}")
            case Act(PeopleAction.IMPORT):
                return FilesPart(self._here)
            case Act(PeopleAction.CARDS):
                return cards_menu(self._here, self._wanted, at)
            case Act(PeopleAction.MORE):
                options = tuple(Option(name, f"people.{name}", f"people.{name}.hint") for name in MENU)
                return Pick("menu", cut(options), self._from_menu)
        return None

    def _open(self, id_: str) -> Move:
        return PatronPart(self._here, UUID(id_))

    def _open_first(self, text: str) -> Move:
        return next((self._open(option.subject) for option in _find(text)), None)

    def _from_menu(self, name: str, at: datetime) -> Move:
        match name:
            case PeopleAction.PROMOTE:
                return PromotePart(self._here)
            case "classes":
                return ClassesPart(self._here)
            case "staff":
                return AccountsPart(self._here)
        return export(self._here, self._wanted, at)

    def _show(self, wanted: Wanted) -> None:
        self._wanted, self._page = wanted, 0

    @property
    def _rows(self) -> int:
        return ROWS_WITH_ADVICE if self._wanted.state is State.OVERDUE else ROWS

    def page(self, at: datetime) -> PeopleList:
        groups = readers.groups()
        chosen = next((group for group in groups if group.subject == self._wanted.group), None)
        if chosen is None:  # its last reader has gone elsewhere
            self._show(Wanted())
            chosen = groups[0]
        self._first_group = min(self._first_group, max(0, len(groups) - GROUPS_IN_SIGHT))
        last = self._first_group + GROUPS_IN_SIGHT
        found = readers.count_of(self._wanted, at.date())
        pages = pages_of(found, self._rows)
        self._page = min(self._page, pages - 1)
        return PeopleList(
            total=groups[0].count,
            classes=sum(bool(group.name) for group in groups),
            groups=groups[self._first_group : last],
            chosen=chosen,
            before=self._first_group > 0,
            after=last < len(groups),
            counts=_counts(chosen, at),
            state=self._wanted.state,
            rows=readers.page_of(self._here.desk, self._wanted, at, self._page, self._rows),
            found=found,
            page=self._page,
            pages=pages,
        )


def _find(text: str) -> tuple[Option, ...]:
    return readers.find(text, FOUND)


def _counts(chosen: Group, at: datetime) -> tuple[tuple[State, int], ...]:
    return () if chosen.subject == LEFT else readers.state_counts(chosen.subject, at.date())
