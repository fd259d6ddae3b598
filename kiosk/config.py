"""What one station is told about its own devices, in kiosk.toml; what the school decides lives in the database."""

import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import time
from pathlib import Path

from kiosk.circulation.barcodes import CodeKind, Pattern, pattern


class BadConfig(Exception):
    """One sentence: the file, the place, the remedy."""


@dataclass(frozen=True, slots=True)
class CentreConfig:
    """In place of what `enrol` was told, where the centre has moved: its address, the file of the school's own
    certificate authority, the proxy that leads to it. Empty: as it was told."""

    url: str = ""
    ca_file: str = ""
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class BackupConfig:
    """folder: on a second medium; empty: no backup by itself. at: the school's time, HH:MM."""

    folder: str = ""
    at: str = "17:30"


@dataclass(frozen=True, slots=True)
class Config:
    """camera: a device, a file, a folder, an address, or `none` for a station with a scanner gun only.
    volume: off, quiet, normal or loud. camera_side: where the camera is, seen from the screen.
    identity: a file that says who this station is, best on another disk than the database; empty: beside it.
    patterns: this station's own; empty: those of the school, see kiosk.lending.patterns."""

    database: str = "station.sqlite"
    identity: str = ""
    camera: str = "/dev/video0"
    camera_side: str = "up"
    language: str = "zh_CN"
    volume: str = "normal"
    fullscreen: bool = True
    width: int = 1280
    height: int = 800
    patterns: tuple[Pattern, ...] = ()
    centre: CentreConfig = field(default_factory=CentreConfig)
    backup: BackupConfig = field(default_factory=BackupConfig)


def load_config(path: Path | None) -> Config:
    """Defaults where no file is given. Raises BadConfig."""
    if path is None:
        return Config()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadConfig(f"{path}: there is no such file; leave --config out to use the defaults") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path}: {error}; mend that place, or leave --config out to use the defaults") from None
    return _config(path, told)


def _config(path: Path, told: dict) -> Config:
    values = dict(told)
    if "pattern" in values:
        values["patterns"] = tuple(_pattern(path, number, row) for number, row in enumerate(values.pop("pattern"), 1))
    if "centre" in values:
        values["centre"] = CentreConfig(**_known(path, "[centre]", CentreConfig, values["centre"]))
    if "backup" in values:
        values["backup"] = BackupConfig(**_known(path, "[backup]", BackupConfig, values["backup"]))
        _hour(path, values["backup"].at)
    return Config(**_known(path, "the file", Config, values))


def _hour(path: Path, at: str) -> None:
    try:
        time.fromisoformat(at)
    except ValueError:
        raise BadConfig(f"{path}: [backup] at = «{at}» is no time of day: write one like 17:30") from None


def _known(path: Path, place: str, kind: type, values: dict) -> dict:
    names = {f.name for f in fields(kind)}
    unknown = sorted(values.keys() - names)
    if unknown:
        raise BadConfig(f"{path}: {place} says «{unknown[0]}», which is none of {', '.join(sorted(names))}")
    for f in fields(kind):
        if f.name in values and f.type in (int, str, bool) and not isinstance(values[f.name], f.type):
            raise BadConfig(f"{path}: «{f.name}» must be written as {f.type.__name__}, not «{values[f.name]}»")
    return values


def _pattern(path: Path, number: int, row: dict) -> Pattern:
    kinds = ", ".join(kind.value for kind in CodeKind)
    try:
        return pattern(**row)
    except (ValueError, TypeError):
        raise BadConfig(
            f"{path}: pattern {number} needs a kind (one of {kinds}) and an expression; "
            "see docs/examples/patterns.toml for the rest"
        ) from None
    except re.error as error:
        raise BadConfig(f"{path}: pattern {number}: «{row['expression']}» is no expression: {error}") from None
