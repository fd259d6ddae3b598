"""The bells and the rota that a school may begin with; its own room changes them afterwards.

Rows S002-S009: noon alone or with the afternoon, one turn a class and week, grades by day, or no rota at all."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import cast
from uuid import UUID

from db.models import Period, Rota, RotaEntry, SchoolClass, Term
from db.settings import get_setting
from kiosk.circulation.rota import Mode, Purpose, SubjectKind, Week
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.office.rota.loading import take_in
from kiosk.toml_files.rota import parse_rota, rota_text
from kiosk.toml_files.rota_lines import EntryLine, RotaFile, SubjectLine, VersionLine

PRESETS = Path(__file__).resolve().parents[3] / "assets" / "presets"
SCHOOL_DAYS = 5
CHOSEN = "rota_preset"


class Bells(StrEnum):
    """ALWAYS: none, it is open whenever somebody is there."""

    NOON = "noon"
    NOON_AFTERNOON = "noon_afternoon"
    NOON_FREE_AFTERNOON = "noon_free_afternoon"
    ALWAYS = "always"


class RotaPreset(StrEnum):
    CLASS_A_WEEK = "class_a_week"
    CLASS_PREFERRED = "class_preferred"
    GRADES = "grades"
    OFF = "off"


BELLS = tuple(Bells)
# What is published, and how strictly it is kept.
ROTAS: Mapping[RotaPreset, Mode] = MappingProxyType(
    {
        RotaPreset.CLASS_A_WEEK: Mode.ENFORCE,
        RotaPreset.CLASS_PREFERRED: Mode.PREFER,
        RotaPreset.GRADES: Mode.ENFORCE,
        RotaPreset.OFF: Mode.OFF,
    }
)


# --- bells -------------------------------------------------------------------------------------------------------


@requires(Permission.SETUP)
def ring_bells(desk: Desk, actor: Actor, at: datetime, name: Bells) -> UUID:
    """In place of the periods that are there."""
    with editing(desk, actor, at, "bells_preset", preset=name) as edit:
        # Turns that were given out stood on the bells of before.
        edit.set("rota_mode", Mode.OFF)
        edit.set(CHOSEN, RotaPreset.OFF if name == Bells.ALWAYS else "")
        with edit.watching(Period, Rota, RotaEntry):
            for model in (RotaEntry, Rota, Period):
                model.delete().execute()
            if name != Bells.ALWAYS:
                take_in(_bells_text(name))
    return edit.id


def bells_chosen() -> str:
    """Which of BELLS is in force as it was given, or empty."""
    rows = cast(Iterable[tuple[str]], Period.select(Period.name).distinct().tuples())
    names = {name for (name,) in rows}
    if not names:
        return Bells.ALWAYS if rota_chosen() else ""
    return next((bells for bells in BELLS if bells != Bells.ALWAYS and _period_names(bells) == names), "")


def _period_names(name: Bells) -> set[str]:
    return {period.name for period in parse_rota(_bells_text(name)).periods or ()}


def _bells_text(name: Bells) -> str:
    return (PRESETS / f"bells-{name}.toml").read_text(encoding="utf-8")


# --- the rota ----------------------------------------------------------------------------------------------------


def why_no_rota() -> str:
    """no_bells or no_classes: what has to come first, or empty."""
    if not Period.select().where(Period.kind == "rota").exists():
        return "no_bells"
    return "" if SchoolClass.select().exists() else "no_classes"


@requires(Permission.SETUP)
def publish_preset(desk: Desk, actor: Actor, at: datetime, name: RotaPreset, title: str) -> UUID | NotDone:
    """From the first day of the term that runs, or from today. NotDone: what has to come first.

    title: of the rota, as the school reads it."""
    with editing(desk, actor, at, "rota_preset", preset=name) as edit:
        if name != RotaPreset.OFF and (missing := why_no_rota()):
            return NotDone(missing)
        entries = () if name == RotaPreset.OFF else tuple(sorted(_entries(name)))
        versions = (VersionLine(title, _first_day(at.date()), None, entries),) if entries else ()
        # Also where the mode was «off» from the start: it is decided now.
        edit.set("rota_mode", ROTAS[name])
        edit.set(CHOSEN, name)
        with edit.watching(Rota, RotaEntry):
            RotaEntry.delete().execute()
            Rota.delete().execute()
            take_in(rota_text(RotaFile(ROTAS[name], None, versions, None)))
    return edit.id


def rota_chosen() -> str:
    return get_setting(CHOSEN)


def _first_day(today: date) -> date:
    term = Term.get_or_none(Term.starts_on <= today, Term.ends_on >= today)
    return term.starts_on if term else today


def _entries(name: RotaPreset) -> list[EntryLine]:
    periods = [
        (period.weekday, period.name)
        for period in Period.select().where(Period.kind == "rota").order_by(Period.weekday, Period.starts)
    ]
    if name == RotaPreset.GRADES:
        known = SchoolClass.select(SchoolClass.grade).where(SchoolClass.grade > 0).distinct()
        return _by_grade(periods, sorted(grade for (grade,) in cast(Iterable[tuple[int]], known.tuples())))
    names = [row.name for row in SchoolClass.select().order_by(SchoolClass.grade, SchoolClass.name)]
    places = shared_out(len(names), len(periods))
    return [
        _entry(periods[place], SubjectLine(SubjectKind.CLASS, who)) for who, place in zip(names, places, strict=True)
    ]


def _by_grade(periods: Sequence[tuple[int, str]], grades: Sequence[int]) -> list[EntryLine]:
    """Each grade has a day of its own; more than five share days."""
    return [
        _entry(period, SubjectLine(SubjectKind.GRADE, str(grade)))
        for grade, day in zip(grades, shared_out(len(grades), SCHOOL_DAYS), strict=True)
        for period in periods
        if period[0] == day
    ]


def _entry(period: tuple[int, str], subject: SubjectLine) -> EntryLine:
    weekday, name = period
    return EntryLine(weekday, name, Week.EVERY, Purpose.LEND, subject)


def shared_out(count: int, places: int) -> list[int]:
    """A place for each of `count` in turn, as evenly as can be: neighbours share where places are too few."""
    if count <= places:
        return list(range(count))
    return [at * places // count for at in range(count)]
