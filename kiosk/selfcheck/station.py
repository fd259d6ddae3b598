"""The station as one state machine without Kivy: a scan, a tap or a tick in, a frozen view and a sound out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.circulation.barcodes import Pattern
from kiosk.circulation.model import ItemFacts, PatronFacts, RecordFacts
from kiosk.circulation.naming import surname_only
from kiosk.clock import Clock
from kiosk.hardware.scan import Scan, Source
from kiosk.lending.covers import Mislabelled
from kiosk.lending.desk import Desk
from kiosk.lending.identify import Either, Known, Nothing, StaffCard
from kiosk.lending.storage import STORAGE_ERRORS, StorageFailed, cause_of, records_kept
from kiosk.selfcheck import views
from kiosk.selfcheck.codes import Codes
from kiosk.selfcheck.cover_grouping import CoverGrouping, Settled
from kiosk.selfcheck.empty_station import EmptyStation
from kiosk.selfcheck.keypad import KeypadDesk
from kiosk.selfcheck.lane_session import LaneSession
from kiosk.selfcheck.next_child import Doubt, OpenVisit, is_in_own_slot
from kiosk.selfcheck.out_of_service import OutOfOrder
from kiosk.selfcheck.patron_session import PatronSession
from kiosk.selfcheck.recent_visits import RecentVisits
from kiosk.selfcheck.staff_desk import OfficeSetup, StaffDesk
from kiosk.selfcheck.staff_views import PinPurpose
from kiosk.selfcheck.step import NOTHING, Outcome, OutcomeKind, Step
from kiosk.selfcheck.timeouts import FINISHED, LANE, QUESTION, TICKET, TYPING, VISIT
from kiosk.selfcheck.views import Cue
from kiosk.selfcheck.welcome import WAITING, Waiting, WelcomeDesk
from kiosk.taps import AnyTap, Tap, TapKind


class Station:
    """Belongs to the thread that draws. `view` is what to show; `seconds_left` of `total_seconds` until it goes.

    patterns: this station's own; empty: those of the school."""

    def __init__(
        self, desk: Desk, clock: Clock, patterns: Sequence[Pattern] = (), office_setup: OfficeSetup | None = None
    ) -> None:
        self.desk = desk
        self._office_setup = office_setup or OfficeSetup()
        self.now = clock
        self.left = False
        self._codes = Codes(desk, patterns)
        self._welcome = WelcomeDesk(desk)
        self._keypad = KeypadDesk(desk, self._codes)
        self._session: PatronSession | None = None
        self._guard: OpenVisit | None = None
        self._asking = False
        self._lane: LaneSession | None = None
        self._finished: views.Finished | None = None
        self._ended: PatronSession | None = None
        self._recent_visits = RecentVisits()
        self._either: tuple[Scan, Either] | None = None
        self._camera_lost: views.CameraLost | None = None
        self._broken: OutOfOrder | None = None
        self._cover_grouping = CoverGrouping(desk)
        self._until: datetime | None = None
        self._span = VISIT
        self._empty = EmptyStation(desk, self._office_setup)
        self._staff: StaffDesk | None = self._empty.look(None, clock())
        self.view: views.View = self._view(clock())

    # --- in ------------------------------------------------------------------------------------------------

    def scan(self, scan: Scan) -> Step:
        return self._guarded(lambda at: self._scan(scan, at))

    def tap(self, tap: AnyTap) -> Step:
        return self._guarded(lambda at: self._tap(tap, at))

    def tick(self) -> Step:
        """Time has passed: settle what waited, let go what has ended."""
        return self._guarded(self._tick)

    def camera(self, lost: str | None) -> Step:
        """lost: why nothing can be seen, or None when the camera works."""

        def change(at: datetime) -> Step:
            if lost is None:
                self._camera_lost = None
            elif self._camera_lost is None or self._camera_lost.reason != lost:
                self._camera_lost = views.CameraLost(lost, at)
            return NOTHING

        return self._guarded(change)

    @property
    def seconds_left(self) -> int | None:
        if self._until is None:
            return None
        return max(0, -(-int((self._until - self.now()).total_seconds() * 1000) // 1000))

    @property
    def total_seconds(self) -> int | None:
        return None if self._until is None else int(self._span.total_seconds())

    @property
    def is_busy(self) -> bool:
        """Something is being made in the office, which no lock cuts off."""
        return self._staff is not None and self._staff.is_busy

    @property
    def wakes_at(self) -> datetime | None:
        """When something that waits must be looked at again, sooner than the next second's tick."""
        return self._cover_grouping.next_due

    def _guarded(self, action: Callable[[datetime], Step]) -> Step:
        """Nothing is lent that cannot be written down: storage that fails closes the station until it works."""
        at = self.now()
        try:
            if self._broken is not None:
                self._broken = self._broken.look_again(self.desk, at)
            self._staff = self._empty.look(self._staff, at)
            step = NOTHING if self._broken is not None else action(at)
            self.view = self._view(at)
        except (StorageFailed, *STORAGE_ERRORS) as failure:
            self._broken = OutOfOrder(cause_of(failure), at, records_kept(self.desk.db))
            self._forget()
            self.view = self._broken.view()
            step = Step(Cue.STOP)
        return step

    # --- scans ---------------------------------------------------------------------------------------------

    def _scan(self, scan: Scan, at: datetime) -> Step:
        self._guard = self._guard and self._guard.scanned(scan, at)
        if self._staff is not None and self._staff.takes_scans:
            self._staff.scan(scan, at)
            self._hold(at, self._staff.span)
            return NOTHING
        known, step = self._codes.known_by(scan), NOTHING
        for ready in self._cover_grouping.take(scan, known, at) if known else ():
            step = step.then(self._settle(ready, at))
        return step

    def _settle(self, ready: Settled, at: datetime) -> Step:
        """One book or card, with the unknown labels that were in view beside it."""
        step = NOTHING if ready.known is None else self._conclude(ready.scan, ready.known, at)
        for label in ready.labels:
            step = step.then(self._label_beside(label, ready.cover, at))
        return step.answering(ready.scan)

    def _label_beside(self, label: Scan, cover: RecordFacts | None, at: datetime) -> Step:
        """An unknown label on a known cover never stops a child; the librarian mends it."""
        session = self._session
        if session is None or not session.note_label(label.text, label.presentation, cover, at):
            self.desk.note("label_to_mend", at, text=label.text)
        patron = session.patron.number if session else None
        isbn = cover.isbn if cover else None
        return Step(outcomes=(Outcome(OutcomeKind.UNKNOWN, patron, label.text, isbn, ("label_to_mend",)),))

    def _conclude(self, scan: Scan, known: Known | Mislabelled, at: datetime) -> Step:
        self._keypad.close()
        if self._staff is not None and not isinstance(known, StaffCard):
            self._staff = None
        match known:
            case StaffCard():
                return self._open_lane(known, at)
            case Either():
                self._either = (scan, known)
                self._hold(at, VISIT)
                return Step(Cue.ATTENTION)
            case PatronFacts():
                return self._card(known, at, scan.presentation)
            case ItemFacts() | RecordFacts() | Mislabelled():
                return self._book(known, scan, at)
            case Nothing():
                return self._unknown(known, scan, at)

    def _card(self, patron: PatronFacts, at: datetime, presentation: int | None = None) -> Step:
        if self._lane is not None:
            return self._lane.show_card(patron, at)
        if self._session is not None and self._session.patron.id == patron.id:
            return self._still_the_same(self._session, at)
        waiting = self._welcome.take_waiting()
        self._leave_session(at)
        resumed = self._recent_visits.resume(patron.id, at)
        self._session = resumed or PatronSession(self.desk, patron, at)
        in_slot = is_in_own_slot(self.desk.bylaw().rota, patron, at)
        self._guard = OpenVisit(at, presentation, in_slot=in_slot)
        return self._show_waiting(self._session, waiting, Step(Cue.CARD) if resumed else self._session.greet(at), at)

    def _still_the_same(self, session: PatronSession, at: datetime) -> Step:
        """By card or finger: what waited is lent after all."""
        self._guard = self._guard and self._guard.confirmed(at)
        greeting = Step(Cue.CARD) if self._asking else NOTHING
        self._asking = False
        return self._show_waiting(session, self._welcome.take_waiting(), greeting, at)

    def _show_waiting(self, session: PatronSession, waiting: Sequence[Waiting], greeting: Step, at: datetime) -> Step:
        step = greeting
        for shown, text, presentation in waiting:
            step = step.then(session.show(shown, text, presentation, at))
        self._hold_again(at)
        return step

    def _somebody_else(self, at: datetime) -> Step:
        """The visit ends; the books wait for the card of whoever holds them."""
        waiting = self._welcome.take_waiting()
        self._leave_session(at)
        self._welcome.wait_again(waiting)
        self._hold(at, WAITING)
        return NOTHING

    def _book(self, shown: ItemFacts | RecordFacts | Mislabelled, scan: Scan, at: datetime) -> Step:
        if self._lane is not None:
            self._hold(at, LANE)
            return self._lane.show(shown, scan.text, scan.presentation, at)
        if self._session is not None:
            step = self._show_in_visit(self._session, shown, scan, at)
            self._hold_again(at)
            return step
        self._forget_finished()
        step, span = self._welcome.show(
            shown, scan.text, scan.presentation, at, carried_away=self._recent_visits.just_lent(at)
        )
        if scan.source is Source.KEYPAD and step.outcomes:
            self.desk.note("returned_by_number", at, text=scan.text)  # nobody has seen the book
        self._hold(at, span)
        return step

    def _show_in_visit(
        self, session: PatronSession, shown: ItemFacts | RecordFacts | Mislabelled, scan: Scan, at: datetime
    ) -> Step:
        """While it is in doubt whose visit it is, books come back but none goes out."""
        in_doubt = self._asking or (self._guard is not None and self._guard.doubt is not None)
        if not in_doubt or not session.would_lend(shown, scan.presentation):
            step = session.show(shown, scan.text, scan.presentation, at)
            return replace(step, cue=None) if self._asking and step.cue is not Cue.RETURNED else step
        came_back = session.take_back(shown, scan.text, scan.presentation, at)
        if came_back is not None:
            return came_back
        self._welcome.wait_for_card(shown, scan.text, scan.presentation)
        cue, self._asking = None if self._asking else Cue.QUESTION, True
        return Step(cue)

    def _unknown(self, nothing: Nothing, scan: Scan, at: datetime) -> Step:
        found = nothing.denial
        if found.code == "item_not_found":
            self.desk.note("isbn_not_registered", at, text=scan.text)
        if self._lane is not None:
            return self._lane.show_unknown(found, scan.text, scan.presentation, at)
        if self._asking:
            self._hold_again(at)
            return Step(Cue.ATTENTION)
        if self._session is not None:
            step = self._session.refuse_unknown(found, scan.text, at)
            self._hold_again(at)
            return step
        self._forget_finished()
        step, span = self._welcome.refuse(found, scan.text, at)
        self._hold(at, span)
        return step

    def _open_lane(self, card: StaffCard, at: datetime) -> Step:
        if self._lane is not None and self._lane.staff == card.id:
            self._hold(at, LANE)
            return NOTHING
        self._start_lane(card.id, at)
        return Step(Cue.CARD)

    def _start_lane(self, staff: UUID, at: datetime) -> None:
        self._leave_session(at)
        self._lane = LaneSession(self.desk, staff)
        self._hold(at, LANE)

    # --- taps ----------------------------------------------------------------------------------------------

    def _tap(self, tap: AnyTap, at: datetime) -> Step:
        if self._staff is not None:
            return self._tap_staff(self._staff, tap, at)
        if self._either is not None:
            return self._tap_either(*self._either, tap, at)
        if self._keypad.is_open or tap is Tap.KEYPAD:
            return self._tap_keypad(tap, at)
        if self._lane is not None:
            return self._tap_lane(self._lane, tap, at)
        if self._session is not None and self._asking:
            return self._tap_question(self._session, tap, at)
        if self._session is not None:
            return self._tap_session(self._session, tap, at)
        return self._tap_welcome(tap, at)

    def _tap_staff(self, staff: StaffDesk, tap: AnyTap, at: datetime) -> Step:
        asked = staff.tap(tap, at)
        self._hold(at, staff.span)
        if asked is None:
            return NOTHING
        self._staff = None
        self._hold_again(at)
        match asked:
            case PatronFacts():
                return self._card(asked, at)
            case "lane":
                self._start_lane(staff.signed_in.id, at)
            case "exit":
                self.left = True
            case "override" if self._session is not None:
                step = self._session.override(staff.signed_in.id, at)
                self._hold_again(at)
                return step
        return NOTHING

    def _call_staff(self, purpose: PinPurpose, at: datetime) -> Step:
        self._forget_finished()
        self._staff = StaffDesk(self.desk, purpose, self._office_setup)
        self._hold(at, self._staff.span)
        return NOTHING

    def _tap_either(self, scan: Scan, either: Either, tap: AnyTap, at: datetime) -> Step:
        self._either = None
        if isinstance(tap, TapKind):
            return self._conclude(scan, either.patron if tap.is_card else either.book, at)
        self._hold_again(at)
        return NOTHING

    def _tap_keypad(self, tap: AnyTap, at: datetime) -> Step:
        if not self._keypad.is_open:
            by_nobody = self._session is None and self._lane is None
            if by_nobody:
                self._forget()
            self._guard = self._guard and self._guard.touched(at)
            self._keypad.open(by_nobody=by_nobody, on_duty=self._lane is not None)
        elif tap is Tap.NO_CARD:
            self._keypad.close()
            return self._tap_welcome(tap, at)
        answer = self._keypad.tap(tap, at)
        if self._keypad.is_open:
            self._hold(at, TYPING)
        else:
            self._hold_again(at)
        return self._scan(answer, at) if isinstance(answer, Scan) else answer

    def _tap_lane(self, lane: LaneSession, tap: AnyTap, at: datetime) -> Step:
        self._hold(at, LANE)
        if tap in (Tap.LANE_END, Tap.FINISH, Tap.BACK):
            self._forget()
            return NOTHING
        return lane.tap(tap, at)

    def _tap_question(self, session: PatronSession, tap: AnyTap, at: datetime) -> Step:
        match tap:
            case Tap.STILL_ME:
                return self._still_the_same(session, at)
            case Tap.NOT_ME:
                return self._somebody_else(at)
            case Tap.STAFF:
                return self._call_staff(PinPurpose.STAFF_MENU, at)
        self._hold_again(at)
        return NOTHING

    def _tap_session(self, session: PatronSession, tap: AnyTap, at: datetime) -> Step:
        match tap:
            case Tap.FINISH:
                return self._finish(at)
            case Tap.STAFF:
                return self._call_staff(PinPurpose.STAFF_MENU, at)
            case Tap.ASK_STAFF:
                return self._call_staff(PinPurpose.OVERRIDE, at)
            case Tap.DISMISS if session.only_a_ticket:
                return self._finish(at)
        step = session.tap(tap, at)
        self._hold_again(at)
        return step

    def _tap_welcome(self, tap: AnyTap, at: datetime) -> Step:
        match tap:
            case Tap.STAFF:
                return self._call_staff(PinPurpose.STAFF_MENU, at)
            case Tap.NO_CARD:
                return self._call_staff(PinPurpose.FIND_PATRON, at)
            case Tap.NOT_YET if self._ended is not None:
                self._session, self._finished, self._ended = self._ended, None, None
                self._guard = OpenVisit(at, None)
                self._hold(at, VISIT)
            case Tap.DISMISS | Tap.BACK | Tap.FINISH:
                self._forget()
            case _:
                step, span = self._welcome.tap(tap, at)
                self._hold(at, span)
                return step
        return NOTHING

    # --- time ----------------------------------------------------------------------------------------------

    def _tick(self, at: datetime) -> Step:
        step = NOTHING
        for ready in self._cover_grouping.due(at):
            step = step.then(self._settle(ready, at))
        if self._staff is not None and self._staff.is_busy:
            self._hold(at, self._staff.span)
        if self._until is not None and at >= self._until:
            if self._keypad.is_open:
                self._keypad.close()
                self._hold_again(at)
            elif self._session is None:
                self._forget()
            elif self._staff is None and self._either is None and self._asking:
                self._leave_session(at)
            elif self._staff is None and self._either is None:
                return step.then(self._finish(at))
            else:
                self._staff = self._either = None
                self._hold_again(at)
        return step

    def _finish(self, at: datetime) -> Step:
        session = self._leave_session(at)
        if session is None or not session.deeds:
            return NOTHING
        self._finished, self._ended = session.finished(), session
        self._hold(at, FINISHED)
        return Step(Cue.FINISHED)

    def _leave_session(self, at: datetime) -> PatronSession | None:
        session = self._session
        self._forget()
        if session is not None and session.deeds:
            self._recent_visits.remember(session, at)
        return session

    def _hold(self, at: datetime, span: timedelta | None) -> None:
        self._span = span or VISIT
        self._until = None if span is None else at + span

    def _hold_again(self, at: datetime) -> None:
        if self._lane is not None or self._session is None:
            self._hold(at, LANE if self._lane is not None else None)
            return
        self._hold(at, QUESTION if self._asking else TICKET if self._session.only_a_ticket else VISIT)

    def _forget_finished(self) -> None:
        self._finished = self._ended = None

    def _forget(self) -> None:
        """Nothing of anybody remains."""
        self._session = self._lane = self._staff = self._either = self._guard = None
        self._asking = False
        self._forget_finished()
        self._keypad.close()
        self._welcome.forget()
        self._until = None

    # --- out -----------------------------------------------------------------------------------------------

    def _view(self, at: datetime) -> views.View:
        if self._broken is not None:
            return self._broken.view()
        if self._staff is not None:
            return self._staff.view(at)
        if self._either is not None:
            return views.AskKind(self._either[0].text)
        if self._keypad.is_open:
            return self._keypad.view()
        if self._lane is not None:
            return self._lane.view()
        if self._session is not None and self._asking:
            return self._question(self._session)
        if self._session is not None:
            return self._session.view()
        if self._finished is not None:
            return self._finished
        if self._camera_lost is not None and self._welcome.is_idle:
            return self._camera_lost
        return self._welcome.view(at)

    def _question(self, session: PatronSession) -> views.AskSameChild:
        doubt = (self._guard and self._guard.doubt) or Doubt.QUIET
        return views.AskSameChild(surname_only(session.patron.name), doubt, self._welcome.waiting_books)
