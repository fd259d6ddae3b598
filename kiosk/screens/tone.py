"""How each refusal looks: its sign, and which way on it shows. The words are in the catalogue."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kiosk.screens.theme import BLUE_T, CARD, GOLD_T, PINE_T, RED_T, SAND, Colour


class Way(StrEnum):
    """The way on, as a picture beside the next step."""

    RETURN = "return"
    RENEW = "renew"
    RED_BOX = "red_box"
    TEACHER = "teacher"
    SHOW_BOOK = "show_book"
    SHOW_CARD = "show_card"
    LATER = "later"
    READ_HERE = "read_here"
    TAKE_ALONG = "take_along"


WAY_FILLS = MappingProxyType(
    {
        Way.RETURN: BLUE_T,
        Way.RENEW: PINE_T,
        Way.RED_BOX: CARD,
        Way.TEACHER: SAND,
        Way.SHOW_BOOK: CARD,
        Way.SHOW_CARD: CARD,
        Way.LATER: GOLD_T,
        Way.READ_HERE: PINE_T,
        Way.TAKE_ALONG: CARD,
    }
)


@dataclass(frozen=True, slots=True)
class Tone:
    mark: str
    way: Way

    @property
    def fill(self) -> Colour:
        return {"stop": RED_T, "borrow": PINE_T}.get(self.mark, GOLD_T)


TONES = MappingProxyType(
    {
        "unknown_barcode": Tone("notice", Way.SHOW_BOOK),
        "not_a_book": Tone("notice", Way.SHOW_BOOK),
        "patron_not_found": Tone("notice", Way.TEACHER),
        "patron_blocked": Tone("stop", Way.TEACHER),
        "patron_expired": Tone("stop", Way.TEACHER),
        "card_reported_lost": Tone("stop", Way.TEACHER),
        "library_closed": Tone("wait", Way.LATER),
        "only_returns_now": Tone("wait", Way.LATER),
        "not_your_class_turn": Tone("wait", Way.LATER),
        "class_not_trained": Tone("wait", Way.TEACHER),
        "compensation_owed": Tone("stop", Way.TEACHER),
        "loan_limit_reached": Tone("stop", Way.RETURN),
        "overdue_limit_reached": Tone("stop", Way.RETURN),
        "no_policy_applies": Tone("notice", Way.RED_BOX),
        "item_not_found": Tone("notice", Way.RED_BOX),
        "item_not_for_loan": Tone("notice", Way.READ_HERE),
        "item_on_loan": Tone("notice", Way.RED_BOX),
        "already_yours": Tone("notice", Way.RENEW),
        "item_held_for_other": Tone("notice", Way.RED_BOX),
        "item_withdrawn": Tone("notice", Way.RED_BOX),
        "item_lost": Tone("notice", Way.RED_BOX),
        "item_in_repair": Tone("notice", Way.RED_BOX),
        "which_copy": Tone("notice", Way.SHOW_CARD),
        "renewal_limit_reached": Tone("notice", Way.RETURN),
        "loan_overdue_no_renewal": Tone("notice", Way.RETURN),
        "number_mistyped": Tone("notice", Way.SHOW_BOOK),
        "number_not_found": Tone("notice", Way.TEACHER),
        "keypad_rests": Tone("wait", Way.TEACHER),
        "served_out_of_turn": Tone("wait", Way.LATER),
        "just_lent": Tone("borrow", Way.TAKE_ALONG),
        "already_done": Tone("notice", Way.SHOW_BOOK),
        "undone": Tone("notice", Way.SHOW_BOOK),
        "undone_return": Tone("notice", Way.SHOW_BOOK),
        "undone_renewal": Tone("notice", Way.SHOW_BOOK),
        "label_to_mend": Tone("notice", Way.TEACHER),
        "label_mismatch": Tone("notice", Way.TEACHER),
        "not_own_copy": Tone("notice", Way.TEACHER),
        "not_on_loan": Tone("notice", Way.RED_BOX),
        "item_damaged": Tone("notice", Way.RED_BOX),
    }
)
