"""Single days that are not as usual: closed, free, one class's, a holiday, another weekday's (S004, S010)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from db.models import Holiday, MakeUpDay
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.rota.stored import rewrite_rota, stored_rota
from kiosk.office.rota.versions import WholeRota
from kiosk.toml_files.rota_lines import ExceptionLine


@requires(Permission.ROTA)
def make_exception(desk: Desk, actor: Actor, at: datetime, line: ExceptionLine) -> UUID:
    with editing(desk, actor, at, "rota_exception", day=str(line.day), reason=line.reason) as edit:
        stored = stored_rota()
        rewrite_rota(edit, stored, with_exceptions(stored, [line]))
    return edit.id


@requires(Permission.ROTA)
def set_make_up_day(desk: Desk, actor: Actor, at: datetime, day: date, follows: int) -> UUID:
    """follows: the weekday whose timetable is kept, 0 Monday."""
    with editing(desk, actor, at, "make_up_day_set", day=day.isoformat()) as edit:
        row = MakeUpDay.get_or_none(MakeUpDay.day == day)
        if row is None:
            edit.create(MakeUpDay, day=day, follows=follows)
        else:
            edit.update(MakeUpDay, row.id, follows=follows)
    return edit.id


@requires(Permission.ROTA)
def add_holiday(desk: Desk, actor: Actor, at: datetime, day: date, name: str) -> UUID:
    """Due dates step over it too, unlike over a day on which only the library is closed."""
    with editing(desk, actor, at, "day_off", day=day.isoformat()) as edit:
        edit.create(Holiday, name=name, starts_on=day, ends_on=day)
    return edit.id


@requires(Permission.ROTA)
def as_usual(desk: Desk, actor: Actor, at: datetime, day: date) -> UUID:
    """Nothing of the ordinary is said of that day any more; a holiday of several days stays."""
    with editing(desk, actor, at, "day_as_usual", day=day.isoformat()) as edit:
        stored = stored_rota()
        rewrite_rota(edit, stored, without_exceptions(stored, day))
        for made_up in MakeUpDay.select().where(MakeUpDay.day == day):
            edit.delete(MakeUpDay, made_up.id)
        for holiday in Holiday.select().where(Holiday.starts_on == day, Holiday.ends_on == day):
            edit.delete(Holiday, holiday.id)
    return edit.id


def with_exceptions(stored: WholeRota, lines: Sequence[ExceptionLine]) -> WholeRota:
    """Instead of whatever was said of the same stretch of that day."""
    kept = [
        one
        for one in stored.exceptions
        if not any(one.day == line.day and one.starts < line.ends and line.starts < one.ends for line in lines)
    ]
    return replace(stored, exceptions=tuple(sorted({*kept, *lines})))


def without_exceptions(stored: WholeRota, day: date) -> WholeRota:
    return replace(stored, exceptions=tuple(one for one in stored.exceptions if one.day != day))
