"""Load policies, rota, calendar and patterns as the values that lending takes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db import models
from db.rows import tuples
from db.settings import get_setting
from kiosk.circulation.barcodes import Pattern
from kiosk.circulation.calendar import Calendar, ClassRecallFacts, TermFacts
from kiosk.circulation.model import PolicyFacts
from kiosk.circulation.rota import (
    Entry,
    ExceptionKind,
    Kind,
    Mode,
    PeriodFacts,
    Purpose,
    RotaExceptionFacts,
    RotaFacts,
    Subject,
    SubjectKind,
    Version,
    Week,
)
from kiosk.lending.patterns import stored_patterns


@dataclass(frozen=True, slots=True)
class Bylaw:
    """version: the setting bylaw_version that these rules were read under."""

    version: str
    policies: tuple[PolicyFacts, ...]
    rota: RotaFacts
    patterns: tuple[Pattern, ...]


def load_bylaw() -> Bylaw:
    calendar = _calendar()
    rota = RotaFacts(
        mode=Mode(get_setting("rota_mode")),
        periods=tuple(
            PeriodFacts(p.id.hex, p.name, p.weekday, p.starts, p.ends, Kind(p.kind), p.valid_from, p.valid_to)
            for p in models.Period.select().order_by(models.Period.weekday, models.Period.starts)
        ),
        versions=_versions(),
        exceptions=_exceptions(),
        calendar=calendar,
    )
    return Bylaw(get_setting("bylaw_version"), _policies(), rota, stored_patterns())


def _policies() -> tuple[PolicyFacts, ...]:
    names = tuple(PolicyFacts.__dataclass_fields__)
    return tuple(PolicyFacts(*row) for row in tuples(models.Policy.select(*(getattr(models.Policy, n) for n in names))))


def _calendar() -> Calendar:
    return Calendar(
        terms=tuple(
            TermFacts(t.name, t.starts_on, t.ends_on, t.lending_from or t.starts_on, t.recall_on, t.lending_until)
            for t in models.Term.select().order_by(models.Term.starts_on)
        ),
        holidays=tuple((h.starts_on, h.ends_on) for h in models.Holiday.select()),
        make_up={m.day: m.follows for m in models.MakeUpDay.select()},
        return_days=frozenset(r.day for r in models.ReturnDay.select()),
        class_recalls=_class_recalls(),
    )


def _class_recalls() -> tuple[ClassRecallFacts, ...]:
    own = models.ClassRecall
    rows = own.select(models.SchoolClass.name, own.recall_on, own.lending_until, own.cleared_at).join(
        models.SchoolClass
    )
    return tuple(
        ClassRecallFacts(name, recall_on, lending_until, cleared_at is not None)
        for name, recall_on, lending_until, cleared_at in tuples(rows)
    )


def _exceptions() -> tuple[RotaExceptionFacts, ...]:
    """Rows of the same time and kind are one exception for all their subjects."""
    subjects: defaultdict[tuple[date, int, int, str], list[Subject]] = defaultdict(list)
    for row in models.RotaException.select():
        subjects[row.day, row.starts, row.ends, row.kind].append(_subject(row))
    return tuple(
        RotaExceptionFacts(day, starts, ends, ExceptionKind(kind), tuple(who))
        for (day, starts, ends, kind), who in subjects.items()
    )


def _versions() -> tuple[Version, ...]:
    entries: defaultdict[UUID, list[Entry]] = defaultdict(list)
    for row in models.RotaEntry.select():
        entry = Entry(row.period_id.hex, Week(row.week), _subject(row), Purpose(row.purpose))
        entries[row.rota_id].append(entry)
    return tuple(
        Version(rota.valid_from, rota.valid_to, tuple(entries.get(rota.id, ()))) for rota in models.Rota.select()
    )


def _subject(row: models.RotaEntry | models.RotaException) -> Subject:
    return Subject(SubjectKind(row.subject_kind), row.subject)
