"""What a code may be, told from its text alone; the database decides among what is left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from string import ascii_uppercase

from kiosk.circulation.checks import CHECKS, damm_digit, digits_of

EAN_LENGTH = 13
# As the hardware names them. A scanner gun says TYPED: it does not tell what it read, so it fits them all.
SYMBOLOGIES = ("CODE128", "CODE39", "CODABAR", "EAN13", "QR")
TYPED = "TYPED"
EAN8 = "EAN8"  # on small goods; its eight digits are nobody's number here
# Without a forced check digit: print and wood grain read as short ones.
UNCHECKED = frozenset({"CODE39", "CODABAR"})
BOOK_LAND = ("978", "979")


class CodeKind(StrEnum):
    PATRON_CARD = "patron_card"
    STAFF_CARD = "staff_card"
    ITEM_LABEL = "item_label"


# As American libraries number: the first digit says what the code is stuck on.
_CODABAR14_BEGINS = {CodeKind.PATRON_CARD: "2", CodeKind.STAFF_CARD: "2", CodeKind.ITEM_LABEL: "3"}


FIRST_ISSUE = 1


@dataclass(frozen=True, slots=True)
class Numbered:
    """What a code says by its pattern. issue: which card in a row of that number; a code that does not tell is of
    the first."""

    number: str
    issue: int = FIRST_ISSUE


class Misfit(StrEnum):
    """Why a text is not what a pattern describes."""

    SYMBOLOGY = "symbology"
    FORM = "form"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A whole text that fits `expression` may be a `kind`; what its group «number» holds is the number, so that a
    prefix is stripped (R0189 is the card of reader 0189). Without such a group the whole text is. A group «issue»
    tells which card in a row it is.

    symbology: one of SYMBOLOGIES, or empty for any. check: a key of CHECKS; it looks at the whole text."""

    kind: CodeKind
    expression: re.Pattern[str]
    symbology: str = ""
    check: str = "none"

    def misfit(self, text: str, symbology: str = TYPED) -> Misfit | None:
        """None: it fits."""
        if self.symbology and symbology not in (TYPED, self.symbology):
            return Misfit.SYMBOLOGY
        if self.expression.fullmatch(text) is None:
            return Misfit.FORM
        if self.check == "codabar14" and not text.startswith(_CODABAR14_BEGINS[self.kind]):
            return Misfit.FORM
        return None if CHECKS[self.check](text) else Misfit.CHECK

    def number(self, text: str, symbology: str = TYPED) -> str | None:
        read = self.read(text, symbology)
        return None if read is None else read.number

    def read(self, text: str, symbology: str = TYPED) -> Numbered | None:
        found = self.expression.fullmatch(text)
        if found is None or self.misfit(text, symbology) is not None:
            return None
        groups = found.groupdict()
        issue = groups.get("issue") or ""
        return Numbered(groups.get("number") or text, int(issue) if issue.isdigit() else FIRST_ISSUE)


def pattern(kind: str, expression: str, symbology: str = "", check: str = "none") -> Pattern:
    """Raises re.error for an expression that is none, ValueError for a word that is not known."""
    if symbology not in ("", *SYMBOLOGIES) or check not in CHECKS:
        raise ValueError(symbology, check)
    return Pattern(CodeKind(kind), re.compile(expression), symbology, check)


# A plain number may be a card or a label: the database knows which, and where it knows both, the pupil is asked.
# Ours are first; those without a check digit go on working until a school's own patterns leave them out.
DEFAULT_PATTERNS: tuple[Pattern, ...] = (
    pattern(CodeKind.PATRON_CARD, r"R(?P<number>\d{3,10})-(?P<issue>\d{1,2})?\d", check="damm"),
    pattern(CodeKind.PATRON_CARD, r"R(?P<number>\d{3,10})"),
    pattern(CodeKind.PATRON_CARD, r"\d{3,10}"),
    pattern(CodeKind.STAFF_CARD, r"(?P<number>[HS]\d{3,10})-\d", check="damm"),
    pattern(CodeKind.STAFF_CARD, r"[HS]\d{3,10}"),
    pattern(CodeKind.ITEM_LABEL, r"B\d{5,10}"),
    pattern(CodeKind.ITEM_LABEL, r"\d{4,14}"),
)


def candidates(text: str, kind: CodeKind, patterns: Sequence[Pattern], symbology: str = TYPED) -> tuple[str, ...]:
    """The numbers under which `text` may be known as a `kind`."""
    return tuple(dict.fromkeys(read.number for read in readings(text, kind, patterns, symbology)))


def readings(text: str, kind: CodeKind, patterns: Sequence[Pattern], symbology: str = TYPED) -> tuple[Numbered, ...]:
    """What `text` may be as a `kind`, each once, the pattern named first before others."""
    found = (p.read(text, symbology) for p in patterns if p.kind is kind)
    return tuple(dict.fromkeys(read for read in found if read is not None))


def is_likely_a_misread(text: str, patterns: Sequence[Pattern], symbology: str) -> bool:
    """Bars without a check digit of their own that are none of this school's."""
    if symbology not in UNCHECKED or is_isbn(text):
        return False
    return all(p.misfit(text, symbology) for p in patterns)


# --- what this project prints --------------------------------------------------------------------------------

LABEL_PREFIX, CARD_PREFIX = "B", "R"
LABEL_DIGITS = 5


def label_text(serial: int) -> str:
    """serial 1 is B000013: prefix, at least five digits, check digit. The whole of it is the item's label."""
    digits = f"{serial:0{LABEL_DIGITS}d}"
    return f"{LABEL_PREFIX}{digits}{damm_digit(digits)}"


def label_serial(text: str) -> int | None:
    """Of a label as label_text makes them, else None."""
    digits = text.removeprefix(LABEL_PREFIX)
    if not (digits.isascii() and digits.isdigit()):
        return None
    serial = int(digits[:-1] or "0")
    return serial if serial and label_text(serial) == text else None


def card_text(number: str, issue: int = FIRST_ISSUE) -> str:
    """reader 0189 gets R0189-9, and R0189-28 as the second card. The hyphen keeps the number legible, and a checked
    card apart from an older one."""
    if issue == FIRST_ISSUE:
        return with_check_digit(f"{CARD_PREFIX}{number}")
    text = f"{CARD_PREFIX}{number}-{issue}"
    return f"{text}{damm_digit(digits_of(text))}"


def with_check_digit(text: str) -> str:
    """H0001 becomes H0001-3."""
    return f"{text}-{damm_digit(digits_of(text))}"


def printed_card(number: str, kind: CodeKind, patterns: Sequence[Pattern]) -> str | None:
    """What the bars of a card say: our prefix and check digit where the patterns take that back, else the plain number,
    else None: nobody could borrow with it."""
    checked = card_text(number) if kind is CodeKind.PATRON_CARD else with_check_digit(number)
    return next((t for t in (checked, number) if _is_read_back(t, number, kind, patterns)), None)


def _is_read_back(text: str, number: str, kind: CodeKind, patterns: Sequence[Pattern]) -> bool:
    return text.isascii() and number in candidates(text, kind, patterns, "CODE128")


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
