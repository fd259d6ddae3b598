"""How the camera and the sync are, for whoever is behind the PIN: the live picture, four checks, one thing to do."""

from typing import ClassVar

from kiosk.screens.base import Screen
from kiosk.screens.camera_doctor import CameraDoctor, DoctorPlaces
from kiosk.screens.theme import INK, INK2, MIST, Colour
from kiosk.screens.widgets.board import QUIET
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.staff_views import Devices
from kiosk.taps import Tap

CAMERA = 0.46  # of the width, in landscape: the checks have the longer words


class DevicesScreen(Screen):
    ground: ClassVar[Colour] = MIST
    has_status_bar: ClassVar[bool] = False
    is_live: ClassVar[bool] = True

    def draw(self, view: Devices) -> None:
        self._head()
        self._doctor = CameraDoctor(self, self._places())

    def tick(self, seconds_left: int | None, total_seconds: int | None) -> None:
        super().tick(seconds_left, total_seconds)
        self._doctor.tick()

    def keep_up(self) -> None:
        self._doctor.keep_up()

    def _places(self) -> DoctorPlaces:
        if self.grid.portrait:
            return DoctorPlaces(
                Box(24, 112, 752, 536), Box(24, 664, 752, 352), Box(24, 1032, 752, 112), Box(24, 1160, 752, 96)
            )
        right = self.grid.width - 32
        left = (right - 32) * CAMERA
        checks = Box(32 + left + 16, 108, right - 48 - left, 480)
        lower = Box(32, 604, left, 172)
        return DoctorPlaces(Box(32, 108, left, 480), checks, lower, Box(checks.x, 604, checks.w, 172))

    def _head(self) -> None:
        margin = 24 if self.grid.portrait else 32
        back = self.say("back")
        wide = self.text_width(back, 34) + 110
        button = Box(self.grid.width - margin - wide, 12, wide, 84)
        self.named_button(button, self.tapped(Tap.BACK), back, icon="left", style=QUIET, size=34)
        rows = (
            Row(self.say("devices.title"), (36, 34, 30), INK),
            Row(self.say("devices.every_second"), (24, 22), INK2, bold=False),
        )
        stack(self, Box(margin, 8, button.x - margin - 16, 92), rows)
