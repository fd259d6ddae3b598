"""The trail of changes: newest first, narrowed to a day or a person; one of them in words, and taken back."""

from calendar import monthrange
from datetime import date, datetime
from uuid import UUID

from kiosk.office.editing import undo
from kiosk.office.jobs import Job
from kiosk.office.refusal import NotDone
from kiosk.office.today import trail as audit
from kiosk.office.today.views import TodayAction, Trail, TrailEntry
from kiosk.office.touch_kit.leaf import AT_ONCE, Leaf, ListLeaf, Pager, Way
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Confirm, Confirmation, DayCell, Option, PickDay, PickOne, Trouble, Working
from kiosk.taps import Act, AnyTap

OPTIONS_A_PAGE = 12
ROWS_A_PAGE = 3  # of an entry: each has its columns below it


class TrailLeaf(Leaf):
    def __init__(self, here: RoomContext) -> None:
        self._here = here
        self._pager = Pager()
        self._day: date | None = None
        self._person = ""

    def tap(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        match tap:
            case Act(TodayAction.BACK):
                return Way.BACK
            case Act(TodayAction.ENTRY, id_):
                return EntryLeaf(self._here, id_)
            case Act(TodayAction.DAY):
                return DayLeaf(self, self._day or at.date())
            case Act(TodayAction.PERSON):
                return PersonLeaf(self)
            case Act(TodayAction.ALL_DAYS):
                self.narrow(None, "")
            case _:
                self._pager.turn(tap)
        return Way.STAY

    def narrow(self, day: date | None, person: str) -> None:
        self._day, self._person, self._pager = day, person, Pager()

    def narrow_to_day(self, day: date) -> None:
        self.narrow(day, self._person)

    def narrow_to_person(self, person: str) -> None:
        self.narrow(self._day, person)

    def marked_days(self, first: date, last: date) -> frozenset[date]:
        return audit.days_with_deeds(self._here.desk, first, last)

    def page(self, at: datetime) -> Trail:
        def read(page: int, size: int):
            return audit.trail(self._here.desk, page, size, self._day, self._person)

        total, lines, paged = self._pager.asked(read)
        name = next((doer.name for doer in audit.doers() if doer.id == self._person), "") if self._person else ""
        return Trail(lines, total, paged, self._day, name)


class DayLeaf(Leaf):
    """Only days on which something was changed can be chosen."""

    def __init__(self, trail: TrailLeaf, day: date) -> None:
        self._trail = trail
        self._chosen, self._month = day, day.replace(day=1)

    def tap(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        match tap:
            case Act(TodayAction.BACK):
                return Way.BACK
            case Act(TodayAction.MONTH, month):
                self._month = date.fromisoformat(f"{month}-01")
            case Act(TodayAction.PICK_DAY, day):
                self._trail.narrow_to_day(date.fromisoformat(day))
                return Way.BACK
        return Way.STAY

    def page(self, at: datetime) -> PickDay:
        last = monthrange(self._month.year, self._month.month)[1]
        days = [self._month.replace(day=number) for number in range(1, last + 1)]
        marked = self._trail.marked_days(days[0], days[-1])
        cells = tuple(DayCell(day, day in marked, day == self._chosen and day in marked) for day in days)
        return PickDay(
            "today.trail.day", self._month, cells, TodayAction.PICK_DAY, TodayAction.MONTH, Act(TodayAction.BACK)
        )


class PersonLeaf(ListLeaf):
    def __init__(self, trail: TrailLeaf) -> None:
        self._trail = trail
        self._pager = Pager(OPTIONS_A_PAGE)

    def _lead(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        match tap:
            case Act(TodayAction.PICK_PERSON, person):
                self._trail.narrow_to_person(person)
                return Way.BACK
        return Way.STAY

    def page(self, at: datetime) -> PickOne:
        doers, paged = self._pager.of(audit.doers())
        options = tuple(Option(doer.id, doer.name or doer.id[-8:], str(doer.count)) for doer in doers)
        back = Act(TodayAction.BACK)
        pick, turn = TodayAction.PICK_PERSON, TodayAction.TURN
        return PickOne("today.trail.person", options, pick, back, paged.page, paged.pages, turn)


class EntryLeaf(Leaf):
    def __init__(self, here: RoomContext, id_: str) -> None:
        self._here, self._id = here, id_
        self._pager = Pager(ROWS_A_PAGE)
        self._asks = False
        self._obstacle = ""
        self._undoing: Job[NotDone | None] | None = None

    def tap(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        if self._undoing is not None:
            return Way.STAY
        match tap:
            case Act(TodayAction.BACK) if self._asks or self._obstacle:
                self._asks, self._obstacle = False, ""
            case Act(TodayAction.BACK):
                return Way.BACK
            case Act(TodayAction.UNDO):
                self._asks = True
            case Act(TodayAction.UNDO_NOW) if self._asks:
                self._undo(at)
            case _:
                self._pager.turn(tap)
        return Way.STAY

    def _undo(self, at: datetime) -> None:
        """An import may have changed thousands of rows."""
        self._asks = False
        desk, member, entry = self._here.desk, self._here.actor, UUID(self._id)
        self._undoing = self._here.jobs.start(lambda _: undo(desk, member, at, entry))
        self._undoing.wait(AT_ONCE)

    def _take_undone(self) -> None:
        job, self._undoing = self._undoing, None
        if job.failure is not None:
            self._obstacle = "not_done"
        elif job.result is not None:
            self._obstacle = job.result.code
        else:
            self.told = Confirmation("today.trail.undone")

    @property
    def is_over(self) -> bool:
        """Once it is taken back, the list is what one wants to see."""
        if self._undoing is not None and self._undoing.finished:
            self._take_undone()
        return self.told is not None

    def page(self, at: datetime) -> object:
        back = Act(TodayAction.BACK)
        if self._undoing is not None:
            return Working("today.undoing")
        if self._obstacle:
            return Trouble(f"today.obstacle.{self._obstacle}", back)
        line = audit.entry(self._here.desk, self._id)
        if line is None:
            return Trouble("today.obstacle.unknown", back)
        if self._asks:
            return Confirm("today.undo", Act(TodayAction.UNDO_NOW), back, {"count": line.rows})
        _, rows, paged = self._pager.asked(lambda page, size: audit.touched_rows(self._id, page, size))
        return TrailEntry(line, rows, paged)
