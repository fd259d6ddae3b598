"""Which kiosks may speak to the centre."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable

from db.models import Kiosk
from kiosk.sync.bulk import among


def _digest(token: str) -> str:
    # A token of 256 random bits cannot be guessed from its digest: nothing slower is needed, and it is asked each call.
    return hashlib.sha256(token.encode()).hexdigest()


def enrol(name: str) -> str:
    """A new token for the kiosk of this name, told once; an older one stops working."""
    token = secrets.token_urlsafe(32)
    Kiosk.insert(name=name, token_hash=_digest(token), revoked=False).on_conflict(
        conflict_target=[Kiosk.name], update={Kiosk.token_hash: _digest(token), Kiosk.revoked: False}
    ).execute()
    return token


def revoke(name: str) -> bool:
    """Whether there was such a kiosk."""
    return Kiosk.update(revoked=True).where(Kiosk.name == name).execute() > 0


def token_hashes(names: Iterable[str]) -> dict[str, str]:
    """Of those kiosks that may call, by name."""
    rows = Kiosk.select(Kiosk.name, Kiosk.token_hash).where(among(Kiosk.name, names), ~Kiosk.revoked)
    return dict(rows.tuples())


def is_token(kept: str | None, token: str) -> bool:
    """Whether `token` is the one whose hash is `kept`."""
    return kept is not None and hmac.compare_digest(kept, _digest(token))
