"""When nothing can be written down, nothing is lent; the station looks again by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.lending.desk import Desk
from kiosk.lending.storage import StorageFailed, StorageFault, can_write, records_kept
from kiosk.selfcheck import views

AGAIN = timedelta(seconds=5)
CODES = {StorageFault.DISK_FULL: "D-07", StorageFault.DATABASE: "D-01"}


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    cause: StorageFault
    looked_at: datetime
    safe: int = 0

    def look_again(self, desk: Desk, at: datetime) -> "OutOfOrder | None":
        """None once records can be written again."""
        if at - self.looked_at < AGAIN:
            return self
        try:
            can_write(desk.db)
        except StorageFailed as failure:
            return OutOfOrder(failure.cause, at, records_kept(desk.db))
        return None

    def view(self) -> views.OutOfService:
        return views.OutOfService(self.cause, CODES[self.cause], self.safe)
