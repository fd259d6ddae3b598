"""Check digits: is a number one that somebody gave out? docs/adr/0006 says why ours is Damm's."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

# H. M. Damm, «Total anti-symmetrische Quasigruppen», Marburg 2004: row the interim digit, column the next one.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_CODE39 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
CODABAR_LENGTH = 14


def digits_of(text: str) -> str:
    return "".join(sign for sign in text if sign.isascii() and sign.isdigit())


def damm_digit(digits: str) -> str:
    """What makes `digits` a checked number when it is put behind them. Raises ValueError for anything but digits."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def fits_damm(text: str) -> bool:
    """Over all digits of the text, the last of them the check digit; letters and hyphens are passed over."""
    digits = digits_of(text)
    return len(digits) > 1 and damm_digit(digits) == "0"


def fits_mod10(text: str) -> bool:
    """Luhn's (ISO/IEC 7812-1), over all digits of the text: what library Codabar uses."""
    digits = [int(digit) for digit in digits_of(text)]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return len(digits) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def fits_codabar14(text: str) -> bool:
    """Fourteen digits with Luhn's; which digit comes first is the kind's, see `barcodes`."""
    return len(text) == CODABAR_LENGTH == len(digits_of(text)) and fits_mod10(text)


def fits_mod43(text: str) -> bool:
    """Code 39 with its optional check character, the last one (ISO/IEC 16388, annex A)."""
    if len(text) < 2 or any(sign not in _CODE39 for sign in text):
        return False
    return sum(map(_CODE39.index, text[:-1])) % len(_CODE39) == _CODE39.index(text[-1])


CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "none": lambda text: True,
        "damm": fits_damm,
        "mod10": fits_mod10,
        "codabar14": fits_codabar14,
        "mod43": fits_mod43,
    }
)
