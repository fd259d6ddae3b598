"""A station where nothing is yet opens the first-run guide by itself."""

from datetime import datetime

from kiosk.lending.desk import Desk
from kiosk.selfcheck.staff_desk import OfficeSetup, StaffDesk


class EmptyStation:
    def __init__(self, desk: Desk, office_setup: OfficeSetup) -> None:
        self._desk, self._office_setup = desk, office_setup
        self._may_be_empty = True

    def look(self, staff: StaffDesk | None, at: datetime) -> StaffDesk | None:
        """Who sits at the station now: the guide where the welcome would be, as long as there is nothing here.

        Once there is anything, whoever has put it there, the guide goes and never opens by itself again."""
        nobodys = staff is not None and staff.is_nobodys
        if not self._may_be_empty or (staff is not None and not nobodys):
            return staff
        self._may_be_empty = self._office_setup.guide_needed()
        if not self._may_be_empty:
            return None
        return staff or StaffDesk.at_an_empty_station(self._desk, self._office_setup, at)
