"""One reader's page: their loans, and what the librarian does for them."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kiosk.office.people import patron as deeds
from kiosk.office.people import readers
from kiosk.office.people.patron import Refusal, change, mark_left, reissue
from kiosk.office.people.touch.cards import print_patron, printed_one
from kiosk.office.people.touch.parts import Ask, Back, Days, Move, Pick, cut, refused, said, told, turned
from kiosk.office.people.views import PatronPage, PeopleAction
from kiosk.office.touch_kit.room import LendTo, RoomContext
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

ROWS = 3
MOST_LOANS = 11
NONE, TERM, YEAR, OTHER = "none", "term", "year", "day"


class PatronPart:
    def __init__(self, here: RoomContext, patron: UUID) -> None:
        self._here, self._patron = here, patron
        self._history, self._page = False, 0

    def page(self, at: datetime) -> PatronPage:
        return deeds.page_of(self._here.desk, self._patron, at, self._history, self._page, ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.TAB, subject):
                self._history, self._page = subject == "history", 0
            case Act(PeopleAction.TURN, subject):
                self._page = turned(subject, self.page(at).pages)
            case Act(PeopleAction.BACK):
                return Back()
            case Act(deed):
                return self._do(deed, self.page(at), at)
        return None

    def _do(self, deed: PeopleAction, row: PatronPage, at: datetime) -> Move:
        match deed:
            case PeopleAction.LEND:
                return LendTo(self._patron)
            case PeopleAction.BLOCK:
                return self._change("unblocked" if row.blocked else "blocked", at, blocked=not row.blocked)
            case PeopleAction.LOST:
                return self._change("card_found" if row.card_lost else "card_lost", at, card_lost=not row.card_lost)
            case PeopleAction.OWES:
                owes = not row.owes
                return self._change("owes" if owes else "owes_not", at, owes_compensation=owes)
            case PeopleAction.REISSUE:
                return Ask("reissue", self._reissue, name=row.name, number=row.number)
            case PeopleAction.PRINT:
                return print_patron(self._here, self._patron, row.number, at, printed_one)
            case PeopleAction.LIMIT:
                return Pick("limit", cut(_limits(row.limit)), self._set_limit, name=row.name)
            case PeopleAction.EXPIRY:
                return Pick("expiry", cut(self._expiries(row.expires_on, at.date())), self._set_expiry, name=row.name)
            case PeopleAction.MOVE:
                return Pick("move", cut(_classes(row.class_id)), self._move, name=row.name)
            case PeopleAction.LEAVE:
                return self._leave(row, at)
            case PeopleAction.DELETE:
                return self._delete(row)
        return None

    # --- deeds ------------------------------------------------------------------------------------------------

    def _change(self, deed: str, at: datetime, **columns: object) -> Move:
        entry = change(self._here.desk, self._here.actor, at, self._patron, f"patron_{deed}", **columns)
        return said(deed, entry, name=self.page(at).name)

    def _reissue(self, at: datetime) -> Move:
        entry = reissue(self._here.desk, self._here.actor, at, self._patron)
        if isinstance(entry, Refusal):
            return refused(entry)
        return print_patron(
            self._here,
            self._patron,
            self.page(at).number,
            at,
            lambda result: told("reissued", entry, file=result.path.name),
        )

    def _set_limit(self, subject: str, at: datetime) -> Move:
        limit = None if subject == NONE else int(subject)
        return self._change("limit", at, loan_limit=limit)

    def _expiries(self, now: date | None, today: date) -> tuple[Option, ...]:
        term = self._here.desk.bylaw().rota.calendar.term_of(today)
        days = {YEAR: _school_year_ends(today)} | ({TERM: term.ends_on} if term else {})
        named = [
            Option(day.isoformat(), f"people.expiry.{code}", day.isoformat(), chosen=day == now)
            for code, day in sorted(days.items())
        ]
        return (Option(NONE, "people.expiry.none", chosen=now is None), *named, Option(OTHER, "people.expiry.day"))

    def _set_expiry(self, subject: str, at: datetime) -> Move:
        if subject == OTHER:
            return Days("expiry.day", at.date(), lambda day, now: self._change("expiry", now, expires_on=day))
        return self._change("expiry", at, expires_on=None if subject == NONE else date.fromisoformat(subject))

    def _move(self, subject: str, at: datetime) -> Move:
        return self._change("moved", at, school_class=UUID(subject))

    def _leave(self, row: PatronPage, at: datetime) -> Move:
        if row.left:
            return self._change("returned", at, left=False)
        if row.open_loans:
            return Ask("leave", lambda now: self._gone(now, row.open_loans), name=row.name, count=row.open_loans)
        return self._gone(at, 0)

    def _gone(self, at: datetime, known_open: int) -> Move:
        entry = mark_left(self._here.desk, self._here.actor, at, self._patron, known_open)
        if isinstance(entry, Refusal):
            return refused(entry)
        return said("left", entry, name=self.page(at).name)

    def _delete(self, row: PatronPage) -> Move:
        if row.left:
            return Ask("forget", self._forget, danger=True, name=row.name, number=row.number)
        return Ask("delete", self._deleted, name=row.name, number=row.number)

    def _deleted(self, at: datetime) -> Move:
        entry = deeds.delete(self._here.desk, self._here.actor, at, self._patron)
        return refused(entry) if isinstance(entry, Refusal) else Back(1, told("deleted", entry))

    def _forget(self, at: datetime) -> Move:
        refusal = deeds.forget_name(self._here.desk, self._here.actor, at, self._patron)
        return refused(refusal) if refusal else said("forgotten")


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
