"""One reader's page: their loans, and what the librarian does for them."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kiosk.circulation.denials import Fact
from kiosk.hardware.scan import Scan
from kiosk.office.people import patron as deeds
from kiosk.office.people import readers
from kiosk.office.people.card_owner import owner_of
from kiosk.office.people.touch.cards import print_reader
from kiosk.office.people.views import PatronPage, PeopleAction, Reader
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import LendTo, Move, Page, Replace, RoomContext, told
from kiosk.office.touch_kit.pages import ConfirmPage, DayPage, PickPage, days_from, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

ROWS = 3
MOST_LOANS = 11
FOUND = 4
LONGEST_NAME = 20
NONE, TERM, YEAR, OTHER = "none", "term", "year", "day"


def found_readers(text: str) -> tuple[Option, ...]:
    return tuple(Option(one.id, f"{one.name} {one.number}", one.group) for one in readers.find(text, FOUND))


def reader_of(context: RoomContext, scan: Scan) -> Page | None:
    """A reader's card opens their page, also a lost or a replaced one."""
    owner = owner_of(context.desk, scan.text)
    return None if owner is None else ReaderPage(context, owner)


class ReaderPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext, patron: UUID) -> None:
        self._context, self._patron = context, patron
        self._history, self.pager = False, Pager(ROWS)

    def view(self, at: datetime) -> PatronPage:
        reader, today = deeds.reader(self._patron, at.date()), at.date()
        read = deeds.loans_before if self._history else deeds.loans_now
        _, rows = self.pager.asked(lambda first, size: read(self._context.desk, self._patron, today, first, size))
        return PatronPage(reader, self._history, rows, self.pager.number, self.pager.pages)

    def scan(self, scan: Scan, at: datetime) -> Move:
        page = reader_of(self._context, scan)
        return None if page is None else Replace(page)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.TAB, subject):
                self._history, self.pager.number = subject == "history", 0
            case Act(PeopleAction() as action):
                return self._do(action, deeds.reader(self._patron, at.date()), at)
        return None

    def _do(self, action: PeopleAction, row: Reader, at: datetime) -> Move:
        desk, actor, patron, name = self._context.desk, self._context.actor, self._patron, row.name
        match action:
            case PeopleAction.LEND:
                return LendTo(patron)
            case PeopleAction.BLOCK:
                done = deeds.set_blocked(desk, actor, at, patron, not row.blocked)
                return told("people.told.unblocked" if row.blocked else "people.told.blocked", done, name=name)
            case PeopleAction.LOST:
                done = deeds.set_card_lost(desk, actor, at, patron, not row.card_lost)
                return told("people.told.card_found" if row.card_lost else "people.told.card_lost", done, name=name)
            case PeopleAction.OWES:
                done = deeds.set_owes(desk, actor, at, patron, not row.owes)
                return told("people.told.owes_not" if row.owes else "people.told.owes", done, name=name)
            case PeopleAction.REISSUE:
                return ConfirmPage("people.reissue", self._reissue, {"name": name, "number": row.number})
            case PeopleAction.PRINT:
                return print_reader(
                    self._context, patron, at, lambda file: told("people.told.printed_one", None, file=file)
                )
            case PeopleAction.LIMIT:
                return PickPage("people.limit", known(_limits(row.limit)), self._set_limit, {"name": name})
            case PeopleAction.EXPIRY:
                days = self._expiries(row.expires_on, at.date())
                return PickPage("people.expiry", known(days), self._pick_expiry, {"name": name})
            case PeopleAction.MOVE:
                return PickPage("people.move", known(_classes(row.class_id)), self._move, {"name": name})
            case PeopleAction.LEAVE:
                return self._leave(row, at)
            case PeopleAction.DELETE:
                return self._delete(row)
        return None

    def _name(self, at: datetime) -> str:
        return deeds.reader(self._patron, at.date()).name

    def _reissue(self, at: datetime) -> Move:
        done = deeds.reissue(self._context.desk, self._context.actor, at, self._patron)
        if isinstance(done, NotDone):
            return done
        return print_reader(self._context, self._patron, at, lambda file: told("people.told.reissued", done, file=file))

    def _set_limit(self, subject: str, at: datetime) -> Move:
        limit = None if subject == NONE else int(subject)
        done = deeds.set_limit(self._context.desk, self._context.actor, at, self._patron, limit)
        return told("people.told.limit", done, name=self._name(at))

    def _expiries(self, now: date | None, today: date) -> tuple[Option, ...]:
        term = self._context.desk.bylaw().rota.calendar.term_of(today)
        days = {YEAR: _school_year_ends(today)} | ({TERM: term.ends_on} if term else {})
        named = [
            Option(day.isoformat(), f"people.expiry.{code}", day.isoformat(), chosen=day == now)
            for code, day in sorted(days.items())
        ]
        return (Option(NONE, "people.expiry.none", chosen=now is None), *named, Option(OTHER, "people.expiry.day"))

    def _pick_expiry(self, subject: str, at: datetime) -> Move:
        if subject == OTHER:
            return DayPage("people.expiry.day", at.date(), self._set_expiry, days_from(at.date()))
        return self._set_expiry(None if subject == NONE else date.fromisoformat(subject), at)

    def _set_expiry(self, day: date | None, at: datetime) -> Move:
        done = deeds.set_expiry(self._context.desk, self._context.actor, at, self._patron, day)
        return told("people.told.expiry", done, name=self._name(at))

    def _move(self, subject: str, at: datetime) -> Move:
        done = deeds.move(self._context.desk, self._context.actor, at, self._patron, UUID(subject))
        return told("people.told.moved", done, name=self._name(at))

    def _leave(self, row: Reader, at: datetime) -> Move:
        if row.left:
            done = deeds.mark_back(self._context.desk, self._context.actor, at, self._patron)
            return told("people.told.returned", done, name=row.name)
        if row.open_loans:
            facts: dict[str, Fact] = {"name": row.name, "count": row.open_loans}
            return ConfirmPage("people.leave", lambda now: self._left(row, now), facts)
        return self._left(row, at)

    def _left(self, row: Reader, at: datetime) -> Move:
        done = deeds.mark_left(self._context.desk, self._context.actor, at, self._patron, row.open_loans)
        return told("people.told.left", done, name=row.name)

    def _delete(self, row: Reader) -> Move:
        facts = {"name": row.name, "number": row.number}
        if row.left:
            return ConfirmPage("people.forget", self._forget, facts, danger=True)
        return ConfirmPage("people.delete", self._deleted, facts)

    def _deleted(self, at: datetime) -> Move:
        return told(
            "people.told.deleted", deeds.delete(self._context.desk, self._context.actor, at, self._patron), steps=1
        )

    def _forget(self, at: datetime) -> Move:
        return told(
            "people.told.forgotten", deeds.forget_name(self._context.desk, self._context.actor, at, self._patron)
        )


def _limits(now: int | None) -> tuple[Option, ...]:
    own = tuple(Option(str(count), str(count), chosen=count == now) for count in range(MOST_LOANS))
    return (Option(NONE, "people.limit.none", chosen=now is None), *own)


def _classes(now: str) -> tuple[Option, ...]:
    return tuple(
        Option(group.subject, group.name, str(group.count), chosen=group.subject == now)
        for group in readers.groups()
        if group.name
    )


def _school_year_ends(today: date) -> date:
    """31 August, before the next year's lists come."""
    end = date(today.year, 8, 31)
    return end if today + timedelta(days=30) < end else end.replace(year=today.year + 1)
