"""A4 sheets with places on them: where each place is, and which are used up already."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

A4_WIDTH, A4_HEIGHT = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """All in mm. left, top: of the first place; across, down: from one place's corner to the next one's."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float

    @property
    def places(self) -> int:
        return self.columns * self.rows

    @property
    def fits(self) -> bool:
        right = self.left + (self.columns - 1) * self.across + self.width
        bottom = self.top + (self.rows - 1) * self.down + self.height
        apart = self.across >= self.width > 0 and self.down >= self.height > 0
        return apart and min(self.left, self.top) >= 0 and right <= A4_WIDTH + 0.01 and bottom <= A4_HEIGHT + 0.01


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """page: from 0; x, y: its lower left corner, in mm from the lower left of the sheet."""

    page: int
    x: float
    y: float


# By columns x rows; what stationers sell under the names of the sheets that they imitate.
LABEL_LAYOUTS = {
    "3x8": SheetLayout(3, 8, 63.5, 33.9, 7.2, 12.9, 66.0, 33.9),  # L7159
    "4x10": SheetLayout(4, 10, 48.5, 25.4, 8.0, 21.5, 48.5, 25.4),  # 3657
    "5x13": SheetLayout(5, 13, 38.1, 21.2, 4.7, 10.7, 40.6, 21.2),  # L7651
}
CARD_LAYOUT = SheetLayout(2, 5, 85.6, 54.0, 19.4, 13.5, 85.6, 54.0)  # ISO/IEC 7810 ID-1, ten a sheet
_OWN = re.compile(r"(\d+)x(\d+)((?:,\d+(?:\.\d+)?){6})")


def layout_of(text: str) -> SheetLayout | None:
    """A name, or COLUMNSxROWS,width,height,left,top,across,down in mm. None for what is neither or fits no A4."""
    if text in LABEL_LAYOUTS:
        return LABEL_LAYOUTS[text]
    found = _OWN.fullmatch(text)
    if found is None or "0" in (found[1], found[2]):
        return None
    layout = SheetLayout(int(found[1]), int(found[2]), *map(float, found[3].split(",")[1:]))
    return layout if layout.fits else None


def moved(layout: SheetLayout, right: float, down: float) -> SheetLayout:
    """For a printer that draws its paper in askew. mm."""
    return replace(layout, left=layout.left + right, top=layout.top + down)


def places(layout: SheetLayout, count: int, skip: int = 0) -> Iterator[SheetPlace]:
    """Row by row; skip: places of the first sheet that are used up."""
    for number in range(skip, skip + count):
        page, place = divmod(number, layout.places)
        row, column = divmod(place, layout.columns)
        x = layout.left + column * layout.across
        yield SheetPlace(page, x, A4_HEIGHT - layout.top - row * layout.down - layout.height)
