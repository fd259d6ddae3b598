"""The rota's grid, proofs and windows as the pages show them."""

from collections.abc import Sequence

from kiosk.circulation.rota import Subject
from kiosk.office.rota import views
from kiosk.office.rota.draft import Draft, RotaPlace, Window
from kiosk.office.rota.facts import SchoolFacts
from kiosk.office.rota.proofs import RotaProof, blocking
from kiosk.office.rota.publishing import in_force
from kiosk.office.rota.views import CellKind, GridPage, ProofLine, ProofsPage, VersionStanding, WindowLine, WindowsPage
from kiosk.toml_files.rota_lines import RotaFile

ROWS, PROOFS, WINDOWS, VERSIONS, KEPT = 5, 6, 6, 6, 6


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


def page_of(rows: Sequence, page: int, most: int) -> tuple[tuple, int, int]:
    """The rows of that page, its number within bounds, and how many pages there are."""
    pages = max(1, -(-len(rows) // most))
    page = min(max(page, 0), pages - 1)
    return tuple(rows[page * most : (page + 1) * most]), page, pages


def grid_page(
    draft: Draft, facts: SchoolFacts, found: Sequence[RotaProof], week: str, page: int, *, is_draft: bool
) -> GridPage:
    """Five rows fit beside each other; with more of them four and a pager."""
    windows = draft.windows
    shown, page, pages = page_of(windows, page, ROWS if len(windows) <= ROWS else ROWS - 1)
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
    return GridPage(is_draft, draft.valid_from, week, weekdays, rows, lines, facts.mode, blocking(found), page, pages)


def _cell(draft: Draft, facts: SchoolFacts, place: RotaPlace, week: str, crowded: set) -> views.Cell:
    entries = draft.entries_at(place, week)
    who = tuple(dict.fromkeys(Subject(e.subject.kind, e.subject.name) for e in entries))
    weeks = {entry.week for entry in entries}
    kind = draft.kind_at(place, week)
    grade = next((one.grade for one in facts.named(entry.subject for entry in entries)), 0)
    named = () if who == (Subject("everyone"),) else who
    return views.Cell(
        subject_of(place), kind, named, _week_of(weeks), grade if kind is CellKind.TURN else 0, place in crowded
    )


def _week_of(weeks: set[str]) -> str:
    if weeks <= {"every"}:
        return "every"
    return weeks.pop() if len(weeks) == 1 else "both"


def proof_line(proof: RotaProof) -> ProofLine:
    place = proof.place and (proof.place.weekday, proof.place.window.starts)
    return ProofLine(proof.weight, proof.code, proof.facts, place, subject_of(proof.place) if proof.place else "")


def proofs_page(found: Sequence[RotaProof], page: int) -> ProofsPage:
    shown, page, pages = page_of(found, page, PROOFS)
    return ProofsPage(tuple(map(proof_line, shown)), blocking(found), page, pages)


def windows_page(draft: Draft, facts: SchoolFacts, page: int) -> WindowsPage:
    shown, page, pages = page_of(draft.windows, page, WINDOWS)
    lines = []
    for window in shown:
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
    return WindowsPage(tuple(lines), 5 in draft.weekdays, page, pages)


def version_lines(stored: RotaFile, draft: Draft | None, facts: SchoolFacts) -> list[views.VersionShown]:
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


def _standing(version, running, facts: SchoolFacts) -> VersionStanding:
    if version == running:
        return VersionStanding.RUNNING
    return VersionStanding.WAITING if version.valid_from > facts.today else VersionStanding.OVER
