"""What the sign at the door says: whose turn it is, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SignKind(StrEnum):
    CLASS_TURN = "class_turn"
    FREE = "free"
    CLOSED = "closed"
    RETURNS = "returns"  # at the end of a term: books come back, none go out
    OPEN = "open"  # no rota in force: everyone is welcome at any time


@dataclass(frozen=True, slots=True)
class Sign:
    """Whose turn it is. who: names of classes or grades, empty when free or closed; until: end of this period;
    next_at, next_who: the next opening, when closed or when books only come back."""

    kind: SignKind
    who: tuple[str, ...] = ()
    until: datetime | None = None
    next_at: datetime | None = None
    next_who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on the route strip; at is None for «now»."""

    at: datetime | None
    kind: SignKind
    who: tuple[str, ...] = ()
