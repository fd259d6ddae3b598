"""One patron at the station, from the card to «I am done»: what was lent, returned, refused and undone."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kiosk.circulation.denials import OVERRIDABLE, Denial, denial
from kiosk.circulation.model import ItemFacts, LoanFacts, PatronFacts, RecordFacts
from kiosk.lending.accounts import Account, account, renew, undo_renewal
from kiosk.lending.check_ins import (
    CheckedIn,
    check_in,
    loan_ended_by,
    patrons_loan,
    record_of,
    undo_check_in,
)
from kiosk.lending.check_outs import (
    CheckedOut,
    Override,
    Refused,
    check_out,
    read_here,
    record_refusal,
    standing,
    undo_check_out,
)
from kiosk.lending.covers import Mislabelled, note_mismatch, note_other_copy, same_book, what_counts
from kiosk.lending.desk import Desk
from kiosk.selfcheck import session_views, views
from kiosk.selfcheck.step import NOTHING, Outcome, OutcomeKind, Step, cue_for, noticed
from kiosk.selfcheck.views import Cue, VisitAct, VisitLine
from kiosk.taps import AnyTap, Tap, TapRenew, TapUndo

EARLIER_A_PAGE = 2
# What is said of a line that was taken back; of a loan, that the book goes back to its shelf.
UNDONE = {VisitAct.RETURNED: "undone_return", VisitAct.RENEWED: "undone_renewal"}


@dataclass(frozen=True, slots=True)
class VisitDeed:
    """A line with what takes it back. shown: the book; presentation: the showing that brought it; copy: the item of
    its loan, None where that is not about a book in view."""

    line: VisitLine
    shown: ItemFacts | RecordFacts
    presentation: int
    undo: Callable[[datetime], object]
    loan: UUID
    copy: UUID | None


@dataclass(slots=True)
class PatronSession:
    desk: Desk
    patron: PatronFacts
    began: datetime
    deeds: list[VisitDeed] = field(default_factory=list)
    refused: tuple[Refused, ItemFacts | RecordFacts | None] | None = None
    permission: Override | None = None
    turned_away: Refused | None = None
    said: Denial | None = None
    earlier_page: int = 0
    my_loans_page: int | None = None
    account: Account = field(init=False)
    _next_line: int = 1

    def __post_init__(self) -> None:
        self._refresh(self.began)

    # --- what is shown to the camera -----------------------------------------------------------------------

    def greet(self, at: datetime) -> Step:
        """What the card alone already says: not your turn, see a teacher, or nothing."""
        opened = Step(Cue.CARD, (Outcome(OutcomeKind.VISIT, self.patron.number),))
        denials = standing(self.desk, self.patron, at)
        if not denials:
            return opened
        self.turned_away = Refused(denials, None)
        self.refused = (self.turned_away, None)
        codes = tuple(found.code for found in denials)
        return opened.then(Step(cue_for(denials), (Outcome(OutcomeKind.REFUSAL, self.patron.number, codes=codes),)))

    def show(self, shown: ItemFacts | RecordFacts | Mislabelled, text: str, presentation: int, at: datetime) -> Step:
        """A book is in view: end the patron's own loan of it, or lend it; each book once a visit."""
        if isinstance(shown, Mislabelled):
            return self._show_mislabelled(shown, text, presentation, at)
        self._clear()
        done = self._done_with(shown)
        if done is not None:
            if self._names_the_copy(done, shown, presentation):
                return self._swap_for(done, shown, text, at)
            if done.presentation == presentation:
                if isinstance(shown, ItemFacts):
                    # Which copy it was is known now, so that another label is another book.
                    self.deeds[self.deeds.index(done)] = replace(done, shown=shown)
                return NOTHING
            self.said = denial("already_done", title=record_of(shown).title)
            repeat = Outcome(OutcomeKind.REPEAT, self.patron.number, text, record_of(shown).isbn, (self.said.code,))
            return Step(outcomes=(repeat,))
        loan = patrons_loan(self.desk, self.patron, shown)
        if loan is not None:
            return self._return(loan, shown, text, presentation, at)
        if isinstance(shown, ItemFacts) and (swapped := self._swapped_copy(shown)):
            step = self._return(swapped[0], shown, text, presentation, at)
            self._say_beside(self.deeds[-1], note_other_copy(self.desk, shown, *swapped, at))
            return step
        return self._lend(shown, text, presentation, at)

    def would_lend(self, shown: ItemFacts | RecordFacts | Mislabelled, presentation: int) -> bool:
        """Would `show` lend it, or refuse to? Not what comes back, and not what this visit has dealt with."""
        if isinstance(shown, Mislabelled):
            if self._deed_of(shown, presentation) is not None:
                return False
            shown = what_counts(shown, lambda code: self._ended(code, None))
        swapped = isinstance(shown, ItemFacts) and self._swapped_copy(shown) is not None
        comes_back = swapped or patrons_loan(self.desk, self.patron, shown) is not None
        return self._done_with(shown) is None and not comes_back

    def take_back(
        self, shown: ItemFacts | RecordFacts | Mislabelled, text: str, presentation: int, at: datetime
    ) -> Step | None:
        """The return of a book that is certainly out, whoever holds it; None where it is not."""
        code = shown.item if isinstance(shown, Mislabelled) else shown
        loan = loan_ended_by(self.desk, code, copy_came_back=False)
        return self._return(loan, code, text, presentation, at) if isinstance(loan, LoanFacts) else None

    def note_label(self, text: str, presentation: int, cover: RecordFacts | None, at: datetime) -> bool:
        """An unknown label beside a book just dealt with: the librarian mends it; False when there was no such book."""
        in_view = [deed for deed in self.deeds if deed.presentation == presentation]
        deed = min(in_view, key=lambda deed: record_of(deed.shown) != cover, default=None)
        if deed is None:
            return False
        self.desk.note("label_to_mend", at, text=text, record=record_of(deed.shown).id.hex, loan=deed.loan.hex)
        self._say_beside(deed, denial("label_to_mend", text=text))
        return True

    def refuse_unknown(self, found: Denial, text: str, at: datetime) -> Step:
        self._clear()
        refused = Refused((found,), None)
        self.refused = (refused, None)
        record_refusal(self.desk, refused, self.patron, text, at)
        return Step(Cue.ATTENTION, (Outcome(OutcomeKind.UNKNOWN, self.patron.number, text, codes=(found.code,)),))

    # --- taps ----------------------------------------------------------------------------------------------

    def tap(self, tap: AnyTap, at: datetime) -> Step:
        match tap:
            case Tap.MY_LOANS:
                self._clear()
                self.my_loans_page = 0
            case Tap.BACK | Tap.DISMISS:
                self._clear()
            case Tap.NEXT_PAGE | Tap.PREVIOUS_PAGE:
                self.turn_page(1 if tap is Tap.NEXT_PAGE else -1)
            case Tap.READ_HERE:
                return self.read_refused_here(at)
            case Tap.RETURN_IT:
                return self.return_refused(at)
            case Tap.RENEW_IT:
                return self.renew_refused(at)
            case TapUndo(line):
                return self.undo(line, at)
            case TapRenew(loan):
                return self.renew(loan, at)
        return NOTHING

    def undo(self, line: int, at: datetime) -> Step:
        deed = next((deed for deed in self.deeds if deed.line.id == line), None)
        if deed is None or deed.undo(at) is False:
            return NOTHING
        self._clear()
        self.deeds.remove(deed)
        self.said = denial(UNDONE.get(deed.line.done, "undone"), title=deed.line.title)
        self._refresh(at)
        return Step(Cue.CARD)

    def renew(self, loan: UUID, at: datetime) -> Step:
        self._clear()
        result = renew(self.desk, self.patron, loan, at)
        if isinstance(result, Refused):
            self.refused = (result, None)
            return Step(cue_for(result.denials))
        self._add(
            VisitLine(0, VisitAct.RENEWED, result.loan.title, result.due_on, days_moved=result.days_moved),
            self.desk.facts.item_by_id(result.loan.item).record,
            0,
            lambda when: undo_renewal(self.desk, result, when),
            loan,
            None,
        )
        self._refresh(at)
        return Step(Cue.BORROWED, (Outcome(OutcomeKind.RENEWAL, self.patron.number),))

    def renew_refused(self, at: datetime) -> Step:
        """«Renew» on the answer «you already have it»."""
        shown = self.refused[1] if self.refused else None
        loan = patrons_loan(self.desk, self.patron, shown) if shown else None
        return self.renew(loan.id, at) if loan else NOTHING

    def read_refused_here(self, at: datetime) -> Step:
        """«Read here» on the answer «this book stays here»."""
        shown = self.refused[1] if self.refused else None
        if shown is None:
            return NOTHING
        return self._lent(read_here(self.desk, self.patron, shown, at), shown, "", 0, at, VisitAct.READ_HERE)

    def return_refused(self, at: datetime) -> Step:
        """«Return it» on the answer «somebody else has it on record»: a check-in is never refused."""
        shown = self.refused[1] if self.refused else None
        if shown is None:
            return NOTHING
        loan = loan_ended_by(self.desk, shown, copy_came_back=True)
        if not isinstance(loan, LoanFacts):
            return NOTHING
        return self._return(loan, shown, "", 0, at)

    def override(self, staff: UUID, at: datetime) -> Step:
        """Staff, with their PIN, let the refused book go after all; what the card alone was refused for stays
        permitted until the visit ends."""
        if self.refused is None:
            return NOTHING
        refused, shown = self.refused
        codes = OVERRIDABLE & {found.code for found in refused.denials}
        self._clear()
        if shown is None:
            self.permission = Override(staff, codes)
            return NOTHING
        known = self.permission.codes if self.permission else frozenset()
        lent = check_out(self.desk, self.patron, shown, at, Override(staff, codes | known))
        return self._lent(lent, shown, "", 0, at, VisitAct.CHECKED_OUT)

    @property
    def only_a_ticket(self) -> bool:
        """Nothing was done, and the card alone says that nothing can be borrowed now."""
        return not self.deeds and self.refused is not None and self.refused[0] is self.turned_away

    def turn_page(self, by: int) -> None:
        if self.my_loans_page is not None:
            self.my_loans_page = max(0, min(session_views.pages(self.account) - 1, self.my_loans_page + by))
            return
        pages = -(-max(0, len(self.deeds) - 1) // EARLIER_A_PAGE)
        self.earlier_page = (self.earlier_page + by) % max(1, pages)

    def go_on(self, at: datetime) -> None:
        """The patron is back before anybody else came."""
        self._clear()
        self._refresh(at)

    def lent(self) -> list[UUID]:
        return [deed.loan for deed in self.deeds if deed.line.done is VisitAct.CHECKED_OUT]

    # --- how it is done --------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self.refused = None
        self.said = None
        self.my_loans_page = None
        self.earlier_page = 0

    def _refresh(self, at: datetime) -> None:
        self.account = account(self.desk, self.patron, at)

    def _done_with(self, shown: ItemFacts | RecordFacts) -> VisitDeed | None:
        """The deed of this visit that this very book belongs to: the same copy, the same nameless title, or
        another code of the cover that was in view together with it."""
        for deed in self.deeds:
            if deed.line.done is not VisitAct.RENEWED and same_book(deed.shown, shown):
                return deed
        return None

    def _names_the_copy(self, deed: VisitDeed, shown: ItemFacts | RecordFacts, presentation: int) -> bool:
        """The label beside an ISBN that was dealt with already names another copy: what was lent is that one, and
        so is what was returned if anybody has it."""
        if deed.presentation != presentation or not isinstance(shown, ItemFacts) or deed.copy in (None, shown.id):
            return False
        return deed.line.done is VisitAct.CHECKED_OUT or self.desk.facts.loan_of_item(shown.id) is not None

    def _swap_for(self, deed: VisitDeed, shown: ItemFacts | RecordFacts, text: str, at: datetime) -> Step:
        """Another code of the cover came into view later and says better which book it is. Nothing is said twice."""
        deed.undo(at)
        self.deeds.remove(deed)
        step = self.show(shown, text, deed.presentation, at)
        return step if self.refused else replace(step, cue=None)

    def _show_mislabelled(self, book: Mislabelled, text: str, presentation: int, at: datetime) -> Step:
        """One book, whichever of its two codes was read first; the librarian sees to its label."""
        early = self._deed_of(book, presentation)
        counts = what_counts(book, lambda shown: self._ended(shown, early))
        if early is None:
            step = self.show(counts, text, presentation, at)
        elif early.shown.id == counts.id:
            step = NOTHING
        else:
            step = self._swap_for(early, counts, text, at)
        deed = self._deed_of(book, presentation)
        if deed is not None:
            self._say_beside(deed, book.denial)
        note_mismatch(self.desk, book, at, deed.loan if deed else None, self.patron)
        return step.then(noticed(book, self.patron.number))

    def _deed_of(self, book: Mislabelled, presentation: int) -> VisitDeed | None:
        return next((deed for deed in self.deeds if deed.presentation == presentation and book.bears(deed.shown)), None)

    def _ended(self, shown: ItemFacts | RecordFacts, early: VisitDeed | None) -> bool:
        """Does this end a loan of the patron's, or did it in this visit? early: what the book in view had led to."""
        done = self._done_with(shown)
        if done is not None:
            return done is not early or done.line.done is VisitAct.RETURNED
        return patrons_loan(self.desk, self.patron, shown) is not None

    def _swapped_copy(self, shown: ItemFacts) -> tuple[LoanFacts, LoanFacts] | None:
        """The loan that somebody else has of this copy, and the patron's own of another copy of the title that was
        made before this visit: two readers have each other's book. The copy is back, so it is the first that ends."""
        others, own = self.desk.facts.loan_of_item(shown.id), patrons_loan(self.desk, self.patron, shown.record)
        return None if others is None or own is None or own.id in self.lent() else (others, own)

    def _say_beside(self, deed: VisitDeed, note: Denial) -> None:
        line = replace(deed.line, notes=(*deed.line.notes, note))
        self.deeds[self.deeds.index(deed)] = replace(deed, line=line)

    def _lend(self, shown: ItemFacts | RecordFacts, text: str, presentation: int, at: datetime) -> Step:
        return self._lent(
            check_out(self.desk, self.patron, shown, at, self.permission),
            shown,
            text,
            presentation,
            at,
            VisitAct.CHECKED_OUT,
        )

    def _lent(
        self,
        result: CheckedOut | Refused,
        shown: ItemFacts | RecordFacts,
        text: str,
        presentation: int,
        at: datetime,
        done: VisitAct,
    ) -> Step:
        isbn = record_of(shown).isbn
        if isinstance(result, Refused):
            self.refused = (result, shown)
            self._refresh(at)
            record_refusal(self.desk, result, self.patron, text, at)
            codes = tuple(found.code for found in result.denials)
            return Step(cue_for(result.denials), (Outcome(OutcomeKind.REFUSAL, self.patron.number, text, isbn, codes),))
        self._clear()
        self._add(
            VisitLine(
                0,
                done,
                record_of(shown).title,
                result.due_on,
                days_moved=result.days_moved,
                notes=result.notices,
            ),
            shown,
            presentation,
            lambda when: undo_check_out(self.desk, result.loan, when),
            result.loan,
            result.item.id,
        )
        self._refresh(at)
        label = result.item.label if isinstance(shown, ItemFacts) else None
        return Step(Cue.BORROWED, (Outcome(OutcomeKind.CHECK_OUT, self.patron.number, text, isbn, label=label),))

    def _return(
        self, loan: LoanFacts, shown: ItemFacts | RecordFacts, text: str, presentation: int, at: datetime
    ) -> Step:
        result: CheckedIn = check_in(self.desk, loan, at)
        self._clear()
        # How late another reader's book is, is nobody else's business.
        late = result.days_late if loan.patron == self.patron.id else 0
        self._add(
            VisitLine(0, VisitAct.RETURNED, result.record.title, days_late=late),
            shown,
            presentation,
            lambda when: undo_check_in(self.desk, loan.id, when),
            loan.id,
            loan.item,
        )
        self._refresh(at)
        return Step(
            Cue.RETURNED,
            (Outcome(OutcomeKind.CHECK_IN, result.patron_number, text, result.record.isbn),),
        )

    def _add(
        self,
        line: VisitLine,
        shown: ItemFacts | RecordFacts,
        presentation: int,
        undo: Callable[[datetime], object],
        loan: UUID,
        copy: UUID | None,
    ) -> None:
        self.deeds.append(VisitDeed(replace(line, id=self._next_line), shown, presentation, undo, loan, copy))
        self._next_line += 1

    # --- views -----------------------------------------------------------------------------------------------

    def view(self) -> views.View:
        if self.my_loans_page is not None:
            return session_views.my_loans(self.patron, self.account, self.my_loans_page)
        undone = self.said is not None and self.said.code in ("undone", *UNDONE.values())
        lines = [deed.line for deed in reversed(self.deeds)]
        # What was taken back is said in the hero's place; the line before it did not just happen.
        first = 0 if undone else 1
        return views.Visit(
            badge=session_views.badge(self.patron),
            shelf=session_views.shelf(self.account, self.refused),
            hero=lines[0] if lines and not undone else None,
            earlier=tuple(lines[first + self.earlier_page * EARLIER_A_PAGE :]),
            earlier_page=self.earlier_page,
            loans=session_views.loan_rows(self.account),
            refusal=session_views.refusal(self.desk, *self.refused) if self.refused else None,
            said=self.said,
        )

    def finished(self) -> views.Finished:
        return session_views.finished(self.patron, self.account, [deed.line.done for deed in self.deeds])
