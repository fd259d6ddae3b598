"""Where the parts of a visit stand, in both layouts."""

from dataclasses import dataclass

from kiosk.screens.widgets.grid import Box, Grid

LEFT_W = 832


@dataclass(frozen=True, slots=True)
class VisitPlaces:
    grid: Grid

    @property
    def head(self) -> Box:
        return Box(24, 88, 752, 96) if self.grid.portrait else Box(32, 88, LEFT_W, 96)

    @property
    def hero(self) -> Box:
        return Box(24, 200, 752, 292) if self.grid.portrait else Box(32, 192, LEFT_W, 292)

    @property
    def invitation(self) -> Box:
        return self.hero._replace(h=300)

    @property
    def below(self) -> Box:
        """Under the invitation."""
        return Box(24, 828, 752, 272) if self.grid.portrait else Box(32, 508, LEFT_W, 268)

    @property
    def below_hero(self) -> Box:
        return Box(24, 816, 752, 288) if self.grid.portrait else Box(32, 492, LEFT_W, 284)

    @property
    def camera(self) -> Box:
        return Box(24, 508, 440, 300) if self.grid.portrait else Box(888, 92, self._column, 312)

    @property
    def shelf(self) -> Box:
        return Box(480, 508, 296, 300) if self.grid.portrait else Box(888, 420, self._column, 216)

    @property
    def finish(self) -> Box:
        return Box(24, 1116, 752, 140) if self.grid.portrait else Box(888, 652, self._column, 124)

    # --- with a refusal: in portrait, camera and shelf move down and the answers take the foot

    @property
    def refusal(self) -> Box:
        """Notice, book and way on."""
        return Box(24, 200, 752, 428) if self.grid.portrait else Box(32, 192, LEFT_W, 484)

    @property
    def buttons(self) -> Box:
        return Box(24, 1116, 752, 140) if self.grid.portrait else Box(32, 692, LEFT_W, 84)

    @property
    def refusal_camera(self) -> Box:
        return self.camera._replace(y=644) if self.grid.portrait else self.camera

    @property
    def refusal_shelf(self) -> Box:
        return self.shelf._replace(y=644) if self.grid.portrait else self.shelf

    @property
    def refusal_finish(self) -> Box:
        return Box(24, 972, 752, 124) if self.grid.portrait else self.finish

    @property
    def _column(self) -> float:
        return self.grid.width - 32 - 888
