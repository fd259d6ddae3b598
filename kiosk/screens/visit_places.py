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

    @property
    def _column(self) -> float:
        return self.grid.width - 32 - 888
