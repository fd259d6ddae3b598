"""A station signs what it sends: what was changed on the way, or sent in its name by another, shows."""

from collections.abc import Sequence

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from kiosk.sync.messages import ENROL_PATH, PATH

PUBLIC_BYTES = 32


class StationKey:
    """Ed25519. secret: 32 bytes as hex; whoever has it can sign as this station."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self._key = SigningKey(bytes.fromhex(secret))

    @property
    def public(self) -> str:
        """32 bytes as hex."""
        return bytes(self._key.verify_key).hex()

    def sign(self, text: bytes) -> str:
        """64 bytes as hex."""
        return self._key.sign(text).signature.hex()


def new_key() -> StationKey:
    return StationKey(bytes(SigningKey.generate()).hex())


def is_public_key(key: str) -> bool:
    try:
        return len(bytes.fromhex(key)) == PUBLIC_BYTES
    except ValueError:
        return False


def is_signed(text: bytes, signature: str, public_key: str) -> bool:
    """False also for what is no signature, or a kiosk that has no key."""
    try:
        VerifyKey(bytes.fromhex(public_key)).verify(text, bytes.fromhex(signature))
    except (ValueError, BadSignatureError):
        return False
    return True


def upload_text(kiosk: str, epoch: int, first: int, body: bytes) -> bytes:
    """What the signature of an upload stands for. body: as it is sent, deflated."""
    return _text(PATH, (kiosk, str(epoch), str(first)), body)


def joining_text(kiosk: str, code: str) -> bytes:
    """What the signature of a request to join stands for: that whoever asks has the key, for this code."""
    return _text(ENROL_PATH, (kiosk, code), b"")


def _text(path: str, words: Sequence[str], body: bytes) -> bytes:
    """Begins with what it is for, so that a signature for one thing serves no other; a name holds no line break."""
    return "\n".join((path, *words, "")).encode() + body
