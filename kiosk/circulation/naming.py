"""What of a name may be seen by those who stand behind, and how written names are compared."""

import unicodedata
from dataclasses import dataclass
from uuid import UUID

# A way of addressing, no part of the name.
TITLES = ("老师",)


def masked(name: str) -> str:
    """王小明 → 王*明, 陈静 → 陈*, 陈老师 → 陈*; a name of several parts keeps the first letter of each end."""
    own = name.replace(" ", "")
    for title in TITLES:
        own = own.removesuffix(title) or own
    if len(own) <= 1:
        return f"{own}*" if own != name else own
    return f"{own[0]}*" if len(own) == 2 else f"{own[0]}*{own[-1]}"


def surname_only(name: str) -> str:
    """吴小明 → 吴*: enough for its owner, too little for whoever stands there instead."""
    return f"{masked(name)[0]}*"


def fold(text: str) -> str:
    """Full-width letters, digits and brackets made plain, blanks at the ends gone."""
    return unicodedata.normalize("NFKC", text).strip()


@dataclass(frozen=True, slots=True)
class Choice:
    """A class or a reader to choose; label: as it may be seen."""

    id: UUID
    label: str
