"""How titles are written, and whether two mean the same book."""

import re

from kiosk.circulation.naming import fold


def bare_title(text: str) -> str:
    """The title without the 《》 that enclose it as a whole: screens put them back.

    «《庄子》与《孟子》» keeps its marks: the first is closed before the end."""
    title = text.strip()
    if not (title.startswith("《") and title.endswith("》")):
        return title
    depth = 0
    for place, sign in enumerate(title):
        depth += (sign == "《") - (sign == "》")
        if depth == 0 and place < len(title) - 1:
            return title
    return title[1:-1].strip()


def same_title(one: str, other: str) -> bool:
    """Whether two lines mean the same book, however its title is spaced or capitalised."""
    return _title_key(one) == _title_key(other)


def _title_key(title: str) -> str:
    return re.sub(r"\s+", "", fold(title)).casefold()
