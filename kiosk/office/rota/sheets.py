"""What stands on the printed rota: words from the catalogue, turns from a version."""

from collections.abc import Mapping
from datetime import date

from db.settings import get_setting
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.office.rota.draft import Draft, RotaPlace
from kiosk.office.rota.facts import ClassFacts, SchoolFacts
from kiosk.office.rota.publishing import draft_of
from kiosk.office.rota.sheet_drawing import ClassSheet, PrintedTurn, WallCell, WallSheet, rota_sheets
from kiosk.office.rota.views import CellKind
from kiosk.printing.labels import Sheets
from kiosk.toml_files.reading import clock_text
from kiosk.toml_files.rota_lines import EntryLine, RotaFile, SubjectLine, VersionLine

Words = Mapping[str, str]


def sheets_of(stored: RotaFile, version: VersionLine, facts: SchoolFacts, language: str = LANGUAGES[0]) -> Sheets:
    """The wall sheet, and one for each class that has a turn of its own or in its grade or division."""
    words, draft = load_catalogue(language), draft_of(stored, version)
    sheets = [sheet for one in facts.classes if (sheet := _class_sheet(draft, one, words)).turns]
    return rota_sheets(_wall_sheet(draft, facts, words), sheets)


def _class_sheet(draft: Draft, one: ClassFacts, words: Words) -> ClassSheet:
    turns = tuple(
        PrintedTurn(
            _when(place, entry, words), _time(place), words["rota.sheet.reading"] if entry.purpose == "read" else ""
        )
        for place in sorted(draft.turns, key=lambda place: (place.weekday, place.window))
        for entry in draft.entries_at(place)
        if entry.subject.kind != "everyone" and one.is_in(entry.subject)
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
    lines = tuple(_entered(entry, words) for entry in entries if entry.subject.kind != "everyone")
    if kind is CellKind.TURN and lines:
        grade = next((one.grade for one in facts.named(entry.subject for entry in entries)), 0)
        return WallCell(lines, grade)
    if kind is CellKind.READING:
        return WallCell((words["rota.kind.reading"], *lines))
    if kind in (CellKind.CLOSED, CellKind.ABSENT):
        return WallCell((words["rota.kind.closed"],) if kind is CellKind.CLOSED else (), is_closed=True)
    return WallCell((words["rota.kind.free"],))


def _entered(entry: EntryLine, words: Words) -> str:
    name = subject_name(entry.subject, words)
    return name if entry.week == "every" else words[f"rota.sheet.{entry.week}.short"].format(name=name)


def subject_name(subject: SubjectLine, words: Words) -> str:
    return words[f"option.rota.grade.{subject.name}"] if subject.kind == "grade" else subject.name
