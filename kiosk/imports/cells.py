"""What the text of a cell means."""

import re
from datetime import date

from kiosk.circulation.naming import fold

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T].*)?|(\d{4})(\d{2})(\d{2})", re.ASCII)
_MONEY = re.compile(r"(?:CNY|RMB|¥|￥|人民币)?\s*(\d{1,6})(?:[.](\d{1,2})\d*)?\s*元?.*", re.ASCII | re.IGNORECASE)
_WHOLE = re.compile(r"(\d{1,9})(?:\.0+)?\s*[本册个]?", re.ASCII)


class Unreadable(ValueError):
    """The cell holds something, but not what its heading promises."""


def whole_number(text: str) -> int | None:
    """«5», «5.0», «５本»; None for an empty cell. Raises Unreadable."""
    folded = fold(text)
    if not folded:
        return None
    found = _WHOLE.fullmatch(folded)
    if not found:
        raise Unreadable(text)
    return int(found[1])


def day(text: str) -> date | None:
    """«2027-06-30», «2027/6/30», «20270630», «2027年6月30日»; None for an empty cell. Raises Unreadable."""
    folded = fold(text)
    if not folded:
        return None
    found = _DAY.fullmatch(folded)
    if not found:
        raise Unreadable(text)
    try:
        return date(*(int(part) for part in found.groups() if part is not None))
    except ValueError as error:
        raise Unreadable(text) from error


def fen(text: str) -> int | None:
    """«CNY20.00», «28.80元», «¥12» in 1/100 of a yuan; None for what is no price in yuan."""
    found = _MONEY.fullmatch(fold(text))
    if not found:
        return None
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0") or 0)
