"""Staff accounts: who they are, their role, card and PIN."""

from datetime import datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.lending.staffing import PIN_LENGTH
from kiosk.office.people import accounts
from kiosk.office.people.touch.cards import print_staff
from kiosk.office.people.touch.patron import LONGEST_NAME, found_readers, reader_of
from kiosk.office.people.views import AccountLine, AccountList, AccountPage, NewPin, PeopleAction
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Move, Page, Replace, RoomContext, told
from kiosk.office.touch_kit.pages import ConfirmPage, PickPage, TypePage, WaitPage, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap, Tap, TapKey

ROWS = 6
TYPED = "typed"


class AccountsPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context, self.pager = context, Pager(ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.OPEN, subject):
                return OneAccountPage(self._context, UUID(subject))
            case Act(PeopleAction.NEW):
                return PickPage("people.new_staff", _teachers, self._named)
        return None

    def _named(self, name: str, _at: datetime) -> Move:
        if name != TYPED:
            return self._role_of(name)
        return TypePage(
            "people.staff_name",
            lambda text, _at: self._role_of(text) if text else None,
            found_readers,
            lambda id_, _at: self._role_of(accounts.name_for(UUID(id_))),
            lambda scan, _at: reader_of(self._context, scan),
            most=LONGEST_NAME,
        )

    def _role_of(self, name: str) -> Page:
        return PickPage(
            "people.new_role", known(_roles("")), lambda role, at: self._add(name, role, at), {"name": name}
        )

    def _add(self, name: str, role: str, at: datetime) -> Move:
        added = accounts.add(self._context.desk, self._context.actor, at, name, role)
        if isinstance(added, NotDone):
            return added
        if role == accounts.HELPER:  # the card opens the lane; a PIN is for the office
            return told("people.told.staff_added", None, name=name)
        return NewPinPage(self._context, added, "staff_added")

    def view(self, at: datetime) -> AccountList:
        me = self._context.actor.staff
        _, rows = self.pager.asked(lambda first, size: accounts.lines_of(me, first, size))
        return AccountList(rows, self.pager.number, self.pager.pages)


def _teachers(first: int, size: int) -> tuple[int, tuple[Option, ...]]:
    """Teachers on the school's list, and on each page the way to a name that is not on it."""
    own = Pager(size - 1)
    own.turn(str(first // size))
    total, found = own.asked(accounts.teachers)
    options = (Option(one.name, one.name, one.number) for one in found)
    return total + own.pages, (*options, Option(TYPED, "people.staff.typed"))


def _roles(now: str) -> tuple[Option, ...]:
    return tuple(
        Option(role, f"people.role.{role}", f"people.role.{role}.hint", chosen=role == now) for role in accounts.ROLES
    )


class OneAccountPage(Page):
    def __init__(self, context: RoomContext, member: UUID) -> None:
        self._context, self._member = context, member

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        line = self._line
        match tap:
            case Act(PeopleAction.ROLE):
                return PickPage("people.role", known(_roles(line.role)), self._set_role, {"name": line.name})
            case Act(PeopleAction.PIN):
                return NewPinPage(self._context, self._member, "pin_set")
            case Act(PeopleAction.PRINT) if line.card:
                return print_staff(self._context, line.card, at)
            case Act(PeopleAction.LEAVE):
                return ConfirmPage("people.retire", self._retire, {"name": line.name})
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        """Whatever is held up becomes their card."""
        given = accounts.give_card(self._context.desk, self._context.actor, at, self._member, scan.text)
        return told("people.told.staff_card", given, text=scan.text)

    def _set_role(self, role: str, at: datetime) -> Move:
        return told(
            "people.told.staff_role", accounts.set_role(self._context.desk, self._context.actor, at, self._member, role)
        )

    def _retire(self, at: datetime) -> Move:
        return told(
            "people.told.retired",
            accounts.deactivate(self._context.desk, self._context.actor, at, self._member),
            steps=1,
        )

    @property
    def _line(self) -> AccountLine:
        return accounts.line_of(self._member, self._context.actor.staff)

    def view(self, at: datetime) -> AccountPage:
        return AccountPage(self._line, accounts.is_last_librarian(self._member))


class NewPinPage(Page):
    """A new PIN, typed twice; nothing shows its digits. key: what is told of its member afterwards."""

    def __init__(self, context: RoomContext, member: UUID, key: str) -> None:
        self._context, self._member, self._key = context, member, key
        self._first = self._digits = ""
        self._differed = False

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case TapKey(sign) if sign.isdigit():
                self._digits, self._differed = self._digits + sign, False
                return self._full(at) if len(self._digits) == PIN_LENGTH else None
            case Tap.BACKSPACE:
                self._digits = self._digits[:-1]
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
        return Replace(self._saving(typed, at))

    def _saving(self, pin: str, at: datetime) -> Page:
        """Beside the screen: the hash is made to take its time."""
        desk, actor, name = self._context.desk, self._context.actor, self._name
        job = self._context.jobs.start(lambda _job: accounts.set_pin(desk, actor, at, self._member, pin))
        return WaitPage(
            "people.pin_saving", job, lambda refused, _at: told(f"people.told.{self._key}", refused, name=name)
        )

    @property
    def _name(self) -> str:
        return accounts.line_of(self._member, self._context.actor.staff).name

    def view(self, at: datetime) -> NewPin:
        return NewPin(self._name, len(self._digits), bool(self._first), self._differed)
