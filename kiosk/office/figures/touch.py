"""The room of figures: a term's charts, its targets, and files of both for a stick."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from kiosk.office.figures.papers import TermPapers, term_papers
from kiosk.office.figures.reckoning import (
    Span,
    TermDays,
    ended_unkept,
    figures,
    is_quick,
    keep_ended,
    kept,
    never_borrowed,
    span_of,
    terms,
)
from kiosk.office.figures.targets import NONE, changes, grades_of_school, set_targets, targets_of
from kiosk.office.figures.views import (
    EVERY_GRADE,
    ClassFigure,
    Figures,
    FiguresAction,
    NeverBorrowed,
    NoFigures,
    Tab,
    TargetLine,
    TargetList,
    TermCharts,
)
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import PickPage, WaitPage, known, saving
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

CLASSES_A_PAGE = 11
TITLES_A_PAGE = 8
PUPILS_A_PAGE = 6
STEP, MOST = 1, 99


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    """subject: the name of a term; without one the newest that has begun."""
    return (FiguresPage(context, subject),)


class FiguresPage(Page):
    is_still = True
    pager: Pager

    def __init__(self, context: RoomContext, term_name: str) -> None:
        self._context, self._zone = context, context.desk.timezone
        self._term_name = term_name
        self._figures: Figures | None = None
        self._turn_to(Tab.OVERVIEW)

    def _turn_to(self, tab: Tab) -> None:
        """Of the overview, a page is a part of the classes."""
        self._tab, self.pager = tab, Pager(1 if tab is Tab.OVERVIEW else TITLES_A_PAGE)

    def _term(self, today: date) -> TermDays | None:
        begun = terms(today)
        return next((term for term in begun if self._term_name in ("", term.name)), begun[0] if begun else None)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        term = self._term(at.date())
        if term is None:
            return None
        span = span_of(term, at.date(), self._zone)
        match tap:
            case Act(FiguresAction.TAB, tab):
                self._turn_to(Tab(tab))
            case Act(FiguresAction.TERMS):
                options = [
                    Option(one.name, one.name, f"{one.starts_on:%Y-%m-%d}", one == term) for one in terms(at.date())
                ]
                return PickPage("figures.terms", known(options), self._choose)
            case Act(FiguresAction.NEVER) if self._figures is not None:
                return NeverPage(span, self._figures.reach.never)
            case Act(FiguresAction.TARGETS) if self._figures is not None:
                return TargetsPage(self._context, term, self._figures)
            case Act(FiguresAction.SAVE):
                return self._save(span, at.date())
        return None

    def _choose(self, name: str, at: datetime) -> Move:
        self._term_name, self._figures = name, None
        self._turn_to(self._tab)
        return None

    def _save(self, span: Span, today: date) -> Page:
        def saved(_made: TermPapers, paths: tuple[Path, ...], _at: datetime) -> Move:
            return Done("figures.saved", facts={"folder": str(paths[0].parent)})

        zone, words = self._zone, self._context.words
        return saving(
            "figures.saving", self._context, lambda job: term_papers(span, today, zone, words, job.step), saved
        )

    # --- the figures -----------------------------------------------------------------------------------------------

    def ended(self, at: datetime) -> Move:
        """While they are reckoned it is waited for them: a large school's take longer than a screen may stand still."""
        today = at.date()
        term = None if self._figures else self._term(today)
        if term is None:
            return None
        span = span_of(term, today, self._zone)
        self._figures = figures(span, today, self._zone) if is_quick(span) else kept(span)
        if self._figures is not None:
            self._keep_ended(at)
            return None
        job = self._context.jobs.start(lambda job: figures(span, today, self._zone))
        return WaitPage("figures.reckoning", job, self._reckoned, lambda _: NotDone("not_reckoned"), can_stop=False)

    def _reckoned(self, found: Figures, at: datetime) -> Move:
        self._figures = found
        self._keep_ended(at)
        return None

    def _keep_ended(self, at: datetime) -> None:
        """Behind the scenes: pupils may move up before anybody asks for the old term."""
        desk, actor, jobs = self._context.desk, self._context.actor, self._context.jobs
        if not jobs.busy and ended_unkept(at.date()):
            jobs.start(lambda job: keep_ended(desk, actor, at))

    def view(self, at: datetime) -> TermCharts | NoFigures:
        found = self._figures
        if found is None:
            return NoFigures()
        targets, pager = targets_of(found.starts_on), self.pager
        if self._tab is Tab.MORE:
            titles = pager.of(found.most_lent)
            first = pager.number * pager.size + 1
            return TermCharts(self._tab, found, targets, (), titles, first, pager.number, pager.pages)
        parts = parts_of(found)
        (classes,) = pager.of(parts)
        by_grade = len(parts) > 1 and pager.number == 0
        return TermCharts(self._tab, found, targets, classes, (), 1, pager.number, pager.pages, by_grade)


def parts_of(found: Figures) -> Sequence[tuple[ClassFigure, ...]]:
    """Of so many classes that they take several pages, the grades come before them."""
    if len(found.classes) <= CLASSES_A_PAGE:
        return (found.classes,)
    starts = range(0, len(found.classes), CLASSES_A_PAGE)
    return (found.grades, *(found.classes[start : start + CLASSES_A_PAGE] for start in starts))


class NeverPage(Page):
    """Pupils who borrowed nothing. total: how many there are."""

    is_still = True
    pager: Pager

    def __init__(self, span: Span, total: int) -> None:
        self._span, self._total = span, total
        self.pager = Pager(PUPILS_A_PAGE)

    def view(self, at: datetime) -> NeverBorrowed:
        page = self.pager.among(self._total)
        rows = never_borrowed(self._span, page, self.pager.size)
        return NeverBorrowed(self._span.term.name, tuple(rows), self._total, page, self.pager.pages)


class TargetsPage(Page):
    """Tapped up and down, kept together."""

    def __init__(self, context: RoomContext, term: TermDays, found: Figures) -> None:
        self._context, self._term = context, term
        self._heads = {one.grade: one.per_head for one in found.grades}
        self._before = targets_of(term.starts_on)
        self._wanted = dict(self._before)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FiguresAction.LESS, grade):
                self._change(int(grade), -STEP)
            case Act(FiguresAction.MORE, grade):
                self._change(int(grade), STEP)
            case Act(FiguresAction.KEEP_TARGETS):
                entry = set_targets(self._context.desk, self._context.actor, at, self._term, self._wanted)
                return told("figures.targets_kept", entry, steps=1)
        return None

    def _change(self, grade: int, step: int) -> None:
        # The first step of a grade begins where all others stand.
        before = self._wanted.get(grade) or (self._wanted.get(EVERY_GRADE, NONE) if grade else NONE)
        self._wanted[grade] = min(MOST, max(NONE, before + step))

    def view(self, at: datetime) -> TargetList:
        rest = self._wanted.get(EVERY_GRADE) or None
        lines = [TargetLine(EVERY_GRADE, rest, None, None)]
        lines += [
            TargetLine(grade, self._wanted.get(grade) or None, rest, self._heads.get(grade))
            for grade in grades_of_school()
        ]
        return TargetList(self._term.name, tuple(lines), bool(changes(self._before, self._wanted)))
