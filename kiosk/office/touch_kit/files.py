"""A page of files to choose from."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from kiosk.lending.desk import Desk
from kiosk.office.touch_kit.views import FileLine, PickFile
from kiosk.taps import Act

A_PAGE = 5
SECOND = 1000


def file_page(
    key: str,
    files: Sequence[Path],
    folder: Path,
    desk: Desk,
    pick: StrEnum,
    turn: StrEnum,
    back: Act,
    page: int,
) -> PickFile:
    """Each file is known by its number in `files`; folder: where else one could put them."""
    pages = max(1, -(-len(files) // A_PAGE))
    page = min(page, pages - 1)
    shown = list(enumerate(files))[page * A_PAGE : (page + 1) * A_PAGE]
    lines = tuple(line for number, path in shown if (line := _line(number, path, desk)) is not None)
    return PickFile(key, lines, str(folder), pick, back, page, pages, turn)


def _line(number: int, path: Path, desk: Desk) -> FileLine | None:
    """None: the stick was pulled out meanwhile."""
    try:
        stat = path.stat()
    except OSError:
        return None
    at = desk.local(int(stat.st_mtime * SECOND))
    return FileLine(str(number), path.name, f"{at:%m-%d %H:%M}", stat.st_size)
