"""International Standard Book Numbers (ISO 2108), and the numbers that schools give to books without one."""

import re
import unicodedata

_DASHES = re.compile(r"[\s\-‐‑‒–—−]+")
_PREFIX = re.compile(r"^ISBN(?:-?1[03])?\s*[::]?\s*(?=[\dXx])", re.IGNORECASE)


def is_isbn13(text: str) -> bool:
    """Thirteen digits with 978 or 979 in front and a right check digit; nothing else."""
    if not re.fullmatch(r"97[89]\d{10}", text, re.ASCII):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(text)) % 10 == 0


def is_isbn10(text: str) -> bool:
    """Nine digits and a check character, which may be X; nothing else."""
    if not re.fullmatch(r"\d{9}[\dX]", text, re.ASCII):
        return False
    return sum((10 if sign == "X" else int(sign)) * (10 - place) for place, sign in enumerate(text)) % 11 == 0


def isbn13_from_stem(stem: str) -> str:
    """Twelve digits with their check digit."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return f"{stem}{-total % 10}"


def normalise(text: str) -> str:
    """What a record is filed under: the ISBN-13 as a scanner reads it, else the school's own number as typed.

    Full-width characters are folded; hyphens and blanks go from anything that has the length of an ISBN, also when
    its check digit is wrong, because the bars on the cover carry no hyphens either."""
    folded = _PREFIX.sub("", unicodedata.normalize("NFKC", text).strip())
    compact = _DASHES.sub("", folded).upper()
    if is_isbn10(compact):
        return isbn13_from_stem(f"978{compact[:9]}")
    if re.fullmatch(r"\d{13}|\d{9}[\dX]", compact, re.ASCII):
        return compact
    return folded
