"""Never just «no»: what is so, what to do next (the biggest), buttons. A refusal inside a visit."""

from datetime import datetime

from kiosk.circulation.denials import Denial
from kiosk.screens.answer import draw_buttons, draw_notice, draw_way, way_on
from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import BLUE_T, CARD, GOLD, INK, INK2, PAPER, WHITE
from kiosk.screens.tone import TONES, Way
from kiosk.screens.visit_places import VisitPlaces
from kiosk.screens.widgets.board import HERE, INK_RING, Glyph, Words
from kiosk.screens.widgets.cards import camera_card, finish_button, shelf_card, spine, two_rows
from kiosk.screens.widgets.grid import Box
from kiosk.selfcheck.views import Book, Offer, Refusal, Visit
from kiosk.taps import Tap

TICKETS = {"not_your_class_turn": "next_at", "library_closed": "opens_at", "only_returns_now": "opens_at"}
TICKET_SIZES = (116, 104, 92, 80, 68, (60, 2), (52, 2), (44, 2))
UNKNOWN_CODES = ("unknown_barcode", "not_a_book")


def draw_refusal(screen: Canvas, places: VisitPlaces, view: Visit) -> None:
    refusal = view.refusal
    denial = refusal.denials[0]
    is_ticket = has_ticket(denial)
    _draw_right(screen, places, view, is_ticket)
    if is_ticket:
        _draw_ticket_layout(screen, places, refusal)
    elif denial.code in UNKNOWN_CODES:
        _draw_unknown(screen, places.refusal, refusal)
    else:
        _draw_general(screen, places.refusal, refusal)
    draw_buttons(screen, places.buttons, refusal, dismiss=_dismissal(refusal))


def has_ticket(denial: Denial) -> bool:
    """The time to come is known: then it is the answer, in the largest letters."""
    return denial.code in TICKETS and denial.facts[TICKETS[denial.code]] is not None


# --- right column ----------------------------------------------------------------------------------------------


def _draw_right(screen: Canvas, places: VisitPlaces, view: Visit, is_ticket: bool) -> None:
    camera_card(screen, places.refusal_camera, screen.say(_caption(view.refusal)))
    shelf_card(screen, places.refusal_shelf, view.shelf)
    if not is_ticket:
        finish_button(screen, places.refusal_finish)
    elif not screen.grid.portrait:
        _draw_seconds(screen, places.refusal_finish)


def _caption(refusal: Refusal) -> str:
    denial = refusal.denials[0]
    if denial.code in TICKETS:
        return "camera.turn"
    if denial.code in UNKNOWN_CODES:
        return "camera.again"
    if TONES[denial.code].way is Way.RED_BOX:
        return "camera.other"
    return "camera.return_here" if way_on(refusal) is Way.RETURN else "camera.next"


def _draw_seconds(screen: Canvas, box: Box) -> None:
    screen.panel(box, CARD, 24)
    if screen.ring_in(Box(box.x + 30, box.y + (box.h - 80) / 2, 80, 80), **INK_RING):
        text = screen.say("refusal.seconds_home")
        room = Box(box.x + 132, box.y + 10, box.w - 152, box.h - 20)
        screen.words(text, room, ((30, 2), (28, 2), (26, 2)), bold=False, colour=INK2)


# --- not now: a ticket with the time ---------------------------------------------------------------------------


def _draw_ticket_layout(screen: Canvas, places: VisitPlaces, refusal: Refusal) -> None:
    zone = places.refusal
    high = 160 if screen.grid.portrait else 148
    draw_notice(screen, Box(zone.x, zone.y, zone.w, high), refusal, mark=100, size=56)
    top = zone.y + high + 16
    ticket_high = zone.bottom - top if screen.grid.portrait else 236
    _draw_ticket(screen, Box(zone.x, top, zone.w, ticket_high), refusal.denials[0])
    if screen.grid.portrait:
        box = places.refusal_finish
        screen.panel(box, BLUE_T, 28)
        screen.mark("return", Box(box.x + 32, box.y + 20, 72, 72))
        screen.ring_in(box.right_part(112).middle(80, 80), arc=INK, bed=PAPER, number=INK)
        screen.words(
            screen.say("refusal.returns_now.short"), Box(box.x + 128, box.y, box.w - 256, box.h), (44, 40, 36, 32)
        )
        return
    y = top + ticket_high + 16
    screen.mark("return", Box(zone.x, y + 8, 52, 52))
    screen.words(screen.say("refusal.returns_now"), Box(zone.x + 68, y, zone.w - 76, 68), (38, 34, 30))


def _draw_ticket(screen: Canvas, box: Box, denial: Denial) -> None:
    screen.panel(box, INK, 28)
    for x in (box.x, box.right):
        screen.disc(Box(x - 18, box.y + box.h / 2 - 16, 36, 36), PAPER)
    bird = 180
    screen.art("magpie-hi", Box(box.right - bird - 34, box.y + box.h - bird - 22, bird, bird), mirrored=True)
    if denial.code == "not_your_class_turn":
        who = screen.context.wording.who((denial.facts["class_name"],), short=True)
        title = screen.say("refusal.your_class", who=who)
    else:
        title = screen.say("refusal.you_can")
    left, room = box.x + 44, box.w - 44 - bird - 28
    screen.words(title, Box(left, box.y + 20, box.w - 88, 58), (34, 32, 28), colour=GOLD)
    moment = screen.moment(denial.facts[TICKETS[denial.code]], with_day=True)
    screen.words(moment, Box(left, box.y + 76, room, box.h - 92), TICKET_SIZES, colour=WHITE)


# --- the others ------------------------------------------------------------------------------------------------


def _draw_general(screen: Canvas, zone: Box, refusal: Refusal) -> None:
    denial = refusal.denials[0]
    here = Offer.READ_HERE in refusal.offers
    high = 160 if screen.grid.portrait else 208
    reason = screen.say("refusal.reference") if denial.code == "item_not_for_loan" else ""
    draw_notice(screen, Box(zone.x, zone.y, zone.w, high), refusal, mark=120, size=58, second=reason)
    top = zone.y + high + 16
    if refusal.book is not None:
        _draw_book(screen, Box(zone.x, top, zone.w, 104), refusal.book, denial)
        top += 120
    rest = Box(zone.x, top, zone.w, zone.bottom - top)
    if here:
        _draw_read_here(screen, rest, denial)
        return
    draw_way(screen, rest, refusal, screen.say("refusal.hold_up") if returns_first(denial) else "")


def returns_first(denial: Denial) -> bool:
    """The book is put aside until another one is back."""
    tone = TONES[denial.code]
    return tone.way is Way.RETURN and tone.mark == "stop"


def _draw_book(screen: Canvas, box: Box, book: Book, denial: Denial) -> None:
    screen.panel(box, CARD, 24)
    spine(screen, Box(box.x + 32, box.y + 16, 30, box.h - 32), 3)
    kind = screen.say("refusal.reference_book") if denial.code == "item_not_for_loan" else ""
    place = " · ".join(part for part in (kind, book.call_number, book.shelf) if part)
    second = screen.say("refusal.put_aside") if returns_first(denial) else place
    room = Box(box.x + 86, box.y, box.w - 106, box.h)
    if second:
        two_rows(screen, room, screen.title(book.title), second, size=38)
    else:
        screen.words(screen.title(book.title), room, (38, (34, 2), (30, 2)))


def _draw_read_here(screen: Canvas, box: Box, denial: Denial) -> None:
    parts = [Glyph("open-book", 56, WHITE), Words(screen.say("refusal.read_here"), 56, WHITE)]
    until = denial.facts.get("until")
    if isinstance(until, datetime):
        time = screen.context.wording.clock(until)
        parts.append(Words(screen.say("refusal.back_before", time=time), 36, WHITE, bold=False))
    screen.button(box, screen.tapped(Tap.READ_HERE), parts, style=HERE, radius=28, gap=20)


def _draw_unknown(screen: Canvas, zone: Box, refusal: Refusal) -> None:
    """Two pictures of what may help."""
    high = 160 if screen.grid.portrait else 172
    second = screen.say("refusal.try_below")
    draw_notice(screen, Box(zone.x, zone.y, zone.w, high), refusal, mark=108, size=58, second=second)
    rest = Box(zone.x, zone.y + high + 16, zone.w, zone.h - high - 16)
    helps = (
        ("howto-book", "refusal.turn_over", "refusal.find_978"),
        ("howto-redbox", "refusal.still_not", "refusal.red_box"),
    )
    for number, (box, (art, head, text)) in enumerate(zip(rest.columns(2), helps, strict=True), 1):
        screen.panel(box, CARD, 28)
        screen.art(art, Box(box.x, box.y + 12, box.w, box.h - 138))
        line = Box(box.x + 16, box.bottom - 132, box.w - 32, 68)
        word = screen.say(head)
        width = min(line.w - 62, screen.text_width(word, 40) + 2)
        x = line.x + (line.w - width - 62) / 2
        screen.numbered(number, Box(x, line.y + 10, 48, 48))
        screen.words(word, Box(x + 62, line.y, width, 68), (40, 36, 32, 28))
        below = Box(box.x + 16, box.bottom - 66, box.w - 32, 52)
        screen.words(screen.say(text), below, (32, 30, 28, 26, 24), bold=False, align="center")


def _dismissal(refusal: Refusal) -> tuple[str, str]:
    """Key and icon of the button that closes the refusal."""
    if Offer.READ_HERE in refusal.offers:
        return "refusal.not_now", ""
    denial = refusal.denials[0]
    if refusal.book is not None and returns_first(denial):
        return "refusal.leave_it", "left"
    return "refusal.ok", "check"
