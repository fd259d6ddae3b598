"""What stands beside a copy: what it holds, and the checksum by which damage shows."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.backup.words import CopyFailed, Progress, WhyNoBackup, failed_on

FORMAT = 1
PIECE = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """made_at: ms since 1970, UTC. schema: the newest migration. tables: rows of each. positions: (kiosk, epoch, seq)
    up to which journals are in the copy without a gap. differing: items or loans of which the journal says something
    else than the tables; such a copy counts for nothing, but may be all there is."""

    made_at: int
    owner: str
    schema: str
    size: int
    sha256: str
    tables: Mapping[str, int]
    positions: tuple[tuple[str, int, int], ...]
    differing: int = 0


def place_of(copy: Path) -> Path:
    return copy.with_suffix(".json")


def read(copy: Path) -> Manifest | None:
    """None when there is none; raises CopyFailed."""
    place = place_of(copy)
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
        if told.pop("format") != FORMAT:
            raise CopyFailed(
                WhyNoBackup.NEWER, f"{place} was written by a newer station: update this program, then try again"
            )
        told["positions"] = tuple((kiosk, epoch, seq) for kiosk, epoch, seq in told["positions"])
        return Manifest(**told)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failed_on(place, error) from error
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CopyFailed(WhyNoBackup.DAMAGED, f"{place} is damaged: use another backup") from None


def write(copy: Path, manifest: Manifest) -> None:
    """Whole or not at all."""
    partial = place_of(copy).with_suffix(".partial")
    partial.write_text(json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1) + "\n", encoding="utf-8")
    to_disk(partial)
    partial.rename(place_of(copy))
    to_disk(copy.parent)


def to_disk(place: Path) -> None:
    """Wait until it is on the medium, and let the next reading come from there and not from memory."""
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)


def sha256_of(path: Path, progress: Progress, doing: str = "checksum") -> str:
    """Raises CopyFailed."""
    digest, done = hashlib.sha256(), 0
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
                done += len(piece)
                progress(doing, done, size)
    except OSError as error:
        raise failed_on(path, error) from error
    return digest.hexdigest()
