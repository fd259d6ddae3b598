"""Where files come from and go to, so that nobody types a path: a stick, or the station's own folder."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

MOUNTS = ("/media", "/run/media", "/mnt")
DEPTH = 2
MOST = 500
FOLDER = "图书馆"


def mounted_sticks(roots: Sequence[str] = MOUNTS) -> list[Path]:
    """Mounted media that can be written, as Debian's desktop and udisks mount them."""
    below = [place for root in roots for place in _folders(Path(root))]
    found = [place for place in below if place.is_mount()]
    found += [place for folder in below for place in _folders(folder) if place.is_mount()]
    return [place for place in found if os.access(place, os.W_OK)]


@dataclass(frozen=True, slots=True)
class Places:
    """home: the station's own folder, made when it is needed; sticks: what is plugged in now."""

    home: Path = Path(FOLDER)
    sticks: Callable[[], Sequence[Path]] = mounted_sticks

    def files(self, *suffixes: str) -> list[Path]:
        """Of these kinds (".xlsx"), on sticks and in the folder, newest first."""
        roots = [*self.sticks(), self.home]
        found = [path for root in roots for path in _below(root, DEPTH) if path.suffix.lower() in suffixes]
        return sorted(found[:MOST], key=_written_at, reverse=True)

    def outlet(self) -> Path:
        """The folder that a file is saved to: on the first stick, else at the station."""
        folder = next(iter(self.sticks()), None)
        return folder / FOLDER if folder else self.home

    def save(self, name: str) -> Path:
        """A path for a new file of that name; one that is there already is not touched. Raises OSError."""
        folder = self.outlet()
        folder.mkdir(parents=True, exist_ok=True)
        path, number = folder / name, 2
        while path.exists():
            path, number = folder / f"{Path(name).stem} ({number}){Path(name).suffix}", number + 1
        return path


def _folders(place: Path) -> list[Path]:
    try:
        return sorted(path for path in place.iterdir() if path.is_dir())
    except OSError:
        return []


def _below(root: Path, depth: int) -> list[Path]:
    try:
        entries = sorted(path for path in root.iterdir() if not path.name.startswith((".", "~$")))
    except OSError:
        return []
    files = [path for path in entries if path.is_file()]
    deeper = [path for path in entries if path.is_dir()] if depth else []
    return files + [path for folder in deeper for path in _below(folder, depth - 1)]


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
