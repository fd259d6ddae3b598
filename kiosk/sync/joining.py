"""POST /v1/enrol: a kiosk shows the code that it was told and its key, and is given a token."""

import re
from dataclasses import dataclass
from typing import Any

from kiosk.sync.enrolment import typed
from kiosk.sync.events import Message
from kiosk.sync.messages import ENROL_PATH, VERSION, BadMessage
from kiosk.sync.signing import StationKey, is_public_key, is_signed, joining_text

MAX_JOINING = 4_000  # bytes
KIOSK_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}").fullmatch


@dataclass(frozen=True, slots=True)
class Joining:
    """key: public, Ed25519, hex."""

    kiosk: str
    code: str
    key: str


def joining_message(kiosk: str, code: str, key: StationKey) -> dict[str, Any]:
    code = typed(code)
    return {
        "v": VERSION,
        "kiosk": kiosk,
        "code": code,
        "key": key.public,
        "signature": key.sign(joining_text(kiosk, code)),
    }


def _text(message: Message, name: str) -> str:
    text = message.get(name)
    if not isinstance(text, str):
        raise BadMessage(f"{ENROL_PATH} wants kiosk, code, key and signature")
    return text


def parse_joining(message: Message) -> Joining:
    """Raises BadMessage; also where the sender does not have the key that he names."""
    kiosk, code, key, signature = (_text(message, name) for name in ("kiosk", "code", "key", "signature"))
    if not KIOSK_NAME(kiosk):
        raise BadMessage("«kiosk» is not a name")
    if not (is_public_key(key) and is_signed(joining_text(kiosk, code), signature, key)):
        raise BadMessage("the request is not signed by the key that it names")
    return Joining(kiosk, code, key)
