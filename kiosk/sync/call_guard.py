"""Who is let in at the centre: the token says which kiosk calls, the signature that the call is as it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from peewee import Database

from db.models import Kiosk
from kiosk.sync.enrolment import enrolled, is_token_of, note_refusal
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
class Call:
    """A call that waits for its reply. signed_by: the key that has signed it, hex, or empty."""

    upload: Upload
    token: str
    signed_by: str


def signer(upload: Upload, body: bytes, signature: str) -> str:
    """The key by which the upload is signed, or empty. body: as it came; signature: the key and what it has signed.

    The key is told along with it so that this, which takes longest, needs no database; whose it is is seen later."""
    key, _, signed = signature.partition(" ")
    return key if is_signed(upload_text(upload.kiosk, upload.epoch, upload.first, body), signed, key) else ""


@dataclass(frozen=True, slots=True)
class CallRefusal:
    """status: of HTTP; error: one sentence; wait: seconds until another call is welcome, 0 for no matter."""

    status: str
    error: str
    wait: float = 0.0


class CallGuard:
    def __init__(self, calls: Allowance = CALLS, noted: Allowance = NOTED, codes: Allowance = CODES) -> None:
        self._calls = Limiter(calls)
        self._noted = Limiter(noted)
        self._codes = Limiter(codes)

    def refusals(self, db: Database, calls: Sequence[Call], now: int) -> list[CallRefusal | None]:
        """None for each call that is heard. now: ms since 1970, UTC."""
        kiosks = enrolled({call.upload.kiosk for call in calls})
        return [self._refusal(db, kiosks.get(call.upload.kiosk), call, now) for call in calls]

    def _refusal(self, db: Database, kiosk: Kiosk | None, call: Call, now: int) -> CallRefusal | None:
        if kiosk is None:
            return CallRefusal("403 Forbidden", "no kiosk of that name may call here")
        if not is_token_of(kiosk, call.token):
            self._note(db, kiosk.name, "call_wrong_token", now)
            return CallRefusal("403 Forbidden", "that is not the token of this kiosk")
        wait = self._calls.wait(kiosk.name, monotonic())
        if wait:
            return CallRefusal("429 Too Many Requests", "this kiosk calls too often", wait)
        if not call.signed_by or call.signed_by != kiosk.public_key:
            self._note(db, kiosk.name, "call_wrong_signature", now)
            return CallRefusal("422 Unprocessable Content", "the signature is not that of this kiosk for this message")
        return None

    def code_refusal(self) -> CallRefusal | None:
        """Whether another code may be tried now."""
        wait = self._codes.wait("", monotonic())
        return CallRefusal("429 Too Many Requests", "too many codes were tried", wait) if wait else None

    def _note(self, db: Database, kiosk: str, kind: str, now: int) -> None:
        if not self._noted.wait(kiosk, monotonic()):
            note_refusal(db, kiosk, kind, now)
