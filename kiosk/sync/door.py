"""Who is let in at the centre: the token says which kiosk calls, the signature that the call is as it was sent."""

from dataclasses import dataclass
from time import monotonic

from peewee import Database

from db.models import Kiosk
from kiosk.sync.enrolment import is_token_of, note_refusal
from kiosk.sync.limits import Allowance, Limiter
from kiosk.sync.messages import Upload
from kiosk.sync.signing import is_signed, upload_text

# A month's backlog goes up in some 40 calls, a school comes down in some 100, as fast as they are answered.
CALLS = Allowance(at_once=600, per_second=100)
# What was refused is written down: no stranger may keep the centre busy with that.
NOTED = Allowance(at_once=5, per_second=0.2)
# 10 at once and 10 a minute: a code's 35 bits cannot be guessed in its 15 minutes.
CODES = Allowance(at_once=10, per_second=1 / 6)


@dataclass(frozen=True, slots=True)
class Seal:
    """What came with a body. signature: 64 bytes as hex."""

    token: str
    signature: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """status: of HTTP; error: one sentence; wait: seconds until another call is welcome, 0 for no matter."""

    status: str
    error: str
    wait: float = 0.0


class Door:
    def __init__(self, calls: Allowance = CALLS, noted: Allowance = NOTED, codes: Allowance = CODES) -> None:
        self._calls = Limiter(calls)
        self._noted = Limiter(noted)
        self._codes = Limiter(codes)

    def refusal(self, db: Database, upload: Upload, body: bytes, seal: Seal, now: int) -> Refusal | None:
        """None for a call that is heard. body: as it came; now: ms since 1970, UTC."""
        kiosk = Kiosk.get_or_none(Kiosk.name == upload.kiosk)
        if kiosk is None or kiosk.revoked:
            return Refusal("403 Forbidden", "no kiosk of that name may call here")
        if not is_token_of(kiosk, seal.token):
            self._note(db, kiosk.name, "call_wrong_token", now)
            return Refusal("403 Forbidden", "that is not the token of this kiosk")
        wait = self._calls.wait(kiosk.name, monotonic())
        if wait:
            return Refusal("429 Too Many Requests", "this kiosk calls too often", wait)
        signed = upload_text(upload.kiosk, upload.epoch, upload.first, body)
        if not is_signed(signed, seal.signature, kiosk.public_key):
            self._note(db, kiosk.name, "call_wrong_signature", now)
            return Refusal("422 Unprocessable Content", "the signature is not that of this kiosk for this message")
        return None

    def code_refusal(self) -> Refusal | None:
        """Whether another code may be tried now."""
        wait = self._codes.wait("", monotonic())
        return Refusal("429 Too Many Requests", "too many codes were tried", wait) if wait else None

    def _note(self, db: Database, kiosk: str, kind: str, now: int) -> None:
        if not self._noted.wait(kiosk, monotonic()):
            note_refusal(db, kiosk, kind, now)
