"""Refusals and notices as values: a stable code and the facts that its sentence needs."""

from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

Fact = str | int | date | datetime | None | tuple[str, ...]

# Every code with exactly its facts; the catalogue in assets/locale has a sentence for each, in each language.
DENIALS: MappingProxyType[str, frozenset[str]] = MappingProxyType(
    {
        "unknown_barcode": frozenset({"text"}),
        "not_a_book": frozenset({"text"}),
        "patron_not_found": frozenset({"text"}),
        "patron_blocked": frozenset(),
        "patron_expired": frozenset({"expired_on"}),
        "card_reported_lost": frozenset(),
        # opens_at: when this patron may next borrow; who: the class it belongs to. None and () when unknown.
        "library_closed": frozenset({"opens_at"}),
        # all books are being called in; opens_at: when lending begins again, None when unknown
        "only_returns_now": frozenset({"opens_at"}),
        # serving: names of who is served now; class_name, next_at: the patron's class and its own next turn.
        "not_your_class_turn": frozenset({"serving", "class_name", "next_at"}),
        "class_not_trained": frozenset({"class_name"}),
        "compensation_owed": frozenset(),
        "loan_limit_reached": frozenset({"limit", "on_loan"}),
        "overdue_limit_reached": frozenset({"count", "title"}),
        "no_policy_applies": frozenset({"title"}),
        "item_not_found": frozenset({"text"}),
        "item_not_for_loan": frozenset({"title", "until"}),
        "item_on_loan": frozenset({"title"}),
        "already_yours": frozenset({"title", "due_on"}),
        "item_held_for_other": frozenset({"title"}),
        "item_withdrawn": frozenset({"title"}),
        "item_lost": frozenset({"title"}),
        "item_in_repair": frozenset({"title"}),
        "which_copy": frozenset({"title"}),
        "renewal_limit_reached": frozenset({"title", "due_on"}),
        "loan_overdue_no_renewal": frozenset({"title", "due_on"}),
        # typed on the keypad; the same is said of every number that is no book's, whether it is a card's or not
        "number_mistyped": frozenset(),
        "number_not_found": frozenset(),
        "keypad_rests": frozenset({"until"}),
        # notices: nothing is refused
        "served_out_of_turn": frozenset({"serving", "next_at"}),
        "already_done": frozenset({"title"}),
        "just_lent": frozenset({"title", "due_on"}),
        "undone": frozenset({"title"}),
        "undone_return": frozenset({"title"}),
        "undone_renewal": frozenset({"title"}),
        "label_to_mend": frozenset({"text"}),
        "label_mismatch": frozenset({"text", "title"}),
        "not_own_copy": frozenset({"title"}),
        "not_on_loan": frozenset({"title"}),
        "item_damaged": frozenset({"title"}),
    }
)


@dataclass(frozen=True)
class Denial:
    """code is a key of DENIALS; facts has exactly the keys that DENIALS names for it."""

    code: str
    facts: MappingProxyType[str, Fact] = field(default_factory=lambda: MappingProxyType({}))

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted(self.facts.items(), key=lambda pair: pair[0]))))


def denial(code: str, **facts: Fact) -> Denial:
    """Raises KeyError or ValueError for a code or facts that the catalogue does not know: a bug, found in tests."""
    if facts.keys() != DENIALS[code]:
        raise ValueError(f"{code} takes {sorted(DENIALS[code])}, not {sorted(facts)}")
    return Denial(code, MappingProxyType(facts))


# What staff may decide otherwise, with their PIN (house rule: stated by the by-law, not by a screen).
OVERRIDABLE = frozenset(
    {
        "only_returns_now",
        "not_your_class_turn",
        "class_not_trained",
        "loan_limit_reached",
        "overdue_limit_reached",
        "compensation_owed",
        "item_not_for_loan",
        "item_held_for_other",
        "renewal_limit_reached",
    }
)
