"""What a station was given when it joined a centre: a file that only its owner may read, beside the database."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kiosk.sync.signing import StationKey, upload_text

ENDING = ".centre"


class BadCredentials(ValueError):
    """The file cannot be read; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """url: of the centre. token, secret: never to be shown or logged, so they are left out of repr.

    ca_file, proxy: how the centre is reached, empty for the usual way."""

    url: str
    token: str = field(repr=False)
    secret: str = field(repr=False)
    ca_file: str = ""
    proxy: str = field(default="", repr=False)

    def headers(self, kiosk: str, epoch: int, first: int, body: bytes) -> dict[str, str]:
        """body: as it will be sent, to the byte."""
        key = StationKey(self.secret)
        signature = key.sign(upload_text(kiosk, epoch, first, body))
        return {"Authorization": f"Bearer {self.token}", "X-Signature": f"{key.public} {signature}"}


def place_beside(database: str) -> Path:
    """database: a SQLite file, or a URL, whose stations keep it where they are started."""
    return Path.cwd() / f"station{ENDING}" if "://" in database else Path(f"{database}{ENDING}")


def read_credentials(path: Path) -> Credentials | None:
    """None where the station has not joined. Raises BadCredentials."""
    try:
        return Credentials(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise BadCredentials(f"{path} cannot be read: join the centre again with `enrol`") from None


def write_credentials(path: Path, credentials: Credentials) -> None:
    """Whole or not at all, and never readable by others."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(credentials), file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
