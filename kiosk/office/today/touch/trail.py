"""The trail of changes: newest first, narrowed to a day or a person; one of them in words, and taken back."""

from calendar import monthrange
from datetime import date, datetime
from functools import cache
from uuid import UUID

from kiosk.office.editing import undo
from kiosk.office.refusal import Gone, NotDone
from kiosk.office.today import trail as audit
from kiosk.office.today.touch.days import LINES
from kiosk.office.today.views import TodayAction, Trail, TrailEntry, TrailLine
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import ConfirmPage, DayPage, PickPage, WaitPage, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import DayCell, Option
from kiosk.taps import Act, AnyTap

ROWS = 3  # of an entry: each has its columns below it


class TrailPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._narrow(None, "")

    def _narrow(self, day: date | None, person: str) -> None:
        self._day, self._person, self.pager = day, person, Pager(LINES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(TodayAction.ENTRY, id_):
                return DeedPage(self._context, UUID(id_))
            case Act(TodayAction.DAY):
                return self._ask_day(self._day or at.date())
            case Act(TodayAction.PERSON):
                options = [Option(doer.id, doer.name or doer.id[-8:], str(doer.count)) for doer in audit.doers()]
                return PickPage("today.trail.person", known(options), self._to_person)
            case Act(TodayAction.ALL_DAYS):
                self._narrow(None, "")
        return None

    def _ask_day(self, chosen: date) -> Page:
        """Only days on which something was changed can be chosen."""

        @cache
        def marked(first: date) -> frozenset[date]:
            last = first.replace(day=monthrange(first.year, first.month)[1])
            return audit.days_with_deeds(self._context.desk, first, last)

        def cell(day: date) -> DayCell:
            is_marked = day in marked(day.replace(day=1))
            return DayCell(day, is_marked, is_marked and day == chosen)

        return DayPage("today.trail.day", chosen, self._to_day, cell)

    def _to_day(self, day: date, at: datetime) -> Move:
        self._narrow(day, self._person)
        return None

    def _to_person(self, person: str, at: datetime) -> Move:
        self._narrow(self._day, person)
        return None

    def view(self, at: datetime) -> Trail:
        desk, day, person = self._context.desk, self._day, self._person
        total, lines = self.pager.asked(lambda first, size: audit.trail(desk, first, size, day, person))
        name = next((doer.name for doer in audit.doers() if doer.id == person), "") if person else ""
        return Trail(lines, total, self.pager.number, self.pager.pages, day, name)


class DeedPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext, id_: UUID) -> None:
        self._context, self._id = context, id_
        self.pager = Pager(ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(TodayAction.TAKE_BACK):
                return ConfirmPage("today.undo", self._take_back, {"count": self._line().rows})
        return None

    def _line(self) -> TrailLine:
        line = audit.entry(self._context.desk, self._id.hex)
        if line is None:
            raise Gone
        return line

    def _take_back(self, at: datetime) -> Move:
        """In a job: an import may have changed thousands of rows."""
        desk, actor, id_ = self._context.desk, self._context.actor, self._id
        job = self._context.jobs.start(lambda _job: undo(desk, actor, at, id_))
        return WaitPage("today.undoing", job, self._taken_back, can_stop=False)

    def _taken_back(self, stopped: NotDone | None, at: datetime) -> Move:
        """Then the list is what one wants to see."""
        return stopped or Done("today.trail.undone", steps=1)

    def view(self, at: datetime) -> TrailEntry:
        _, rows = self.pager.asked(lambda first, size: audit.touched_rows(self._id.hex, first, size))
        return TrailEntry(self._line(), rows, self.pager.number, self.pager.pages)
