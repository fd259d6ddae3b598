"""The returns lane: book after book, no tap, no card, nothing of any patron."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kiosk.circulation.denials import Denial, denial
from kiosk.circulation.model import ItemFacts, LoanFacts, PatronFacts, RecordFacts
from kiosk.circulation.rules import out_of_circulation
from kiosk.lending.check_ins import (
    CheckedIn,
    NotOnLoan,
    WhichCopy,
    check_in,
    check_in_unlent,
    loan_ended_by,
    patrons_loan,
    record_of,
    set_damaged,
    undo_check_in,
)
from kiosk.lending.covers import Mislabelled, note_mismatch, same_book, what_counts
from kiosk.lending.desk import Desk
from kiosk.selfcheck import views
from kiosk.selfcheck.session_views import book
from kiosk.selfcheck.step import NOTHING, Outcome, OutcomeKind, Step, noticed
from kiosk.selfcheck.views import Cue
from kiosk.taps import AnyTap, Tap

RECENT = 2

Shown = ItemFacts | RecordFacts


@dataclass(frozen=True, slots=True)
class Handled:
    line: views.LaneLine
    shown: Shown | None
    presentation: int
    loan: LoanFacts | None


@dataclass(slots=True)
class LaneSession:
    """staff: the helper whose card opened it, None for nobody in particular."""

    desk: Desk
    staff: UUID | None
    handled: list[Handled] = field(default_factory=list)
    _next: int = 1

    def show(self, shown: ItemFacts | RecordFacts | Mislabelled, text: str, presentation: int, at: datetime) -> Step:
        if isinstance(shown, Mislabelled):
            return self._show_mislabelled(shown, text, presentation, at)
        if self._seen_in(presentation, shown):
            return NOTHING
        ended = loan_ended_by(self.desk, shown, copy_came_back=True)
        if isinstance(ended, LoanFacts):
            return self._return(ended, shown, text, presentation, at)
        if isinstance(ended, WhichCopy):
            found = denial("which_copy", title=ended.record.title)
            return self._odd(found, shown, text, presentation, at)
        state = out_of_circulation(shown) if isinstance(shown, ItemFacts) else None
        found = state or check_in_unlent(self.desk, shown, at, self.staff)
        return self._odd(found, shown, text, presentation, at)

    def _show_mislabelled(self, book: Mislabelled, text: str, presentation: int, at: datetime) -> Step:
        """One book, whichever of its codes was read first: returned if it can be, and put into the red box."""
        early = next(
            (h for h in self.handled if h.presentation == presentation and h.shown and book.bears(h.shown)),
            None,
        )
        counts = what_counts(book, lambda shown: self._came_back(shown, early))
        if early is None or early.shown is None or early.shown.id != counts.id:
            if early is not None:
                self._take_back(early, at)
            step = self.show(counts, text, presentation, at)
            early = self.handled[-1]
        else:
            step = NOTHING
        line = replace(early.line, odd=early.line.odd or book.denial)
        self.handled[self.handled.index(early)] = replace(early, line=line)
        note_mismatch(self.desk, book, at, early.loan.id if early.loan else None)
        return step.then(Step(Cue.RED_BOX)).then(noticed(book, None))

    def _came_back(self, shown: ItemFacts | RecordFacts, early: Handled | None) -> bool:
        """Is there a loan that this ends, or whose end a card can tell? early: what the book in view had led to."""
        was_this = early is not None and early.shown is not None and early.shown.id == shown.id
        ended = was_this and early is not None and early.loan is not None
        return ended or not isinstance(loan_ended_by(self.desk, shown, copy_came_back=True), NotOnLoan)

    def _take_back(self, handled: Handled, at: datetime) -> None:
        if handled.loan is not None:
            undo_check_in(self.desk, handled.loan.id, at)
        self.handled.remove(handled)

    def show_unknown(self, found: Denial, text: str, presentation: int, at: datetime) -> Step:
        if any(handled.presentation == presentation for handled in self.handled):
            return NOTHING
        self.desk.note("unknown_at_returns", at, text=text)
        return self._odd(found, None, text, presentation, at)

    def show_card(self, patron: PatronFacts, at: datetime) -> Step:
        """A card in the lane answers one question only: whose nameless copy the last book was."""
        last = self.handled[-1] if self.handled else None
        if last is None or last.shown is None or last.line.odd is None or last.line.odd.code != "which_copy":
            return NOTHING
        loan = patrons_loan(self.desk, patron, last.shown)
        if loan is None:
            return NOTHING
        self.handled.pop()
        return self._return(loan, last.shown, "", last.presentation, at)

    def tap(self, tap: AnyTap, at: datetime) -> Step:
        match tap:
            case Tap.LANE_UNDO:
                return self.undo(at)
            case Tap.LANE_DAMAGED:
                return self.mark_damaged(at)
        return NOTHING

    def undo(self, at: datetime) -> Step:
        if not self.handled:
            return NOTHING
        last = self.handled[-1]
        if last.loan is not None and not undo_check_in(self.desk, last.loan.id, at):
            return NOTHING
        self.handled.pop()
        return Step(Cue.CARD)

    def mark_damaged(self, at: datetime) -> Step:
        """The last book needs mending: it is checked in all the same."""
        last = self.handled[-1] if self.handled else None
        if last is None or last.loan is None or last.line.odd is not None:
            return NOTHING
        set_damaged(self.desk, last.loan.item, at)
        odd = denial("item_damaged", title=last.line.book.title)
        self.handled[-1] = replace(last, line=replace(last.line, odd=odd))
        return Step(Cue.RED_BOX)

    def view(self) -> views.Lane:
        lines = [handled.line for handled in reversed(self.handled)]
        return views.Lane(
            last=lines[0] if lines else None,
            recent=tuple(lines[1 : 1 + RECENT]),
            count=sum(line.checked_in for line in lines),
            red_box=sum(line.odd is not None for line in lines),
        )

    def _seen_in(self, presentation: int, shown: ItemFacts | RecordFacts) -> bool:
        """The ISBN and the label of one cover are one book; two labels are two."""
        return any(
            handled.presentation == presentation and handled.shown is not None and same_book(handled.shown, shown)
            for handled in self.handled
        )

    def _return(
        self, loan: LoanFacts, shown: ItemFacts | RecordFacts, text: str, presentation: int, at: datetime
    ) -> Step:
        result: CheckedIn = check_in(self.desk, loan, at, self.staff)
        odd = denial("item_held_for_other", title=result.record.title) if result.held else None
        self._add(book(result.record), at, odd, True, shown, presentation, loan)
        outcome = Outcome(OutcomeKind.CHECK_IN, result.patron_number, text, result.record.isbn)
        return Step(Cue.RED_BOX if odd else Cue.RETURNED, (outcome,))

    def _odd(self, found: Denial, shown: Shown | None, text: str, presentation: int, at: datetime) -> Step:
        record = record_of(shown) if shown else None
        self._add(book(record) if record else views.Book(""), at, found, False, shown, presentation, None)
        kind = OutcomeKind.REFUSAL if record else OutcomeKind.UNKNOWN
        return Step(Cue.RED_BOX, (Outcome(kind, None, text, record.isbn if record else None, (found.code,)),))

    def _add(
        self,
        shown_as: views.Book,
        at: datetime,
        odd: Denial | None,
        checked_in: bool,
        shown: Shown | None,
        presentation: int,
        loan: LoanFacts | None,
    ) -> None:
        line = views.LaneLine(self._next, shown_as, at, odd, checked_in)
        self._next += 1
        self.handled.append(Handled(line, shown, presentation, loan))
