"""What a code may be, told from its text alone; the database decides among what is left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase

EAN_LENGTH = 13
BOOK_LAND = ("978", "979")


class CodeKind(StrEnum):
    PATRON_CARD = "patron_card"
    STAFF_CARD = "staff_card"
    ITEM_LABEL = "item_label"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole text that fits `expression` may be a `kind`; what its group «number» holds is the number, so that a
    prefix is stripped (R0189 is the card of reader 0189). Without such a group the whole text is."""

    kind: CodeKind
    expression: re.Pattern[str]

    def number(self, text: str) -> str | None:
        found = self.expression.fullmatch(text)
        if found is None:
            return None
        return found.groupdict().get("number") or text


def pattern(kind: CodeKind, expression: str) -> Pattern:
    """Raises re.error for an expression that is none."""
    return Pattern(kind, re.compile(expression))


# A plain number may be a card or a label: the database knows which, and where it knows both, the pupil is asked.
DEFAULT_PATTERNS: tuple[Pattern, ...] = (
    pattern(CodeKind.PATRON_CARD, r"R(?P<number>\d{3,10})"),
    pattern(CodeKind.PATRON_CARD, r"\d{3,10}"),
    pattern(CodeKind.STAFF_CARD, r"[HS]\d{3,10}"),
    pattern(CodeKind.ITEM_LABEL, r"B\d{5,10}"),
    pattern(CodeKind.ITEM_LABEL, r"\d{4,14}"),
)


def candidates(text: str, kind: CodeKind, patterns: Sequence[Pattern]) -> tuple[str, ...]:
    """The numbers under which `text` may be known as a `kind`."""
    numbers = (p.number(text) for p in patterns if p.kind is kind)
    return tuple(dict.fromkeys(number for number in numbers if number is not None))


def label_spellings(digits: str, patterns: Sequence[Pattern]) -> tuple[str, ...]:
    """What may stand on a label whose digits alone were typed: they themselves, or one letter before them."""
    return (digits, *(f"{letter}{digits}" for letter in ascii_uppercase if _is_label(f"{letter}{digits}", patterns)))


def _is_label(text: str, patterns: Sequence[Pattern]) -> bool:
    return bool(candidates(text, CodeKind.ITEM_LABEL, patterns))


def is_mistyped_isbn(text: str) -> bool:
    """It can only be an ISBN-13, and its check digit says that it is none."""
    return len(text) == EAN_LENGTH and text.startswith(BOOK_LAND) and not is_ean13(text)


def is_ean13(text: str) -> bool:
    if len(text) != EAN_LENGTH or not text.isascii() or not text.isdigit():
        return False
    digits = [int(character) for character in text]
    return (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


def is_isbn(text: str) -> bool:
    """ISBN-13: an EAN-13 of the book land, 978 or 979 (ISO 2108)."""
    return is_ean13(text) and text.startswith(BOOK_LAND)
