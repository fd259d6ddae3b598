"""A station signs what it sends: what was changed on the way, or sent in its name by another, shows."""

from collections.abc import Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.sync.messages import ENROL_PATH, PATH


class StationKey:
    """Ed25519. secret: 32 bytes as hex; whoever has it can sign as this station."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self._key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))

    @property
    def public(self) -> str:
        """32 bytes as hex."""
        return self._key.public_key().public_bytes_raw().hex()

    def sign(self, text: bytes) -> str:
        """64 bytes as hex."""
        return self._key.sign(text).hex()


def new_key() -> StationKey:
    return StationKey(Ed25519PrivateKey.generate().private_bytes_raw().hex())


def is_public_key(key: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    except ValueError:
        return False
    return True


def is_signed(text: bytes, signature: str, public_key: str) -> bool:
    """False also for what is no signature, or a kiosk that has no key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), text)
    except (ValueError, InvalidSignature):
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
