"""The rota's grid, proofs and windows as the pages show them."""

from collections.abc import Sequence

from kiosk.circulation.rota import Subject, SubjectKind, Week
from kiosk.office.rota import views
from kiosk.office.rota.draft import CellKind, Draft, RotaPlace, Window
from kiosk.office.rota.facts import SchoolFacts
from kiosk.office.rota.proofs import RotaProof, blocking
from kiosk.office.rota.versions import WholeRota, in_force
from kiosk.office.rota.views import CellWeek, ProofLine, ProofList, RotaGrid, VersionStanding, WindowLine, WindowList
from kiosk.office.touch_kit.paging import Pager
from kiosk.toml_files.rota_lines import VersionLine

ROWS, A_PAGE = 5, 6
SATURDAY = 5


def subject_of(place: RotaPlace) -> str:
    return f"{place.weekday}-{place.window.starts}-{place.window.ends}"


def place_of(subject: str) -> RotaPlace:
    weekday, starts, ends = map(int, subject.split("-"))
    return RotaPlace(weekday, Window(starts, ends))


def window_text(window: Window) -> str:
    return f"{window.starts}-{window.ends}"


def window_of(text: str) -> Window:
    starts, ends = map(int, text.split("-"))
    return Window(starts, ends)


def rota_grid(
    draft: Draft, facts: SchoolFacts, found: Sequence[RotaProof], week: Week, pager: Pager, *, is_draft: bool
) -> RotaGrid:
    """Five rows fit beside each other; with more of them four and a pager."""
    pager.size = ROWS if len(draft.windows) <= ROWS else ROWS - 1
    shown = pager.of(draft.windows)
    crowded = {proof.place for proof in found if proof.code == "too_many_at_once"}
    weekdays = draft.weekdays
    rows = tuple(
        views.GridRow(
            window.starts,
            window.ends,
            tuple(_cell(draft, facts, RotaPlace(weekday, window), week, crowded) for weekday in weekdays),
        )
        for window in shown
    )
    lines = tuple(map(proof_line, found))
    return RotaGrid(
        is_draft,
        draft.valid_from,
        week,
        weekdays,
        rows,
        lines,
        facts.mode,
        blocking(found),
        pager.number,
        pager.pages,
    )


def _cell(draft: Draft, facts: SchoolFacts, place: RotaPlace, week: Week, crowded: set[RotaPlace | None]) -> views.Cell:
    entries = draft.entries_at(place, week)
    who = tuple(dict.fromkeys(Subject(e.subject.kind, e.subject.name) for e in entries))
    weeks = {entry.week for entry in entries}
    kind = draft.kind_at(place, week)
    grade = next((one.grade for one in facts.named(entry.subject for entry in entries)), 0)
    named = () if who == (Subject(SubjectKind.EVERYONE),) else who
    return views.Cell(
        subject_of(place), kind, named, _week_of(weeks), grade if kind is CellKind.TURN else 0, place in crowded
    )


def _week_of(weeks: set[Week]) -> CellWeek:
    if weeks <= {Week.EVERY}:
        return CellWeek.EVERY
    return CellWeek(weeks.pop()) if len(weeks) == 1 else CellWeek.BOTH


def proof_line(proof: RotaProof) -> ProofLine:
    if proof.place is None:
        return ProofLine(proof.weight, proof.code, proof.facts)
    place = (proof.place.weekday, proof.place.window.starts)
    return ProofLine(proof.weight, proof.code, proof.facts, place, subject_of(proof.place))


def proof_list(found: Sequence[RotaProof], pager: Pager) -> ProofList:
    return ProofList(tuple(map(proof_line, pager.of(found))), blocking(found), pager.number, pager.pages)


def window_list(draft: Draft, facts: SchoolFacts, pager: Pager) -> WindowList:
    lines = []
    for window in pager.of(draft.windows):
        cells = (draft.entries_at(RotaPlace(weekday, window)) for weekday in draft.weekdays)
        lines.append(
            WindowLine(
                window_text(window),
                window.starts,
                window.ends,
                sum(bool(entries) for entries in cells),
                facts.pace.served_in(window.ends - window.starts),
            )
        )
    return WindowList(tuple(lines), SATURDAY in draft.weekdays, pager.number, pager.pages)


def version_lines(stored: WholeRota, draft: Draft | None, facts: SchoolFacts) -> list[views.VersionShown]:
    """The draft, those that wait, the one in force, and those that are over; the newest first."""
    running = in_force(stored, facts.today)
    lines = [
        views.VersionShown(
            version.name,
            _standing(version, running, facts),
            version.valid_from,
            version.valid_to,
            len({entry.subject for entry in version.entries}),
        )
        for version in reversed(stored.versions)
    ]
    if draft is not None:
        own = len({entry.subject for entry in draft.entries})
        lines.insert(0, views.VersionShown("", VersionStanding.DRAFT, draft.valid_from, None, own))
    return lines


def _standing(version: VersionLine, running: VersionLine | None, facts: SchoolFacts) -> VersionStanding:
    if version == running:
        return VersionStanding.RUNNING
    return VersionStanding.WAITING if version.valid_from > facts.today else VersionStanding.OVER
