"""The PIN pad: whose PIN, what for, and how many tries are left."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kiosk.lending.desk import Desk
from kiosk.lending.staffing import PIN_LENGTH, StaffMember, check_pin, pin_state, staff_with_pin
from kiosk.selfcheck.staff_views import Pin, PinPurpose


@dataclass(slots=True)
class SignIn:
    """Digits are kept until they open something or are taken back; nothing shows them."""

    desk: Desk
    purpose: PinPurpose
    staff: tuple[StaffMember, ...] = field(default_factory=staff_with_pin)
    chosen: int = 0
    digits: str = ""
    wrong: bool = False

    def key(self, digit: str, at: datetime) -> StaffMember | None:
        """The member of staff once the last digit makes the PIN right."""
        if not digit.isdigit() or not self.staff:
            return None
        self.wrong = False
        self.digits += digit
        if len(self.digits) < PIN_LENGTH:
            return None
        member, pin, self.digits = self.staff[self.chosen], self.digits, ""
        if check_pin(self.desk, member.id, pin, at):
            return member
        self.wrong = True
        return None

    def backspace(self) -> None:
        self.digits = self.digits[:-1]

    def switch(self) -> None:
        if self.staff:
            self.chosen = (self.chosen + 1) % len(self.staff)
            self.digits, self.wrong = "", False

    def view(self, at: datetime) -> Pin:
        empty = Pin(self.purpose, "", "", 0, False, 0, None, False)
        if not self.staff:
            return empty
        member = self.staff[self.chosen]
        state = pin_state(self.desk, member.id, at)
        return replace(
            empty,
            staff_name=member.name,
            role=member.role,
            digits=len(self.digits),
            wrong=self.wrong,
            tries_left=state.tries_left,
            locked_until=state.locked_until,
            can_switch=len(self.staff) > 1,
        )
