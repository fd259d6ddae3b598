"""The rota on paper: a sheet for each class and one for the wall, with words from the catalogue (S001)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db.settings import get_setting
from kiosk.circulation.rota import Purpose, SubjectKind, Week
from kiosk.clock import clock_text
from kiosk.lending.desk import Desk
from kiosk.office.documents import PDF, Document
from kiosk.office.refusal import NotDone
from kiosk.office.rota.draft import CellKind, Draft, RotaPlace
from kiosk.office.rota.facts import ClassFacts, SchoolFacts
from kiosk.office.rota.school import school_facts
from kiosk.office.rota.sheet_drawing import ClassSheet, PrintedTurn, WallCell, WallSheet, draw_sheets
from kiosk.office.rota.stored import stored_rota
from kiosk.office.rota.versions import draft_of, newest, version_named
from kiosk.toml_files.rota_lines import EntryLine, SubjectLine

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RotaSheets:
    """missing: signs that our fonts do not have, printed as boxes."""

    document: Document
    pages: int
    missing: str = ""

    @property
    def documents(self) -> tuple[Document]:
        return (self.document,)


def rota_sheets(desk: Desk, at: datetime, words: Words, version: str = "") -> RotaSheets | NotDone:
    """version: its name, or empty for the one that was published last, be it for a later day. Raises Gone."""
    stored = stored_rota()
    chosen = version_named(stored, version) if version else newest(stored, at.date())
    if chosen is None:
        return NotDone("nothing_to_print")
    draft, facts = draft_of(stored, chosen), school_facts(desk.bylaw().rota, at)
    sheets = [sheet for one in facts.classes if (sheet := _class_sheet(draft, one, words)).turns]
    drawn = draw_sheets(_wall_sheet(draft, facts, words), sheets)
    return RotaSheets(Document(f"rota-{chosen.valid_from}.pdf", PDF, drawn.pdf), drawn.pages, drawn.missing)


def _class_sheet(draft: Draft, one: ClassFacts, words: Words) -> ClassSheet:
    turns = tuple(
        PrintedTurn(
            _when(place, entry, words),
            _time(place),
            words["rota.sheet.reading"] if entry.purpose is Purpose.READ else "",
        )
        for place in sorted(draft.turns, key=lambda place: (place.weekday, place.window))
        for entry in draft.entries_at(place)
        if entry.subject.kind is not SubjectKind.EVERYONE and one.is_in(entry.subject)
    )
    return ClassSheet(
        get_setting("school_name"),
        words["rota.sheet.heading"],
        one.name,
        turns,
        words["rota.sheet.from"].format(day=_day(draft.valid_from, words)),
        words["rota.sheet.advice"],
    )


def _when(place: RotaPlace, entry: EntryLine, words: Words) -> str:
    return words[f"rota.sheet.{entry.week}"].format(weekday=words[f"weekday.{place.weekday + 1}"])


def _time(place: RotaPlace) -> str:
    return f"{clock_text(place.window.starts)}–{clock_text(place.window.ends)}"


def _day(day: date, words: Words) -> str:
    return words["day.short"].format(month=day.month, day=day.day, month_name=words[f"month.{day.month}"])


def _wall_sheet(draft: Draft, facts: SchoolFacts, words: Words) -> WallSheet:
    rows = tuple(
        (
            _time(RotaPlace(0, window)),
            tuple(_wall_cell(draft, facts, RotaPlace(weekday, window), words) for weekday in draft.weekdays),
        )
        for window in draft.windows
    )
    begins = words["rota.sheet.from"].format(day=_day(draft.valid_from, words))
    weekdays = tuple(words[f"weekday.{weekday + 1}"] for weekday in draft.weekdays)
    title = f"{get_setting('school_name')}  {words['rota.sheet.title']}".strip()
    return WallSheet(title, begins, weekdays, rows)


def _wall_cell(draft: Draft, facts: SchoolFacts, place: RotaPlace, words: Words) -> WallCell:
    kind = draft.kind_at(place)
    entries = draft.entries_at(place)
    lines = tuple(_entered(entry, words) for entry in entries if entry.subject.kind is not SubjectKind.EVERYONE)
    if kind is CellKind.TURN and lines:
        grade = next((one.grade for one in facts.named(entry.subject for entry in entries)), 0)
        return WallCell(lines, grade)
    if kind is CellKind.READING:
        return WallCell((words["rota.kind.reading"], *lines))
    if kind in (CellKind.CLOSED, CellKind.ABSENT):
        return WallCell((words["rota.kind.closed"],) if kind is CellKind.CLOSED else (), is_closed=True)
    return WallCell((words["rota.kind.free"],))


def _entered(entry: EntryLine, words: Words) -> str:
    name = _subject_name(entry.subject, words)
    return name if entry.week is Week.EVERY else words[f"rota.sheet.{entry.week}.short"].format(name=name)


def _subject_name(subject: SubjectLine, words: Words) -> str:
    return words[f"option.rota.grade.{subject.name}"] if subject.kind is SubjectKind.GRADE else subject.name
