"""The room «today»: what the day has brought, what waits for a person, what tomorrow will bring."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from kiosk.lending.notices import count_open
from kiosk.office.documents import Document
from kiosk.office.jobs import Job
from kiosk.office.refusal import NotDone
from kiosk.office.today.day import by_class, by_hour, figures_of, in_all, turn_now_or_next, waiting_by_kind
from kiosk.office.today.day_book import day_book
from kiosk.office.today.keeping import keeping
from kiosk.office.today.rehearsal import Rehearsed, rehearse
from kiosk.office.today.touch.days import CountsPage, PlanPage, RefusalsPage, split_of
from kiosk.office.today.touch.notices import NoticesPage
from kiosk.office.today.touch.tomorrow import FaultsPage, RehearsalPage, TurnPage
from kiosk.office.today.touch.trail import TrailPage
from kiosk.office.today.views import Count, Split, Today, TodayAction, Topic
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import saving
from kiosk.taps import Act, AnyTap

BARS = 5
FRESH = timedelta(seconds=5)
AWAY = timedelta(seconds=3)  # a page is asked for every second; who stayed away longer was in another room


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    """subject: «notices», «rehearsal» or another Topic that is opened at once."""
    return (TodayPage(context, Topic(subject) if subject in set(Topic) else None),)


class TodayPage(Page):
    """wanted: what it leads to as soon as tomorrow was rehearsed."""

    def __init__(self, context: RoomContext, wanted: Topic | None) -> None:
        self._context, self._wanted = context, wanted
        self._split = Split.CLASS
        self._seen_at: datetime | None = None
        self._looked: tuple[datetime, Today] | None = None
        self._rehearsed: Rehearsed | None = None
        self._rehearsal: Job[Rehearsed] | None = None

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        self._looked = None
        match tap:
            case Act(TodayAction.OPEN, topic):
                return self._left_for(self._topic(Topic(topic), at))
            case Act(TodayAction.CLASS, number) if self._rehearsed is not None:
                return self._left_for(TurnPage(self._rehearsed, int(number)))
            case Act(TodayAction.EXPORT):
                return self._export(at.date())
        self._split = split_of(tap, self._split)
        return None

    def _left_for(self, page: Page | None) -> Page | None:
        """What is done there may change what tomorrow brings."""
        if page is not None:
            self._seen_at = None
        return page

    def _topic(self, topic: Topic, at: datetime) -> Page | None:
        desk = self._context.desk
        match topic:
            case Topic.PLAN:
                return PlanPage(desk, at.date())
            case Topic.COUNTS:
                return CountsPage(desk, self._split)
            case Topic.REFUSALS:
                return RefusalsPage(desk)
            case Topic.NOTICES:
                return NoticesPage(self._context)
            case Topic.TRAIL:
                return TrailPage(self._context)
        if self._rehearsed is None:
            self._rehearse_again(at)
            return None
        return RehearsalPage(self._rehearsed) if topic is Topic.REHEARSAL else FaultsPage(self._rehearsed)

    def _export(self, day: date) -> Page:
        desk, words = self._context.desk, self._context.words

        def saved(_book: Document, paths: tuple[Path, ...], _at: datetime) -> Move:
            return Done("today.exported", facts={"file": paths[0].name, "folder": paths[0].parent.name})

        return saving(
            "today.exporting",
            self._context,
            lambda _job: day_book(desk, day, words),
            saved,
            lambda _failure: NotDone("not_exported"),
            can_stop=False,
        )

    # --- the rehearsal -------------------------------------------------------------------------------------------

    def _rehearse_again(self, at: datetime) -> None:
        """The pages keep what they have until the new one is there."""
        if self._rehearsal is None or self._has_failed:
            desk = self._context.desk
            self._rehearsal = self._context.jobs.start(lambda job: rehearse(desk.facts, desk.timezone, at, job.step))

    @property
    def _has_failed(self) -> bool:
        return self._rehearsal is not None and self._rehearsal.finished and self._rehearsal.result is None

    def ended(self, at: datetime) -> Move:
        if self._seen_at is None or at - self._seen_at > AWAY:
            self._looked = None
            self._rehearse_again(at)
        self._seen_at = at
        if self._rehearsal is not None and self._rehearsal.result is not None:
            self._rehearsed, self._rehearsal, self._looked = self._rehearsal.result, None, None
        if self._wanted is None or not (self._rehearsal is None or self._rehearsal.finished):
            return None
        wanted, self._wanted = self._wanted, None
        return self._left_for(self._topic(wanted, at))

    # --- what it shows -------------------------------------------------------------------------------------------

    def view(self, at: datetime) -> Today:
        """Read anew every few seconds: at a centre other stations go on lending."""
        if self._looked is None or at - self._looked[0] > FRESH or self._looked[1].rehearsal_failed != self._has_failed:
            self._looked = (at, self._look(at))
        return self._looked[1]

    def _look(self, at: datetime) -> Today:
        desk, day = self._context.desk, at.date()
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
