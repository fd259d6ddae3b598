"""What people have decided about notices: the newest decision holds, at whichever station or desk it was made."""

from collections.abc import Iterable

from peewee import EXCLUDED, Database, Expression, fn

from db.models import Notice, Resolution
from kiosk.sync.bulk import write_many
from kiosk.sync.events import RESOLVED, RESOLVING, Event


def is_open() -> Expression:
    """Of a notice: nobody has resolved it, or somebody has reopened it."""
    resolved = Resolution.select(Resolution.id).where(Resolution.id == Notice.id, Resolution.resolved)
    is_it: Expression = ~fn.EXISTS(resolved)
    return is_it


def decide(db: Database, events: Iterable[Event]) -> set[str]:
    """Bring the resolutions up to `events`, in whatever order they come. Returns the identities of their notices."""
    decisions = sorted((event for event in events if event.kind in RESOLVING), key=lambda event: event.hlc)
    newest = {event.body["notice"]: event for event in decisions}
    rows = [
        (notice, event.kind == RESOLVED, event.hlc, event.at, event.staff, event.body.get("note", ""))
        for notice, event in newest.items()
    ]
    columns = (Resolution.resolved, Resolution.hlc, Resolution.at, Resolution.staff, Resolution.note)
    query = Resolution.insert(dict.fromkeys((Resolution.id, *columns))).on_conflict(
        conflict_target=[Resolution.id], preserve=columns, where=EXCLUDED.hlc > Resolution.hlc
    )
    write_many(db, query, rows)
    return set(newest)
