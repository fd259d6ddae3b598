"""Never just «no»: what is so, what to do next (the biggest), buttons. A refusal inside a visit."""

from typing import TYPE_CHECKING

from kiosk.circulation.denials import Denial
from kiosk.screens.answer import draw_buttons, draw_notice, draw_way
from kiosk.screens.theme import CARD, GOLD, INK, INK2, PAPER, WHITE
from kiosk.screens.tone import TONES, Way
from kiosk.screens.visit_places import VisitPlaces
from kiosk.screens.widgets.board import HERE, INK_RING, Glyph, Words
from kiosk.screens.widgets.cards import camera_card, finish_button, shelf_card, spine, two_rows
from kiosk.screens.widgets.grid import Box
from kiosk.views import Book, Offer, Refusal, Tap, Visit

if TYPE_CHECKING:
    from kiosk.screens.base import Screen

TICKETS = {"not_your_class_turn": "next_at", "library_closed": "opens_at"}
CARD_REFUSALS = ("not_your_class_turn", "library_closed")


def draw_refusal(screen: "Screen", places: VisitPlaces, view: Visit) -> None:
    refusal = view.refusal
    denial = refusal.denials[0]
    is_ticket = has_ticket(denial)
    _draw_right(screen, places, view, is_ticket)
    zone = _zone(screen, places)
    if is_ticket:
        _draw_ticket_layout(screen, zone, refusal)
    elif denial.code in ("unknown_barcode", "not_a_book"):
        _draw_unknown(screen, zone, refusal)
    elif Offer.READ_HERE in refusal.offers:
        _draw_reference(screen, zone, refusal)
    else:
        _draw_general(screen, zone, refusal)


def has_ticket(denial: Denial) -> bool:
    return denial.code in TICKETS and denial.facts[TICKETS[denial.code]] is not None
