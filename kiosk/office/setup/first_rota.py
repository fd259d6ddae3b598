"""The bells and the rota that a school may begin with; its own room changes them afterwards.

Rows S002-S009: noon alone or with the afternoon, one turn a class and week, grades by day, or no rota at all."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from uuid import UUID

from db.models import Period, Rota, RotaEntry, SchoolClass, Term
from db.settings import get_setting
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.editing import editing
from kiosk.office.rota.loading import take_in
from kiosk.toml_files.rota import parse_rota, rota_text
from kiosk.toml_files.rota_lines import EntryLine, Purpose, RotaFile, SubjectKind, SubjectLine, VersionLine, Week

PRESETS = Path(__file__).resolve().parents[3] / "assets" / "presets"
ALWAYS = "always"  # no bells: open whenever somebody is there
BELLS = ("noon", "noon_afternoon", "noon_free_afternoon", ALWAYS)
OFF, CLASS_A_WEEK, CLASS_PREFERRED, GRADES = "off", "class_a_week", "class_preferred", "grades"
# What is published, and how strictly it is kept.
ROTAS: Mapping[str, str] = MappingProxyType(
    {CLASS_A_WEEK: "enforce", CLASS_PREFERRED: "prefer", GRADES: "enforce", OFF: "off"}
)
SCHOOL_DAYS = 5
CHOSEN = "rota_preset"


def ring_bells(desk: Desk, actor: Actor, at: datetime, name: str) -> UUID:
    """One of BELLS in place of the periods that are there; gives the audit entry."""
    with editing(desk, actor, at, "bells_preset", preset=name) as edit:
        # Turns that were given out stood on the bells of before.
        edit.set("rota_mode", OFF)
        edit.set(CHOSEN, OFF if name == ALWAYS else "")
        with edit.watching(Period, Rota, RotaEntry):
            for model in (RotaEntry, Rota, Period):
                model.delete().execute()
            if name != ALWAYS:
                take_in((PRESETS / f"bells-{name}.toml").read_text(encoding="utf-8"))
    return edit.id


def bells_chosen() -> str:
    """Which of BELLS is in force as it was given, or empty."""
    names = sorted({name for (name,) in Period.select(Period.name).tuples()})
    if not names:
        return ALWAYS if rota_chosen() else ""
    return next((name for name in BELLS if name != ALWAYS and _period_names(name) == names), "")


def _period_names(name: str) -> list[str]:
    text = (PRESETS / f"bells-{name}.toml").read_text(encoding="utf-8")
    return sorted({period.name for period in parse_rota(text).periods})


# --- the rota ----------------------------------------------------------------------------------------------------


def why_no_rota() -> str:
    """no_bells or no_classes: what has to come first, or empty."""
    if not Period.select().where(Period.kind == "rota").exists():
        return "no_bells"
    return "" if SchoolClass.select().exists() else "no_classes"


def publish_preset(desk: Desk, actor: Actor, at: datetime, name: str, title: str) -> UUID:
    """One of ROTAS from the first day of the term that runs, or from today.

    title: of the rota, as the school reads it."""
    entries = () if name == OFF else tuple(sorted(_entries(name)))
    versions = (VersionLine(title, _first_day(at.date()), None, entries),) if entries else ()
    text = rota_text(RotaFile(ROTAS[name], None, versions, None))
    with editing(desk, actor, at, "rota_preset", preset=name) as edit:
        # Also where the mode was «off» from the start: it is decided now.
        edit.set("rota_mode", ROTAS[name])
        edit.set(CHOSEN, name)
        with edit.watching(Rota, RotaEntry):
            RotaEntry.delete().execute()
            Rota.delete().execute()
            take_in(text)
    return edit.id


def rota_chosen() -> str:
    return get_setting(CHOSEN)


def _first_day(today: date) -> date:
    term = Term.get_or_none(Term.starts_on <= today, Term.ends_on >= today)
    return min(term.starts_on, today) if term else today


def _entries(name: str) -> list[EntryLine]:
    periods = [
        (period.weekday, period.name)
        for period in Period.select().where(Period.kind == "rota").order_by(Period.weekday, Period.starts)
    ]
    if name == GRADES:
        known = SchoolClass.select(SchoolClass.grade).where(SchoolClass.grade > 0).distinct()
        return _by_grade(periods, sorted(grade for (grade,) in known.tuples()))
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
