"""Which kiosks may speak to the centre."""

import hashlib
import hmac
import secrets

from db.models import Kiosk


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


def is_token_of(name: str, token: str) -> bool:
    """Whether `token` is that of the kiosk `name`, and not revoked."""
    kiosk = Kiosk.get_or_none(Kiosk.name == name)
    given = _digest(token)
    return kiosk is not None and hmac.compare_digest(kiosk.token_hash, given) and not kiosk.revoked
