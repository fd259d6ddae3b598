"""The school's name, and where on earth its clock stands."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission


@requires(Permission.RULES)
def set_school(desk: Desk, actor: Actor, at: datetime, name: str = "", timezone: ZoneInfo | None = None) -> UUID:
    """What is left out stays."""
    with editing(desk, actor, at, "school_set") as edit:
        if name:
            edit.set("school_name", name)
        if timezone is not None:
            edit.set("timezone", timezone.key)
    return edit.id
