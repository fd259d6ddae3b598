"""Which kiosks may speak to the centre, and how a new one joins: by a code that is read out to it."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from uuid import UUID, uuid5

from peewee import Database

from db.models import EnrolmentCode, Kiosk, Notice
from kiosk.sync.bulk import among
from kiosk.sync.credentials import Credentials
from kiosk.sync.feed import publish
from kiosk.sync.signing import new_key

# None that is taken for another by eye (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V) or by ear (B D, M N).
LETTERS = "ACEFHJKMPQRTVWXY3479"
CODE_LENGTH = 8
CODE_LASTS_MS = 15 * 60 * 1000
# A code has 35 bits: to try all against its digest takes years, and it lives for minutes.
HARDNESS, SALT = 2**14, b"library-corner-station enrolment code"
REFUSALS = UUID("6c0b6d4e-3f0a-4f57-9f6a-0a4f4f4a9d11")
DAY_MS = 24 * 3600 * 1000


def _digest(token: str) -> str:
    # A token of 256 random bits cannot be guessed from its digest: nothing slower is needed, and it is asked each call.
    return hashlib.sha256(token.encode()).hexdigest()


def typed(code: str) -> str:
    """The code as it was made, however it was typed."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def code_digest(code: str) -> str:
    """Takes some 40 ms, on purpose."""
    return hashlib.scrypt(typed(code).encode(), salt=SALT, n=HARDNESS, r=8, p=1).hex()


def new_code(now: int) -> str:
    """A code for one kiosk, told once: ABCD-EFGH. now: ms since 1970, UTC."""
    code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
    EnrolmentCode.delete().where(EnrolmentCode.expires_at <= now).execute()
    EnrolmentCode.create(digest=code_digest(code), expires_at=now + CODE_LASTS_MS)
    return f"{code[:4]}-{code[4:]}"


def redeem(db: Database, digest: str, kiosk: str, public_key: str, now: int) -> str | None:
    """A token for the kiosk that knows the code, told once; an older token and key stop working.

    None for a code that was never made, has been used or is too old. now: ms since 1970, UTC."""
    with db.atomic():
        is_it = (EnrolmentCode.digest == digest) & (EnrolmentCode.expires_at > now)
        return admit(kiosk, public_key) if EnrolmentCode.delete().where(is_it).execute() else None


def admit(kiosk: str, public_key: str) -> str:
    """A new token; an older token and key stop working."""
    token = secrets.token_urlsafe(32)
    known = {Kiosk.token_hash: _digest(token), Kiosk.public_key: public_key, Kiosk.revoked: False}
    Kiosk.insert({Kiosk.name: kiosk, **known}).on_conflict(conflict_target=[Kiosk.name], update=known).execute()
    return token


def enrol(kiosk: str, url: str = "") -> Credentials:
    """Both sides in one place, where centre and station are the same machine's. url: of the centre."""
    key = new_key()
    return Credentials(url, admit(kiosk, key.public), key.secret)


def revoke(name: str) -> bool:
    """Whether there was such a kiosk."""
    changed: int = Kiosk.update(revoked=True).where(Kiosk.name == name).execute()
    return changed > 0


def enrolled(names: Iterable[str]) -> dict[str, Kiosk]:
    """Those that may call, by name."""
    return {kiosk.name: kiosk for kiosk in Kiosk.select().where(among(Kiosk.name, names), ~Kiosk.revoked)}


def is_token_of(kiosk: Kiosk, token: str) -> bool:
    return hmac.compare_digest(kiosk.token_hash, _digest(token))


def note_refusal(db: Database, kiosk: str, kind: str, now: int) -> None:
    """A line for the librarian, one for each kiosk, kind and day, that counts. now: ms since 1970, UTC."""
    id_ = uuid5(REFUSALS, f"{kiosk}/{kind}/{now // DAY_MS}")
    with db.atomic():
        noted = Notice.get_or_none(Notice.id == id_)
        times = json.loads(noted.body)["times"] + 1 if noted else 1
        body = json.dumps({"kiosk": kiosk, "times": times})
        Notice.insert(id=id_, kind=kind, at=now, body=body).on_conflict(
            conflict_target=[Notice.id], update={Notice.body: body}
        ).execute()
        publish(db, {"notice": [id_.hex]})
