"""«What would happen to…»: a pupil and a book, scanned or chosen, at a moment that can be chosen.

Its pages take one another's place, so that one step leads back to the table from each."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from kiosk.catalog.search import search
from kiosk.circulation.model import ItemFacts, PatronFacts, RecordFacts
from kiosk.circulation.naming import Choice, masked
from kiosk.hardware.scan import Scan
from kiosk.lending.desk import Desk
from kiosk.lending.identify import Either, identify
from kiosk.lending.people import classes, patrons_of
from kiosk.office.rules.trial import try_out
from kiosk.office.rules.views import RulesAction, Tried, TryIt
from kiosk.office.touch_kit.page import ALL, Back, Move, Page, Replace
from kiosk.office.touch_kit.pages import DayPage, PickPage, TypePage, days_from
from kiosk.office.touch_kit.views import Option, PageView
from kiosk.taps import Act, AnyTap

FOUND = 3
QUARTER = timedelta(minutes=15)
NO_CLASS = "none"


class Question:
    """Who is tried, with what, and when; the table shows the answer in short."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._who: PatronFacts | None = None
        self._what: ItemFacts | RecordFacts | None = None
        self._moment: datetime | None = None  # None: now

    def hold_up(self, scan: Scan) -> Move:
        """A reader's card or a book is tried at once, whatever is open; any other code leads nowhere."""
        known = identify(self._desk, scan.text, self._desk.bylaw().patterns, scan.symbology)
        if isinstance(known, Either):
            known = known.book if self._who else known.patron
        if isinstance(known, PatronFacts):
            self._who = known
        elif isinstance(known, ItemFacts | RecordFacts):
            self._what = known
        else:
            return None
        return Replace(TrialPage(self), ALL)

    def take_person(self, patron: UUID) -> None:
        self._who = self._desk.facts.patron_by_id(patron)

    def take_book(self, isbn: str) -> None:
        self._what = self._desk.facts.record(isbn) or self._what

    def moment(self, at: datetime) -> datetime:
        return self._moment or at

    def take_moment(self, moment: datetime | None) -> None:
        self._moment = moment

    def answer(self, at: datetime) -> Tried:
        moment = self.moment(at)
        who = masked(self._who.name) if self._who else ""
        group = self._who.class_name if self._who else ""
        shown, is_now = moment.replace(second=0, microsecond=0), self._moment is None
        if self._who is None or self._what is None:
            return Tried(who, group, self._title, shown, is_now)
        trial = try_out(self._desk, self._who.id, self._what, moment)
        if trial is None:
            return Tried(who, group, self._title, shown, is_now, no_copy=True)
        return Tried(
            who,
            group,
            self._title,
            shown,
            is_now,
            trial.verdicts,
            trial.due_on,
            trial.days_moved,
            trial.limit,
            trial.on_loan,
            trial.notice,
            trial.may_read_here,
        )

    @property
    def _title(self) -> str:
        if self._what is None:
            return ""
        return (self._what if isinstance(self._what, RecordFacts) else self._what.record).title


class TrialPage(Page):
    """first: a choice that is made at once."""

    def __init__(self, question: Question, first: Page | None = None) -> None:
        self._question, self._first = question, first

    def ended(self, at: datetime) -> Move:
        first, self._first = self._first, None
        return first

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        question, moment = self._question, self._question.moment(at)
        match tap:
            case Act(RulesAction.WHO):
                return class_choice(question)
            case Act(RulesAction.WHAT):
                return book_choice(question)
            case Act(RulesAction.DAY):
                return day_choice(question, at)
            case Act(RulesAction.NOW):
                question.take_moment(None)
            case Act(RulesAction.EARLIER):
                question.take_moment(_quarter(moment) - QUARTER)
            case Act(RulesAction.LATER):
                question.take_moment(_quarter(moment) + QUARTER)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        return self._question.hold_up(scan)

    def view(self, at: datetime) -> TryIt:
        return TryIt(self._question.answer(at))


class Beside(Page):
    """Another page, beside which the trial goes on: what is held up is tried."""

    def __init__(self, page: Page, question: Question) -> None:
        self._page, self._question = page, question
        self.is_still, self.is_choice, self.pager = page.is_still, page.is_choice, page.pager

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        return self._page.tap(tap, at)

    def scan(self, scan: Scan, at: datetime) -> Move:
        return self._question.hold_up(scan)

    def view(self, at: datetime) -> PageView:
        return self._page.view(at)


# --- choices -----------------------------------------------------------------------------------------------------


def class_choice(question: Question) -> Page:
    def options(first: int, size: int) -> tuple[int, tuple[Option, ...]]:
        total, rows = classes(first // size, size)
        beside, _ = patrons_of(None, 0, 1)
        no_class = (Option(NO_CLASS, "policies.try.no_class"),) if beside and not first else ()
        return total, (*_options(rows), *no_class)

    pick = PickPage("policies.try.class", options, lambda id_, _at: person_choice(question, id_))
    return Beside(pick, question)


def person_choice(question: Question, school_class: str) -> Page:
    group = None if school_class == NO_CLASS else UUID(school_class)

    def options(first: int, size: int) -> tuple[int, tuple[Option, ...]]:
        total, rows = patrons_of(group, first // size, size)
        return total, _options(rows)

    def taken(patron: str, _at: datetime) -> Move:
        question.take_person(UUID(patron))
        return None

    return Beside(PickPage("policies.try.person", options, taken), question)


def book_choice(question: Question) -> Page:
    def taken(isbn: str, _at: datetime) -> Move:
        question.take_book(isbn)
        return Back(0)

    def entered(text: str, at: datetime) -> Move:
        found = _found(text)
        return taken(found[0].subject, at) if found else None

    return Beside(TypePage("policies.try.book", entered, _found, taken), question)


def day_choice(question: Question, at: datetime) -> Page:
    def taken(day: date, at: datetime) -> Move:
        question.take_moment(datetime.combine(day, question.moment(at).timetz()))
        return None

    today = question.moment(at).date()
    return Beside(DayPage("policies.try.day", today, taken, days_from(None, today)), question)


def _found(text: str) -> tuple[Option, ...]:
    _, hits = search(text, 0, FOUND)
    return tuple(Option(hit.isbn, hit.title, hit.author) for hit in hits)


def _options(rows: Iterable[Choice]) -> tuple[Option, ...]:
    return tuple(Option(row.id.hex, row.label) for row in rows)


def _quarter(at: datetime) -> datetime:
    """The last quarter of an hour, so that a step leads to the next one."""
    return datetime.combine(at.date(), time(at.hour, at.minute // 15 * 15), at.tzinfo)
