"""The station while nobody has shown a card: returns without a card, books that wait for one, the search."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.catalog.search import Hit, search
from kiosk.circulation.denials import Denial, denial
from kiosk.circulation.model import ItemFacts, LoanFacts, RecordFacts
from kiosk.lending.check_ins import WhichCopy, check_in, loan_ended_by, record_of, undo_check_in
from kiosk.lending.check_outs import Refused, record_refusal
from kiosk.lending.covers import Mislabelled, note_mismatch, same_book, what_counts
from kiosk.lending.desk import Desk
from kiosk.lending.signs import route_at, sign_at
from kiosk.office.closing_notice.notices import said_on
from kiosk.selfcheck import views
from kiosk.selfcheck.session_views import book
from kiosk.selfcheck.step import NOTHING, Outcome, OutcomeKind, Step, noticed
from kiosk.selfcheck.views import Cue, VisitAct
from kiosk.taps import AnyTap, Tap, TapKey

SAID = timedelta(seconds=5)
WAITING = timedelta(seconds=20)
SEARCHING = timedelta(seconds=60)
RESULTS = 3

Waiting = tuple[ItemFacts | RecordFacts | Mislabelled, str, int]


@dataclass(frozen=True, slots=True)
class _Returned:
    shown: ItemFacts | RecordFacts
    presentation: int
    loan: LoanFacts


class WelcomeDesk:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.forget()

    @property
    def is_idle(self) -> bool:
        return not self._waiting and self._returned is None and self._said is None and self._search is None

    def forget(self) -> None:
        self._waiting: list[Waiting] = []
        self._which: Denial | None = None
        self._returned: views.VisitLine | None = None
        self._said: Denial | None = None
        self._search: tuple[str, int] | None = None
        self._last: _Returned | None = None

    def take_waiting(self) -> list[Waiting]:
        waiting, self._waiting = self._waiting, []
        return waiting

    def wait_again(self, waiting: list[Waiting]) -> None:
        self._waiting = waiting

    @property
    def waiting_books(self) -> tuple[views.Book, ...]:
        return tuple(book(record_of(shown)) for shown, _, _ in self._waiting)

    def show(
        self,
        shown: ItemFacts | RecordFacts | Mislabelled,
        text: str,
        presentation: int,
        at: datetime,
        carried_away: frozenset[UUID],
    ) -> tuple[Step, timedelta]:
        """A book that is certainly out is returned; any other waits for a card. carried_away: loans made a moment
        ago, whose books are still in view on their way out."""
        self._said = self._search = None
        if isinstance(shown, Mislabelled):
            return self._show_mislabelled(shown, text, presentation, at, carried_away)
        early = self._last if self._last and self._last.presentation == presentation else None
        if early is not None and same_book(early.shown, shown):
            if not isinstance(shown, ItemFacts) or not self._desk.facts.loan_of_item(shown.id):
                return NOTHING, SAID
            self._take_back(early, at)  # the label beside the ISBN, read later: it was that copy
        ended = loan_ended_by(self._desk, shown, copy_came_back=False)
        if isinstance(ended, LoanFacts) and ended.id in carried_away:
            self._returned, self._said = None, denial("just_lent", title=ended.title, due_on=ended.due_on)
            return NOTHING, SAID
        if isinstance(ended, LoanFacts) and not self._waiting:
            return self._return(ended, shown, text, presentation, at), SAID
        return self.wait_for_card(shown, text, presentation, isinstance(ended, WhichCopy)), WAITING

    def wait_for_card(
        self, shown: ItemFacts | RecordFacts | Mislabelled, text: str, presentation: int, several: bool = False
    ) -> Step:
        alike = [waiting for waiting in self._waiting if same_book(waiting[0], shown)]
        in_view = [waiting for waiting in alike if waiting[2] == presentation]
        if in_view:
            if isinstance(in_view[0][0], RecordFacts):
                self._waiting[self._waiting.index(in_view[0])] = (shown, text, presentation)
            return NOTHING
        self._returned = None
        self._which = denial("which_copy", title=record_of(shown).title) if several else self._which
        if not alike:
            self._waiting.append((shown, text, presentation))
        return Step(Cue.ATTENTION)

    def _show_mislabelled(
        self, shown: Mislabelled, text: str, presentation: int, at: datetime, carried_away: frozenset[UUID]
    ) -> tuple[Step, timedelta]:
        """One book, whichever of its codes was read first; where it waits for a card, the card decides."""
        early = self._just_returned(shown, presentation)
        self._waiting = [w for w in self._waiting if w[2] != presentation or not shown.bears(w[0])]

        def ends_a_loan(code: ItemFacts | RecordFacts) -> bool:
            returned = early is not None and early.shown.id == code.id
            return returned or isinstance(loan_ended_by(self._desk, code, copy_came_back=False), LoanFacts)

        counts = what_counts(shown, ends_a_loan)
        step, span = NOTHING, SAID
        if early is None or early.shown.id != counts.id:
            if early is not None:
                self._take_back(early, at)
            step, span = self.show(counts, text, presentation, at, carried_away)
        self._waiting = [(shown if w[0] is counts else w[0], *w[1:]) for w in self._waiting]
        if any(w[0] is shown for w in self._waiting):
            return step, span
        if self._returned is not None:
            self._returned = replace(self._returned, notes=(*self._returned.notes, shown.denial))
        returned = self._just_returned(shown, presentation)
        note_mismatch(self._desk, shown, at, returned.loan.id if returned else None)
        return step.then(noticed(shown, None)), span

    def _just_returned(self, book: Mislabelled, presentation: int) -> _Returned | None:
        last = self._last
        return last if last and last.presentation == presentation and book.bears(last.shown) else None

    def _take_back(self, returned: _Returned, at: datetime) -> None:
        undo_check_in(self._desk, returned.loan.id, at)
        self._last = None

    def _return(
        self, loan: LoanFacts, shown: ItemFacts | RecordFacts, text: str, presentation: int, at: datetime
    ) -> Step:
        result = check_in(self._desk, loan, at)
        self._last = _Returned(shown, presentation, loan)
        self._returned = views.VisitLine(
            0, VisitAct.RETURNED, result.record.title, days_late=result.days_late, can_undo=False
        )
        return Step(Cue.RETURNED, (Outcome(OutcomeKind.CHECK_IN, result.patron_number, text, result.record.isbn),))

    def refuse(self, found: Denial, text: str, at: datetime) -> tuple[Step, timedelta]:
        self._returned = self._search = None
        self._said = found
        record_refusal(self._desk, Refused((found,), None), None, text, at)
        return Step(Cue.ATTENTION, (Outcome(OutcomeKind.UNKNOWN, None, text, codes=(found.code,)),)), SAID

    def tap(self, tap: AnyTap, at: datetime) -> tuple[Step, timedelta | None]:
        text, page = self._search or ("", 0)
        match tap:
            case Tap.SEARCH:
                self.forget()
                self._search = ("", 0)
            case TapKey(character) if self._search:
                self._search = (text + character, 0)
            case Tap.BACKSPACE if self._search:
                self._search = (text[:-1], 0)
            case Tap.NEXT_PAGE | Tap.PREVIOUS_PAGE if self._search:
                self._search = (text, max(0, page + (1 if tap is Tap.NEXT_PAGE else -1)))
        return NOTHING, SEARCHING if self._search else None

    def view(self, at: datetime) -> views.View:
        if self._search is not None:
            return self._search_view(*self._search)
        if self._waiting:
            return views.AskForCard(self.waiting_books, self._which)
        if self._returned is not None:
            return views.ReturnedWithoutCard(self._returned)
        rota = self._desk.bylaw().rota
        said = views.Refusal((self._said,), None, ()) if self._said else None
        return views.Welcome(sign_at(rota, at), route_at(rota, at), said, said_on(at.date()))

    def _search_view(self, text: str, page: int) -> views.Search:
        total, rows = search(text, page, RESULTS, self._desk.due_day) if text else (0, ())
        pages = max(1, -(-total // RESULTS))
        return views.Search(text, total, tuple(map(_found, rows)), min(page, pages - 1), pages)


def _found(hit: Hit) -> views.FoundTitle:
    return views.FoundTitle(hit.title, hit.author, hit.call_number, hit.shelf, hit.available, hit.due_back)
