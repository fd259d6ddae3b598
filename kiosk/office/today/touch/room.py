"""The room «today»: what the day has brought, what waits for a person, what tomorrow will bring."""

from datetime import date, datetime, timedelta

from kiosk.hardware.scan import Scan
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.notices import count_open
from kiosk.office.jobs import Job
from kiosk.office.today.day import by_class, by_hour, figures_of, in_all, turn_now_or_next, waiting_by_kind
from kiosk.office.today.day_book import write_day
from kiosk.office.today.keeping import keeping
from kiosk.office.today.rehearsal import Rehearsed, rehearse
from kiosk.office.today.touch.days import CountsLeaf, PlanLeaf, RefusalsLeaf, split_of
from kiosk.office.today.touch.notices import NoticesLeaf
from kiosk.office.today.touch.tomorrow import ClassLeaf, FaultsLeaf, RehearsalLeaf
from kiosk.office.today.touch.trail import TrailLeaf
from kiosk.office.today.views import Count, Split, Today, TodayAction, Topic
from kiosk.office.touch_kit.leaf import AT_ONCE, Leaf, Way
from kiosk.office.touch_kit.room import Answer, GoTo, RoomContext
from kiosk.office.touch_kit.views import Confirmation, Trouble, Working
from kiosk.taps import Act, AnyTap

BARS = 5
FRESH = timedelta(seconds=5)
AWAY = timedelta(seconds=3)  # a page is asked for every second; who stayed away longer was in another room


class TodayRoom:
    def __init__(self, here: RoomContext, subject: str = "") -> None:
        """subject: «notices», «rehearsal» or another Topic that is opened at once."""
        self._here = here
        self.told: Confirmation | None = None
        self._leaves: list[Leaf] = []
        self._split = Split.CLASS
        self._seen_at: datetime | None = None
        self._looked: tuple[datetime, Today] | None = None
        self._rehearsed: Rehearsed | None = None
        self._rehearsal: Job[Rehearsed] | None = None
        self._export: Job | None = None
        self._trouble: Trouble | None = None
        self._wanted = subject

    # --- in ----------------------------------------------------------------------------------------------------

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        self._looked = None
        if self._trouble is not None:
            self._trouble = None
            return None
        if self._export is not None:
            return None
        way = self._leaves[-1].tap(tap, at) if self._leaves else self._tap_overview(tap, at)
        if isinstance(way, GoTo):
            return way
        if way is Way.BACK:
            self._go_back(at)
        elif way is not Way.STAY:
            self._leaves.append(way)
        return None

    def scan(self, scan: Scan, at: datetime) -> None:
        """Nothing here is about one book or one card."""

    def _go_back(self, at: datetime) -> None:
        self.told = self._leaves.pop().told
        if not self._leaves:
            self._rehearse_again(at)

    def _tap_overview(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        match tap:
            case Act(TodayAction.OPEN, topic):
                return self._leaf(Topic(topic), at)
            case Act(TodayAction.CLASS, number) if self._rehearsed is not None:
                return ClassLeaf(self._rehearsed, int(number))
            case Act(TodayAction.EXPORT):
                self._start_export(at.date())
            case _:
                self._split = split_of(tap, self._split)
        return Way.STAY

    def _leaf(self, topic: Topic, at: datetime) -> Leaf | Way:
        desk = self._here.desk
        match topic:
            case Topic.PLAN:
                return PlanLeaf(desk, at.date())
            case Topic.COUNTS:
                return CountsLeaf(desk, self._split)
            case Topic.REFUSALS:
                return RefusalsLeaf(desk)
            case Topic.NOTICES:
                return NoticesLeaf(self._here)
            case Topic.TRAIL:
                return TrailLeaf(self._here)
        if self._rehearsed is None:
            self._rehearse_again(at)
            return Way.STAY
        return RehearsalLeaf(self._rehearsed) if topic is Topic.REHEARSAL else FaultsLeaf(self._rehearsed)

    # --- what takes longer -------------------------------------------------------------------------------------

    def _rehearse_again(self, at: datetime) -> None:
        """The pages keep what they have until the new one is there."""
        if self._rehearsal is None or self._has_failed:
            desk = self._here.desk
            self._rehearsal = self._here.jobs.start(lambda job: rehearse(desk.facts, desk.timezone, at, job.step))

    @property
    def _has_failed(self) -> bool:
        return self._rehearsal is not None and self._rehearsal.finished and self._rehearsal.result is None

    def _take_rehearsal(self) -> None:
        if self._rehearsal is not None and self._rehearsal.result is not None:
            self._rehearsed, self._rehearsal, self._looked = self._rehearsal.result, None, None

    def _start_export(self, day: date) -> None:
        desk, places, say = self._here.desk, self._here.places, load_catalogue(LANGUAGES[0])
        name = say["today.file"].format(day=day.isoformat())
        self._export = self._here.jobs.start(lambda job: write_day(desk, day, places.save(name), say))
        self._export.wait(AT_ONCE)

    def _take_export(self) -> None:
        job, self._export = self._export, None
        if job.failure is None:
            self.told = Confirmation("today.exported", {"file": job.result.name, "folder": job.result.parent.name})
        else:
            self._trouble = Trouble("today.not_exported", Act(TodayAction.BACK))

    # --- out ---------------------------------------------------------------------------------------------------

    def page(self, at: datetime) -> object:
        if self._seen_at is None or at - self._seen_at > AWAY:
            self._looked = None
            self._rehearse_again(at)
        self._seen_at = at
        self._take_rehearsal()
        self._open_what_was_wanted(at)
        if self._export is not None and self._export.finished:
            self._take_export()
        if self._export is not None:
            return Working("today.exporting")
        if self._trouble is not None:
            return self._trouble
        if self._leaves and self._leaves[-1].is_over:
            self._go_back(at)
        return self._leaves[-1].page(at) if self._leaves else self._overview(at)

    def _open_what_was_wanted(self, at: datetime) -> None:
        if not self._wanted or (self._rehearsal is not None and not self._rehearsal.finished):
            return
        wanted, self._wanted = self._wanted, ""
        leaf = self._leaf(Topic(wanted), at) if wanted in set(Topic) else Way.STAY
        if not isinstance(leaf, Way):
            self._leaves.append(leaf)

    def _overview(self, at: datetime) -> Today:
        """Read anew every few seconds: at a centre other stations go on lending."""
        if self._looked is None or at - self._looked[0] > FRESH or self._looked[1].rehearsal_failed != self._has_failed:
            self._looked = (at, self._look(at))
        return self._looked[1]

    def _look(self, at: datetime) -> Today:
        desk, day = self._here.desk, at.date()
        rota = desk.bylaw().rota
        calendar, turn = rota.calendar, turn_now_or_next(rota, at)
        figures = figures_of(desk, day)
        total = in_all(figures)
        counts, rest = _bars(by_class(figures)) if self._split is Split.CLASS else (_busy(by_hour(figures))[-BARS:], 0)
        week = calendar.week_of_term(day)
        return Today(
            day=day,
            week=week,
            is_odd=bool(week % 2),
            has_term=calendar.term_of(day) is not None,
            turn=turn,
            is_running=turn is not None and turn.starts <= at,
            lent=total.lent,
            returned=total.returned,
            refused=total.refused,
            waiting=waiting_by_kind(),
            waits=count_open(),
            split=self._split,
            counts=counts,
            rest=rest,
            rehearsed=self._rehearsed.day if self._rehearsed else None,
            rehearsal_failed=self._has_failed,
            keeping=keeping(desk, at),
        )


def _bars(counts: tuple[Count, ...]) -> tuple[tuple[Count, ...], int]:
    """The busiest, and so many others in a last one of no name."""
    counts = _busy(counts)
    if len(counts) <= BARS:
        return counts, 0
    shown, rest = counts[: BARS - 1], counts[BARS - 1 :]
    together = Count("", sum(one.lent for one in rest), sum(one.returned for one in rest))
    return (*shown, together), len(rest)


def _busy(counts: tuple[Count, ...]) -> tuple[Count, ...]:
    return tuple(count for count in counts if count.lent or count.returned)
