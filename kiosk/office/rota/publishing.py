"""The versions of the rota as the librarian publishes, withdraws and begins them (S001)."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.rota.draft import Draft
from kiosk.office.rota.drafts import drop_draft
from kiosk.office.rota.stored import rewrite_rota, stored_rota
from kiosk.office.rota.versions import begun_at_once, published, withdrawn


@requires(Permission.ROTA)
def publish(desk: Desk, actor: Actor, at: datetime, draft: Draft, day: date) -> UUID:
    """It holds from that day on and is a draft no more; once this is taken back, what was kept is a draft again."""
    with editing(desk, actor, at, "rota_published", day=str(day)) as edit:
        stored = stored_rota()
        rewrite_rota(edit, stored, published(stored, replace(draft, valid_from=day)))
        drop_draft(edit)
    return edit.id


@requires(Permission.ROTA)
def withdraw(desk: Desk, actor: Actor, at: datetime, version: str) -> UUID:
    """Of a version that waits for its day. Raises Gone."""
    with editing(desk, actor, at, "rota_withdrawn", version=version) as edit:
        stored = stored_rota()
        rewrite_rota(edit, stored, withdrawn(stored, version))
    return edit.id


@requires(Permission.ROTA)
def begin_at_once(desk: Desk, actor: Actor, at: datetime, version: str) -> UUID:
    """Of a version that waits for its day. Raises Gone."""
    with editing(desk, actor, at, "rota_begun", version=version) as edit:
        stored = stored_rota()
        rewrite_rota(edit, stored, begun_at_once(stored, version, at.date()))
    return edit.id
