"""The room of figures: a term's charts, its targets, and files of both for a stick."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from db.models import SchoolClass, Term
from db.settings import get_setting
from kiosk.hardware.scan import Scan
from kiosk.i18n import LANGUAGES
from kiosk.office.editing import editing, undo
from kiosk.office.figures.reckoning import (
    Span,
    ended_unkept,
    figures,
    is_quick,
    keep_ended,
    kept,
    never_borrowed,
    span_of,
    terms,
)
from kiosk.office.figures.report import figures_report
from kiosk.office.figures.targets import NONE, set_target, targets_of
from kiosk.office.figures.views import (
    EVERY_GRADE,
    Figures,
    FiguresAction,
    FiguresPage,
    NeverPage,
    NoFigures,
    Tab,
    TargetLine,
    TargetsPage,
)
from kiosk.office.figures.workbook import figures_workbook
from kiosk.office.jobs import Cancelled, Job
from kiosk.office.touch_kit.room import Answer, RoomContext
from kiosk.office.touch_kit.saving import Saving
from kiosk.office.touch_kit.views import Confirmation, Option, PickOne, Trouble, Working
from kiosk.printing.words import PaperWords
from kiosk.taps import Act, AnyTap

CLASSES_A_PAGE = 11
TITLES_A_PAGE = 8
PUPILS_A_PAGE = 6
TERMS_A_PAGE = 12
STEP, MOST = 1, 99
BACK = Act(FiguresAction.BACK)


class FiguresRoom:
    def __init__(self, here: RoomContext, subject: str = "") -> None:
        """subject: the name of a term; without one the newest that has begun."""
        self._here, self._zone = here, here.desk.timezone
        self.told: Confirmation | None = None
        self._term_name = subject
        self._figures: Figures | None = None
        self._tab, self._page, self._shown = Tab.OVERVIEW, 0, ""
        self._term_page = 0
        self._draft: dict[int, int] = {}
        self._reckoning: Job[Figures] | None = None
        self._saving = Saving(here.jobs)
        self._trouble = ""
        self._looked_back = False
        self._deeds: Mapping[FiguresAction, Callable[[str, datetime], None]] = {
            FiguresAction.TAB: self._turn_to_tab,
            FiguresAction.TURN: self._turn,
            FiguresAction.NEVER: self._show_never,
            FiguresAction.TERMS: self._show_terms,
            FiguresAction.TURN_TERMS: self._turn_terms,
            FiguresAction.PICK_TERM: self._pick_term,
            FiguresAction.TARGETS: self._show_targets,
            FiguresAction.LESS: lambda subject, at: self._change_target(int(subject), -STEP),
            FiguresAction.MORE: lambda subject, at: self._change_target(int(subject), STEP),
            FiguresAction.KEEP_TARGETS: self._keep_targets,
            FiguresAction.SAVE: self._save,
            FiguresAction.UNDO: self._undo,
            FiguresAction.BACK: self._back,
            FiguresAction.STOP: lambda subject, at: self._saving.cancel(),
        }

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        if isinstance(tap, Act) and tap.action in self._deeds:
            self._deeds[tap.action](tap.subject, at)
        return None

    def scan(self, scan: Scan, at: datetime) -> None:
        """No code means anything here."""

    def page(self, at: datetime) -> object:
        self._collect()
        term = self._term(at.date())
        if self._trouble:
            return Trouble(self._trouble, BACK)
        if term is None:
            return NoFigures()
        if self._saving.is_on:
            return Working("figures.saving", self._saving.done, self._saving.total, Act(FiguresAction.STOP))
        if self._shown == "terms":
            return self._terms_page(at.date())
        found = self._found(term, at.date())
        if found is None:
            return Working("figures.reckoning")
        self._keep_ended(at.date())
        if self._shown == "targets":
            return self._targets_page(term, found)
        return self._never_page(term, found, at.date()) if self._shown == "never" else self._figures_page(term, found)

    # --- which term ------------------------------------------------------------------------------------------------

    def _term(self, today: date) -> Term | None:
        known = terms(today)
        return next((term for term in known if self._term_name in ("", term.name)), known[0] if known else None)

    def _terms_page(self, today: date) -> PickOne:
        known, chosen = terms(today), self._term(today)
        first = self._term_page * TERMS_A_PAGE
        options = tuple(
            Option(term.name, term.name, f"{term.starts_on:%Y-%m-%d}", term == chosen)
            for term in known[first : first + TERMS_A_PAGE]
        )
        pages = -(-len(known) // TERMS_A_PAGE)
        return PickOne(
            "figures.terms", options, FiguresAction.PICK_TERM, BACK, self._term_page, pages, FiguresAction.TURN_TERMS
        )

    def _show_terms(self, subject: str, at: datetime) -> None:
        self._shown, self._term_page = "terms", 0

    def _turn_terms(self, subject: str, at: datetime) -> None:
        self._term_page = int(subject)

    def _pick_term(self, subject: str, at: datetime) -> None:
        self._term_name, self._shown, self._page, self._figures = subject, "", 0, None

    # --- the figures -----------------------------------------------------------------------------------------------

    def _found(self, term: Term, today: date) -> Figures | None:
        """None while they are being reckoned: a large school's take longer than a screen may stand still."""
        if self._figures is not None or self._reckoning is not None:
            return self._figures
        span = span_of(term, today, self._zone)
        self._figures = figures(span, today, self._zone) if is_quick(span) else kept(span)
        if self._figures is None:
            self._reckoning = self._here.jobs.start(lambda job: figures(span, today, self._zone))
            self._collect()
        return self._figures

    def _keep_ended(self, today: date) -> None:
        """Once a visit, behind the scenes: pupils may move up before anybody asks for the old term."""
        if not self._looked_back:
            self._looked_back = True
            if ended_unkept(today):
                self._here.jobs.start(lambda job: keep_ended(today, self._zone))

    def _collect(self) -> None:
        """What the jobs have made meanwhile."""
        if self._reckoning is not None and self._reckoning.finished:
            self._figures, failed = self._reckoning.result, self._reckoning.failure
            self._reckoning = None
            self._trouble = "figures.not_reckoned" if failed else ""
        match self._saving.outcome():
            case str(folder):
                self.told = Confirmation("figures.saved", {"folder": folder})
            case Cancelled():
                pass
            case Exception():
                self._trouble = "figures.not_saved"

    def _figures_page(self, term: Term, found: Figures) -> FiguresPage:
        if self._tab is Tab.MORE:
            part, page, pages = self._part(found.most_lent, TITLES_A_PAGE)
            first = page * TITLES_A_PAGE + 1
            return FiguresPage(self._tab, found, targets_of(term.starts_on), (), part, first, page, pages)
        # So many classes that they take several pages: the grades come before them.
        grades = [found.grades] if len(found.classes) > CLASSES_A_PAGE else []
        starts = range(0, max(1, len(found.classes)), CLASSES_A_PAGE)
        parts = [*grades, *(found.classes[start : start + CLASSES_A_PAGE] for start in starts)]
        page = min(self._page, len(parts) - 1)
        by_grade = bool(grades) and page == 0
        targets = targets_of(term.starts_on)
        return FiguresPage(self._tab, found, targets, parts[page], (), 1, page, len(parts), by_grade)

    def _part(self, rows: tuple, size: int) -> tuple[tuple, int, int]:
        pages = max(1, -(-len(rows) // size))
        page = min(self._page, pages - 1)
        return rows[page * size : (page + 1) * size], page, pages

    def _never_page(self, term: Term, found: Figures, today: date) -> NeverPage:
        total = found.reach.never
        pages = max(1, -(-total // PUPILS_A_PAGE))
        page = min(self._page, pages - 1)
        rows = never_borrowed(span_of(term, today, self._zone), page, PUPILS_A_PAGE)
        return NeverPage(term.name, tuple(rows), total, page, pages)

    def _show_never(self, subject: str, at: datetime) -> None:
        self._shown, self._page = "never", 0

    def _turn_to_tab(self, subject: str, at: datetime) -> None:
        self._tab, self._page = Tab(subject), 0

    def _turn(self, subject: str, at: datetime) -> None:
        self._page = max(0, int(subject))

    def _back(self, subject: str, at: datetime) -> None:
        self._shown, self._trouble, self._page = "", "", 0

    # --- targets ---------------------------------------------------------------------------------------------------

    def _targets_page(self, term: Term, found: Figures) -> TargetsPage:
        heads = {one.grade: one.per_head for one in found.grades}
        rest = self._draft.get(EVERY_GRADE) or None
        grades = [row for (row,) in SchoolClass.select(SchoolClass.grade).distinct().tuples() if row > 0]
        lines = [TargetLine(EVERY_GRADE, rest, None, None)]
        lines += [TargetLine(grade, self._draft.get(grade) or None, rest, heads.get(grade)) for grade in sorted(grades)]
        return TargetsPage(term.name, tuple(lines), self._draft_changes(term) != {})

    def _draft_changes(self, term: Term) -> dict[int, int]:
        before = targets_of(term.starts_on)
        grades = before.keys() | self._draft.keys()
        wanted = {grade: self._draft.get(grade, NONE) for grade in grades}
        return {grade: loans for grade, loans in wanted.items() if loans != before.get(grade, NONE)}

    def _show_targets(self, subject: str, at: datetime) -> None:
        term = self._term(at.date())
        self._shown, self._draft = "targets", dict(targets_of(term.starts_on)) if term else {}

    def _change_target(self, grade: int, step: int) -> None:
        # The first step of a grade begins where all others stand.
        before = self._draft.get(grade) or (self._draft.get(EVERY_GRADE, NONE) if grade else NONE)
        self._draft[grade] = min(MOST, max(NONE, before + step))

    def _keep_targets(self, subject: str, at: datetime) -> None:
        term = self._term(at.date())
        changes = self._draft_changes(term)
        with editing(self._here.desk, self._here.actor, at, "targets_set", term=term.name) as edit:
            for grade, loans in sorted(changes.items()):
                set_target(edit, grade, term.starts_on, loans)
        self._shown = ""
        self.told = Confirmation("figures.targets_kept", undo=Act(FiguresAction.UNDO, edit.id.hex))

    def _undo(self, subject: str, at: datetime) -> None:
        obstacle = undo(self._here.desk, self._here.actor, at, UUID(subject))
        self.told = Confirmation("figures.undone" if obstacle is None else "figures.not_undone")

    # --- files -----------------------------------------------------------------------------------------------------

    def _save(self, subject: str, at: datetime) -> None:
        term = self._term(at.date())
        if term is None:
            return
        span, today, places = span_of(term, at.date(), self._zone), at.date(), self._here.places
        self._saving.start(lambda job: _save_files(job, span, today, self._zone, places))


def _save_files(job: Job, span: Span, today: date, zone, places) -> str:
    """A workbook and a report; gives the folder. Raises OSError."""
    job.step(0, 3)
    found, targets = figures(span, today, zone), targets_of(span.term.starts_on)
    school, words = get_setting("school_name"), PaperWords(LANGUAGES[0])
    name = words("figures.title", term=found.term)
    job.step(1, 3)
    workbook = figures_workbook(found, targets, school, words)
    job.step(2, 3)
    report = figures_report(found, targets, school, today, words).pdf
    job.step(3, 3)
    for suffix, content in ((".xlsx", workbook), (".pdf", report)):
        path = places.save(f"{name} {today:%Y-%m-%d}{suffix}")
        path.write_bytes(content)
    return str(path.parent)
