"""Staff accounts: who they are, their role, card and PIN."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from kiosk.lending.staffing import PIN_LENGTH
from kiosk.office.people import accounts, readers
from kiosk.office.people.patron import Refusal
from kiosk.office.people.touch.cards import print_staff
from kiosk.office.people.touch.parts import (
    A_PAGE,
    BACK,
    Ask,
    Back,
    Move,
    Pick,
    Then,
    Typing,
    Wait,
    cut,
    pages_of,
    refused,
    said,
    told,
    turned,
)
from kiosk.office.people.views import AccountList, AccountPage, NewPin, PeopleAction
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap, Tap, TapKey

ROWS = 6
FOUND = 4
TYPED = "typed"


class AccountsPart:
    def __init__(self, here: RoomContext) -> None:
        self._here, self._page = here, 0

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.OPEN, subject):
                return AccountPart(self._here, UUID(subject))
            case Act(PeopleAction.NEW):
                return Pick("new_staff", _teachers, self._named)
            case Act(PeopleAction.TURN, subject):
                self._page = turned(subject, pages_of(accounts.count_accounts(), ROWS))
            case Act(PeopleAction.BACK):
                return Back()
        return None

    def _named(self, name: str, _at: datetime) -> Move:
        if name == TYPED:
            return Typing(
                "staff_name",
                self._role_of,
                lambda text: readers.find(text, FOUND),
                lambda id_: self._role_of(accounts.name_for(UUID(id_))),
            )
        return self._role_of(name)

    def _role_of(self, name: str) -> Move:
        return Pick("new_role", cut(_roles("")), lambda role, at: self._add(name, role, at), name=name)

    def _add(self, name: str, role: str, at: datetime) -> Move:
        added = accounts.add(self._here.desk, self._here.actor, at, name, role)
        if isinstance(added, Refusal):
            return refused(added)
        if role == accounts.HELPER:  # the card opens the lane; a PIN is for the office
            return said("staff_added", name=name)
        return PinPart(self._here, added, lambda: told("staff_added", name=name))

    def page(self, _at: datetime) -> AccountList:
        pages = pages_of(accounts.count_accounts(), ROWS)
        self._page = min(self._page, pages - 1)
        return AccountList(accounts.page_of(self._here.actor, self._page, ROWS), self._page, pages)


def _teachers(page: int) -> tuple[int, tuple[Option, ...]]:
    """Teachers on the school's list, and on each page the way to a name that is not on it."""
    total, options = accounts.teachers(page, A_PAGE - 1)
    typed = Option(TYPED, "people.staff.typed")
    return total + pages_of(total, A_PAGE - 1), (*options, typed)


def _roles(now: str) -> tuple[Option, ...]:
    return tuple(
        Option(role, f"people.role.{role}", f"people.role.{role}.hint", chosen=role == now) for role in accounts.ROLES
    )


class AccountPart:
    def __init__(self, here: RoomContext, member: UUID) -> None:
        self._here, self._member = here, member

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        line = accounts.line_of(self._member, self._here.actor)
        match tap:
            case Act(PeopleAction.BACK):
                return Back()
            case Act(PeopleAction.ROLE):
                return Pick("role", cut(_roles(line.role)), self._set_role, name=line.name)
            case Act(PeopleAction.PIN):
                return PinPart(self._here, self._member, lambda: told("pin_set", name=line.name))
            case Act(PeopleAction.PRINT) if line.card:
                return print_staff(self._here, line.card, at)
            case Act(PeopleAction.LEAVE):
                return Ask("retire", self._retire, name=line.name)
        return None

    def scan(self, text: str, at: datetime) -> Move:
        """Whatever is held up becomes their card."""
        entry = accounts.give_card(self._here.desk, self._here.actor, at, self._member, text)
        return refused(entry) if isinstance(entry, Refusal) else said("staff_card", entry, text=text)

    def _set_role(self, role: str, at: datetime) -> Move:
        entry = accounts.set_role(self._here.desk, self._here.actor, at, self._member, role)
        return refused(entry) if isinstance(entry, Refusal) else said("staff_role", entry)

    def _retire(self, at: datetime) -> Move:
        entry = accounts.deactivate(self._here.desk, self._here.actor, at, self._member)
        return refused(entry) if isinstance(entry, Refusal) else Back(1, told("retired", entry))

    def page(self, _at: datetime) -> AccountPage:
        line = accounts.line_of(self._member, self._here.actor)
        return AccountPage(line, accounts.is_last_librarian(self._member))


class PinPart:
    """A new PIN, typed twice; nothing shows its digits."""

    def __init__(self, here: RoomContext, member: UUID, then: Callable[[], object]) -> None:
        self._here, self._member, self._then = here, member, then
        self._first = self._digits = ""
        self._differed = False

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case TapKey(sign) if sign.isdigit():
                self._digits, self._differed = self._digits + sign, False
                return self._full(at) if len(self._digits) == PIN_LENGTH else None
            case Tap.BACKSPACE:
                self._digits = self._digits[:-1]
            case Act(PeopleAction.BACK):
                return Back()
        return None

    def _full(self, at: datetime) -> Move:
        typed, self._digits = self._digits, ""
        if not self._first:
            self._first = typed
            return None
        first, self._first = self._first, ""
        if typed != first:
            self._differed = True
            return None
        return Then(Wait("pin_saving", self._here.jobs.start(lambda _: self._save(typed, at)), self._saved))

    def _save(self, pin: str, at: datetime) -> Refusal | None:
        """Beside the screen: the hash is made to take its time."""
        return accounts.set_pin(self._here.desk, self._here.actor, at, self._member, pin)

    def _saved(self, refusal: Refusal | None, _at: datetime) -> Move:
        return refused(refusal) if refusal else Back(0, self._then())

    def scan(self, _text: str, _at: datetime) -> Move:
        return None

    def page(self, _at: datetime) -> NewPin:
        line = accounts.line_of(self._member, self._here.actor)
        return NewPin(line.name, len(self._digits), bool(self._first), self._differed, BACK)
