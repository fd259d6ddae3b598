"""One patron at the station, from the card to «I am done»: what was lent, returned, refused and undone."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from kiosk import views
from kiosk.circulation.denials import OVERRIDABLE, Denial, denial
from kiosk.circulation.model import Item, Loan, Patron, Record
from kiosk.desk.accounts import Account, account, renew, undo_renewal
from kiosk.desk.desk import Desk
from kiosk.desk.lending import (
    CheckedOut,
    Permission,
    Refused,
    check_out,
    read_here,
    record_refusal,
    standing,
    undo_check_out,
)
from kiosk.desk.returns import (
    CheckedIn,
    check_in,
    loan_ended_by,
    patrons_loan,
    record_of,
    undo_check_in,
)
from kiosk.views import Cue, Done, Line, Tap
from kiosk.visiting import session_views
from kiosk.visiting.step import NOTHING, Outcome, Step, cue_for

EARLIER_A_PAGE = 2
# What is said of a line that was taken back; of a loan, that the book goes back to its shelf.
UNDONE = {Done.RETURNED: "undone_return", Done.RENEWED: "undone_renewal"}


@dataclass(frozen=True, slots=True)
class Deed:
    """A line with what takes it back. shown: the book; presentation: the showing that brought it."""

    line: Line
    shown: Item | Record
    presentation: int
    undo: Callable[[datetime], object]
    loan: UUID
    item: Item | None


@dataclass(slots=True)
class PatronSession:
    desk: Desk
    patron: Patron
    began: datetime
    deeds: list[Deed] = field(default_factory=list)
    refused: tuple[Refused, Item | Record | None] | None = None
    permission: Permission | None = None
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
        opened = Step(Cue.CARD, (Outcome("visit", self.patron.number),))
        denials = standing(self.desk, self.patron, at)
        if not denials:
            return opened
        self.turned_away = Refused(denials, None)
        self.refused = (self.turned_away, None)
        codes = tuple(found.code for found in denials)
        return opened.then(Step(cue_for(denials), (Outcome("refusal", self.patron.number, codes=codes),)))

    def show(self, shown: Item | Record, text: str, presentation: int, at: datetime) -> Step:
        """A book is in view: end the patron's own loan of it, or lend it; each book once a visit."""
        self._clear()
        done = self._done_with(shown)
        if done is not None:
            if self._names_the_copy(done, shown, presentation):
                return self._swap_for(done, shown, text, at)
            if done.presentation == presentation:
                return NOTHING
            self.said = denial("already_done", title=record_of(shown).title)
            repeat = Outcome("repeat", self.patron.number, text, record_of(shown).isbn, (self.said.code,))
            return Step(outcomes=(repeat,))
        loan = patrons_loan(self.desk, self.patron, shown)
        if loan is not None:
            return self._return(loan, shown, text, presentation, at)
        return self._lend(shown, text, presentation, at)

    def note_label(self, text: str, presentation: int, at: datetime) -> bool:
        """An unknown label beside a book just dealt with: the librarian mends it; False when there was no such book."""
        for index, deed in enumerate(self.deeds):
            if deed.presentation == presentation:
                record = record_of(deed.shown)
                self.desk.note("label_to_mend", at, text=text, record=record.id.hex, loan=deed.loan.hex)
                notes = (*deed.line.notes, denial("label_to_mend", text=text))
                self.deeds[index] = replace(deed, line=replace(deed.line, notes=notes))
                return True
        return False

    def refuse_unknown(self, found: Denial, text: str, at: datetime) -> Step:
        self._clear()
        refused = Refused((found,), None)
        self.refused = (refused, None)
        record_refusal(self.desk, refused, self.patron, text, at)
        return Step(Cue.ATTENTION, (Outcome("unknown", self.patron.number, text, codes=(found.code,)),))

    # --- taps ----------------------------------------------------------------------------------------------

    def tap(self, tap: views.AnyTap, at: datetime) -> Step:
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
            case views.TapUndo(line):
                return self.undo(line, at)
            case views.TapRenew(loan):
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
            Line(0, Done.RENEWED, result.loan.title, result.due_on, days_moved=result.days_moved),
            self.desk.facts.item_by_id(result.loan.item).record,
            0,
            lambda when: undo_renewal(self.desk, result, when),
            loan,
            None,
        )
        self._refresh(at)
        return Step(Cue.BORROWED, (Outcome("renewal", self.patron.number),))

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
        return self._lent(read_here(self.desk, self.patron, shown, at), shown, "", 0, at, Done.READ_HERE)

    def return_refused(self, at: datetime) -> Step:
        """«Return it» on the answer «somebody else has it on record»: a check-in is never refused."""
        shown = self.refused[1] if self.refused else None
        loan = loan_ended_by(self.desk, shown, copy_came_back=True) if shown else None
        if not isinstance(loan, Loan):
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
            self.permission = Permission(staff, codes)
            return NOTHING
        known = self.permission.codes if self.permission else frozenset()
        lent = check_out(self.desk, self.patron, shown, at, Permission(staff, codes | known))
        return self._lent(lent, shown, "", 0, at, Done.CHECKED_OUT)

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
        return [deed.loan for deed in self.deeds if deed.line.done is Done.CHECKED_OUT]

    # --- how it is done --------------------------------------------------------------------------------------

    def _clear(self) -> None:
        self.refused = None
        self.said = None
        self.my_loans_page = None
        self.earlier_page = 0

    def _refresh(self, at: datetime) -> None:
        self.account = account(self.desk, self.patron, at)

    def _done_with(self, shown: Item | Record) -> Deed | None:
        """The deed of this visit that this very book belongs to: the same copy, the same nameless title, or
        another code of the cover that was in view together with it."""
        for deed in self.deeds:
            if record_of(deed.shown).id != record_of(shown).id or deed.line.done is Done.RENEWED:
                continue
            both_labelled = isinstance(deed.shown, Item) and isinstance(shown, Item)
            if not both_labelled or deed.shown.id == shown.id:
                return deed
        return None

    @staticmethod
    def _names_the_copy(deed: Deed, shown: Item | Record, presentation: int) -> bool:
        return (
            deed.presentation == presentation
            and isinstance(shown, Item)
            and deed.item is not None
            and deed.item.id != shown.id
            and deed.line.done is Done.CHECKED_OUT
        )

    def _swap_for(self, deed: Deed, shown: Item, text: str, at: datetime) -> Step:
        """The label came into view after the ISBN: the loan is of that copy. Nothing is said twice."""
        deed.undo(at)
        self.deeds.remove(deed)
        return replace(self._lend(shown, text, deed.presentation, at), cue=None)

    def _lend(self, shown: Item | Record, text: str, presentation: int, at: datetime) -> Step:
        return self._lent(
            check_out(self.desk, self.patron, shown, at, self.permission),
            shown,
            text,
            presentation,
            at,
            Done.CHECKED_OUT,
        )

    def _lent(
        self, result: CheckedOut | Refused, shown: Item | Record, text: str, presentation: int, at: datetime, done: Done
    ) -> Step:
        isbn = record_of(shown).isbn
        if isinstance(result, Refused):
            self.refused = (result, shown)
            self._refresh(at)
            record_refusal(self.desk, result, self.patron, text, at)
            codes = tuple(found.code for found in result.denials)
            return Step(cue_for(result.denials), (Outcome("refusal", self.patron.number, text, isbn, codes),))
        self._clear()
        self._add(
            Line(
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
            result.item,
        )
        self._refresh(at)
        label = result.item.label if isinstance(shown, Item) else None
        return Step(Cue.BORROWED, (Outcome("check_out", self.patron.number, text, isbn, label=label),))

    def _return(self, loan, shown: Item | Record, text: str, presentation: int, at: datetime) -> Step:
        result: CheckedIn = check_in(self.desk, loan, at)
        self._clear()
        self._add(
            Line(0, Done.RETURNED, result.record.title, days_late=result.days_late),
            shown,
            presentation,
            lambda when: undo_check_in(self.desk, loan.id, when),
            loan.id,
            None,
        )
        self._refresh(at)
        return Step(
            Cue.RETURNED,
            (Outcome("check_in", result.patron_number, text, result.record.isbn),),
        )

    def _add(self, line: Line, shown, presentation: int, undo, loan: UUID, item: Item | None) -> None:
        self.deeds.append(Deed(replace(line, id=self._next_line), shown, presentation, undo, loan, item))
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
