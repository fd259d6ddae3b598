"""The rota between its pages and the database: the draft that survives a restart, facts, and what is published."""

from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from peewee import fn

from db.models import Holiday, Loan, MakeUpDay, Patron, Period, Rota, RotaEntry, RotaException, SchoolClass, Setting
from db.settings import get_setting, put_setting
from kiosk.circulation.rota import RotaFacts as SchoolRota
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.storage import transaction
from kiosk.office.actors import Actor
from kiosk.office.editing import editing
from kiosk.office.rota.draft import Draft, draft_text, parse_draft
from kiosk.office.rota.facts import ClassFacts, LendingPace, SchoolFacts
from kiosk.office.rota.stored import stored_rota, write_rota
from kiosk.sync.bulk import plain_rows
from kiosk.toml_files.reading import Unusable
from kiosk.toml_files.rota_lines import RotaFile

# Begins with «kiosk_»: a draft is this station's own affair and is told to no other.
DRAFT = "kiosk_rota_draft"
ROTA_TABLES = (Period, Rota, RotaEntry, RotaException)
MEASURED_DAYS, MEASURED_LOANS = 60, 3_000
# Two loans further apart than this belong to no rush: nobody was waiting.
RUSH_GAP_MS = 120_000
LEAST_IN_RUSH, LEAST_MEASURED = 5, 30


def stored_draft() -> Draft | None:
    """None where there is none, or one that an older version of the station wrote and nobody can read."""
    text = get_setting(DRAFT)
    try:
        return parse_draft(text) if text else None
    except Unusable:
        return None


def keep_draft(desk: Desk, draft: Draft | None) -> None:
    """Not a deed of the audit trail: a draft concerns nobody until it is published."""
    with transaction(desk.db):
        if draft is None:
            Setting.delete().where(Setting.key == DRAFT).execute()
        else:
            put_setting(DRAFT, draft_text(draft))


def stamp(desk: Desk) -> tuple[str, int]:
    """Differs once what a rota is measured against may have changed."""
    return desk.bylaw().version, SchoolClass.select().count()


def school_facts(rota: SchoolRota, at: datetime) -> SchoolFacts:
    """rota: as lending has it now, for its calendar and its mode."""
    return SchoolFacts(at.date(), _classes(), measured_pace(at), rota.calendar, rota.mode)


def _classes() -> tuple[ClassFacts, ...]:
    """Those that have a grade; staff and others borrow whenever they like (S025)."""
    pupils = fn.COUNT(Patron.id)
    rows = (
        SchoolClass.select(SchoolClass.name, SchoolClass.grade, SchoolClass.division, pupils)
        .left_outer_join(Patron, on=(Patron.school_class == SchoolClass.id) & (Patron.left == False))  # noqa: E712
        .where(SchoolClass.grade > 0)
        .group_by(SchoolClass.id, SchoolClass.name, SchoolClass.grade, SchoolClass.division)
        .order_by(SchoolClass.grade, SchoolClass.name)
        .tuples()
    )
    return tuple(ClassFacts(*row) for row in rows)


def measured_pace(at: datetime) -> LendingPace:
    """Of the rushes of the last weeks: what each further pupil took, all stations together."""
    since = to_ms(at - timedelta(days=MEASURED_DAYS))
    newest = (
        Loan.select(Loan.lent_at, Loan.patron)
        .where(Loan.lent_at >= since, Loan.lent_at <= to_ms(at))
        .order_by(Loan.lent_at.desc())
        .limit(MEASURED_LOANS)
    )
    loans = list(plain_rows(newest))[::-1]
    took, pupils = 0, 0
    for rush in _rushes(loans):
        people = len({patron for _, patron in rush})
        if people >= LEAST_IN_RUSH:
            took += rush[-1][0] - rush[0][0]
            pupils += people - 1
    return LendingPace(took / pupils / 1000, pupils) if pupils >= LEAST_MEASURED and took else LendingPace()


def _rushes(loans: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    numbers, number = [], 0
    for place, (at, _) in enumerate(loans):
        number += place > 0 and at - loans[place - 1][0] > RUSH_GAP_MS
        numbers.append(number)
    pairs = groupby(zip(numbers, loans, strict=True), key=lambda pair: pair[0])
    return [[loan for _, loan in rush] for _, rush in pairs]


def write(desk: Desk, actor: Actor, at: datetime, deed: str, wanted: RotaFile, **facts: object) -> UUID:
    """Make the school's rota say `wanted`; the identity of the audit entry, by which it is taken back."""
    with editing(desk, actor, at, deed, **facts) as edit:
        stored = stored_rota()
        with edit.watching(Setting, *ROTA_TABLES):
            write_rota(wanted, stored)
    return edit.id


# --- days that are not as usual ---------------------------------------------------------------------------------


def set_make_up_day(desk: Desk, actor: Actor, at: datetime, day: date, follows: int) -> UUID:
    """follows: the weekday whose timetable is kept, 0 Monday."""
    with editing(desk, actor, at, "make_up_day_set", day=day.isoformat()) as edit:
        row = MakeUpDay.get_or_none(MakeUpDay.day == day)
        if row is None:
            edit.create(MakeUpDay, day=day, follows=follows)
        else:
            edit.update(MakeUpDay, row.id, follows=follows)
    return edit.id


def add_holiday(desk: Desk, actor: Actor, at: datetime, day: date, name: str) -> UUID:
    """Due dates step over it too, unlike over a day on which only the library is closed."""
    with editing(desk, actor, at, "day_off", day=day.isoformat()) as edit:
        edit.create(Holiday, name=name, starts_on=day, ends_on=day)
    return edit.id


def as_usual(desk: Desk, actor: Actor, at: datetime, day: date, wanted: RotaFile) -> UUID:
    """Nothing of the ordinary is said of that day any more; a holiday of several days stays."""
    with editing(desk, actor, at, "day_as_usual", day=day.isoformat()) as edit:
        with edit.watching(RotaException):
            write_rota(wanted, stored_rota())
        for row in MakeUpDay.select().where(MakeUpDay.day == day):
            edit.delete(MakeUpDay, row.id)
        for row in Holiday.select().where(Holiday.starts_on == day, Holiday.ends_on == day):
            edit.delete(Holiday, row.id)
    return edit.id
