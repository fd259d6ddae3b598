"""Set, withdraw and read what the idle screen says about other hours."""

from datetime import date, datetime
from uuid import UUID

from db.models import ClosingNotice
from kiosk.clock import clock_text
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.closing_notice.views import Closing, ClosingKind, ClosingLine
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.office.rows import row_of


@requires(Permission.RULES)
def announce(
    desk: Desk, actor: Actor, at: datetime, kind: ClosingKind, minutes: int | None, first: date, last: date
) -> UUID | NotDone:
    """minutes: after midnight, None for a day on which it does not open."""
    if last < first:
        return NotDone("ends_before")
    with editing(desk, actor, at, "closing_announced", day=str(first)) as edit:
        edit.create(ClosingNotice, kind=kind.value, minutes=minutes, starts_on=first, ends_on=last)
    return edit.id


@requires(Permission.RULES)
def withdraw(desk: Desk, actor: Actor, at: datetime, notice: UUID) -> UUID:
    """Raises Gone."""
    row = row_of(ClosingNotice, notice)
    with editing(desk, actor, at, "closing_withdrawn", day=str(row.starts_on)) as edit:
        edit.delete(ClosingNotice, notice)
    return edit.id


def said_on(day: date) -> Closing | None:
    """The one that was announced last counts."""
    row = (
        ClosingNotice.select()
        .where(ClosingNotice.starts_on <= day, ClosingNotice.ends_on >= day)
        .order_by(ClosingNotice.id.desc())
        .first()
    )
    return None if row is None else _closing(row)


def coming(today: date, first: int, size: int) -> tuple[int, tuple[ClosingLine, ...]]:
    """How many are said today or later, and a page of them, the next one first."""
    wanted = ClosingNotice.select().where(ClosingNotice.ends_on >= today)
    rows = wanted.order_by(ClosingNotice.starts_on, ClosingNotice.id).offset(first).limit(size)
    lines = tuple(
        ClosingLine(row.id.hex, _closing(row), row.starts_on, row.ends_on, row.starts_on <= today) for row in rows
    )
    return wanted.count(), lines


def _closing(row: ClosingNotice) -> Closing:
    clock = "" if row.minutes is None else clock_text(row.minutes)
    return Closing(ClosingKind(row.kind), clock)
