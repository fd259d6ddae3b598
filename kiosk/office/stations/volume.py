"""How loud this station is: the one in the corridor may be quieter than the one in the hall."""

from datetime import datetime
from uuid import UUID

from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission

VOLUME = "kiosk_volume"  # this station's own setting


@requires(Permission.STATIONS)
def set_volume(desk: Desk, actor: Actor, at: datetime, volume: str) -> UUID:
    with editing(desk, actor, at, "volume_set", volume=volume) as edit:
        edit.set(VOLUME, volume)
    return edit.id
