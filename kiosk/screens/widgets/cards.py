"""The cards that several screens share: camera, shelf, badge row, finish button, one line, one book."""

import re
from collections.abc import Sequence

from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import CARD, EDGE, INK, INK2, MIST2, SAND, SPINES, WHITE, WOOD, Colour, mixed
from kiosk.screens.widgets.board import GOLD_RING, MAIN, SECOND, Glyph, Words
from kiosk.screens.widgets.camera_view import CameraView
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.guide import draw_guidance, keypad_button
from kiosk.selfcheck.views import Badge, Shelf
from kiosk.taps import Tap

GUIDANCE = 0.14  # of the camera picture, that guidance may cover
MOST_PLACES = 6  # above, a shelf is only a number
BASE_LINE = 0.38  # of an em below a text's middle
NUMBER_GAP = 10
ROW = 50
DAYS_WITH_TIME = 6  # further away, the date alone fits


# --- camera ----------------------------------------------------------------------------------------------------


def camera_card(screen: Canvas, box: Box, caption: str, *, size: int = 30, foot: float = 76, rim: float = 12) -> None:
    """foot: height below the picture for the caption, 0 for none; without a camera it says what to use instead.

    What would help the camera takes the caption's place and a little of the picture, below its brackets."""
    screen.panel(box, CARD, 28)
    camera_picture(screen, Box(box.x + rim, box.y + rim, box.w - 2 * rim, box.h - rim - (foot or rim)))
    if caption and screen.context.status.guidance:
        high = foot + GUIDANCE * (box.h - rim - foot)
        draw_guidance(screen, Box(box.x, box.bottom - high, box.w, high))
    elif caption:
        has_camera = screen.context.status.camera == "ok"
        icon = screen.context.camera_side if has_camera else "barcode"
        parts = [Glyph(icon, size * 1.2), Words(caption if has_camera else screen.say("camera.gun"), size)]
        screen.row(Box(box.x + 16, box.bottom - foot, box.w - 32, foot), parts)


def camera_picture(screen: Canvas, box: Box) -> None:
    viewfinder, status = screen.context.viewfinder, screen.context.status
    if status.camera == "none":
        screen.panel(box, MIST2, 20)
        screen.art("howto-gun", box.inset(16))
        return
    if status.camera == "lost" or viewfinder.texture is None:
        screen.panel(box, MIST2, 20)
        icon = "camera-off" if status.camera == "lost" else "camera"
        screen.icon(icon, box.middle(96, 96), INK2)
        if status.camera == "lost":
            return
    px = screen.grid.px
    view = CameraView(screen.grid.place(box), px(20), px(10), viewfinder.texture, CARD)
    viewfinder.shown_by(view)
    view.mark(status.sees)
    screen.put(view)


# --- shelf -----------------------------------------------------------------------------------------------------


def shelf_card(screen: Canvas, box: Box, shelf: Shelf) -> None:
    """It gives its place to «are you still there?», and to the keypad where a code cannot be read."""
    screen.asks_in = box
    if screen.context.status.unreadable:
        keypad_button(screen, box)
        return
    screen.panel(box, CARD, 28)
    if shelf.limit > MOST_PLACES:
        inner = box.inset(20, box.h * 0.25)
        big_number(screen, inner, shelf_sentence(screen, shelf), shelf_number(shelf), 38, 76)
        return
    spare = max(0.0, box.h - 216)
    if shelf.opens_at is not None and spare > ROW:
        _opens_in_rows(screen, box, shelf)
        return
    head = Box(box.x + 20, box.y + 16 + spare * 0.4, box.w - 40, 74)
    big_number(screen, head, shelf_sentence(screen, shelf), shelf_number(shelf), 34, 60)
    draw_shelf(screen, Box(box.x + 30, box.y + 96 + spare * 0.36, box.w - 60, 108), shelf)


def _opens_in_rows(screen: Canvas, box: Box, shelf: Shelf) -> None:
    """Narrow and high: when it opens stands above how many."""
    head = Box(box.x + 16, box.y + 16, box.w - 32, ROW)
    screen.words(_opening(screen, shelf), head, (34, 30, 28, 26), align="center")
    second = Box(head.x, head.bottom, head.w, 74)
    big_number(screen, second, screen.say("shelf.opens.left", left=shelf.left), shelf.left, 34, 60)
    draw_shelf(screen, Box(box.x + 30, box.bottom - 142, box.w - 60, 108), shelf)


def _opening(screen: Canvas, shelf: Shelf) -> str:
    """With the time while that is short enough."""
    days = (shelf.opens_at.date() - screen.context.now.date()).days
    if days > DAYS_WITH_TIME:
        return screen.context.wording.day(shelf.opens_at, short=True)
    return screen.moment(shelf.opens_at, with_day=True)


def shelf_sentence(screen: Canvas, shelf: Shelf) -> str:
    if shelf.opens_at is not None:
        return screen.say("shelf.opens", when=_opening(screen, shelf), left=shelf.left)
    if shelf.left == 0:
        return screen.say("shelf.full", limit=shelf.limit)
    return screen.say("shelf.left", left=shelf.left)


def shelf_number(shelf: Shelf) -> int:
    """The one of the sentence that counts."""
    return shelf.left if shelf.opens_at is not None or shelf.left else shelf.limit


def big_number(screen: Canvas, box: Box, sentence: str, number: int, size: int, number_size: int) -> None:
    """A sentence in one row whose number is larger than its words; figures of a clock or a date stay small."""
    places = list(re.finditer(rf"(?<![\d:]){number}(?![\d:])", sentence))
    if not places:
        screen.words(sentence, box, size, align="center")
        return
    found = places[-1]
    parts = [sentence[: found.start()].strip(), found[0], sentence[found.end() :].strip()]
    sizes = (size, number_size, size)
    words = [Words(part, one) for part, one in zip(parts, sizes, strict=True) if part]
    while _width(screen, words) > box.w and min(part.size for part in words) > 24:
        words = [part._replace(size=part.size - 2) for part in words]
    _on_one_line(screen, box, words)


def _on_one_line(screen: Canvas, box: Box, words: Sequence[Words]) -> None:
    """All on the base line of the largest."""
    x = box.x + (box.w - _width(screen, words)) / 2
    largest = max(part.size for part in words)
    for part in words:
        width = screen.text_width(part.text, part.size) + 1
        lower = (largest - part.size) * BASE_LINE
        screen.words(part.text, Box(x, box.y + lower, width, box.h), (part.size,))
        x += width + NUMBER_GAP


def _width(screen: Canvas, words: Sequence[Words]) -> float:
    return sum(screen.text_width(one.text, one.size) + 1 for one in words) + NUMBER_GAP * (len(words) - 1)


def draw_shelf(screen: Canvas, box: Box, shelf: Shelf) -> None:
    """Filled spines and empty places on a board; the board is the lowest 14 px of the box."""
    places = max(shelf.limit, 1)
    gap = 14
    wide = min(52.0, (box.w - 24 - gap * (places - 1)) / places)
    scale = min(1.3, (box.h - 14) / 94)
    x = box.x + (box.w - places * wide - (places - 1) * gap) / 2
    floor = box.bottom - 14
    screen.panel(Box(box.x, floor, box.w, 14), WOOD, 7)
    for at in range(places):
        place_box = Box(x + at * (wide + gap), floor - (94 if at == 0 else 76 + at % 3) * scale, wide, 0)
        place_box = place_box._replace(h=floor - place_box.y)
        if at < shelf.on_loan:
            spine(screen, place_box, at)
        else:
            _empty_place(screen, Box(place_box.x, floor - 82 * scale, wide, 82 * scale))


def spine(screen: Canvas, box: Box, number: int) -> None:
    colour = SPINES[number % len(SPINES)]
    screen.panel(box, colour, 8)
    band = max(4.0, box.h * 0.075)
    for y in (box.y + box.h * 0.15, box.bottom - box.h * 0.15 - band):
        screen.panel(Box(box.x, y, box.w, band), mixed(colour, WHITE, 0.55), 0)


def _empty_place(screen: Canvas, box: Box) -> None:
    screen.panel(box, CARD, 10, frame=(EDGE, 5))
    screen.icon("plus", box.middle(28, 28), EDGE)


# --- who, and the end ------------------------------------------------------------------------------------------


def badge_row(screen: Canvas, box: Box, badge: Badge) -> None:
    """Name and class; box is as wide as they may become."""
    screen.disc(Box(box.x, box.y + 10, 76, 76), INK)
    screen.icon("person", Box(box.x + 14, box.y + 23, 48, 48), WHITE)
    chip_text = badge_word(screen, badge)
    name_width = screen.text_width(badge.name, 50) + 4
    crowded = name_width + screen.text_width(chip_text, 36) + 42 > box.w - 117
    chip_size = 30 if crowded else 36
    chip_room = min(260.0, screen.text_width(chip_text, chip_size) + 42)
    room = box.w - 97 - 20 - chip_room
    name = Box(box.x + 97, box.y + 10, min(room, name_width), 80)
    screen.words(badge.name, name, (50, 44, 38, 34, (30, 2), (26, 2)))
    screen.chip(name.right + 18, box.y + 19, chip_text, chip_size, SAND, height=58, room=chip_room)


def badge_word(screen: Canvas, badge: Badge) -> str:
    if badge.class_name:
        return screen.context.wording.who((badge.class_name,))
    return screen.context.wording.named("badge", badge.category)


def finish_button(screen: Canvas, box: Box, *, size: int = 46) -> None:
    screen.button(box, screen.tapped(Tap.FINISH), style=MAIN, radius=24)
    text = screen.say("visit.finish")
    side = min(92.0, box.h - 44)
    width = screen.text_width(text, size)
    has_ring = screen.context.seconds_left is not None
    total = width + (side + 18 if has_ring else 0)
    x = box.x + max(12.0, (box.w - total) / 2)
    if has_ring:
        screen.ring_in(Box(x, box.y + (box.h - side) / 2, side, side), **GOLD_RING)
        x += side + 18
    screen.words(text, Box(x, box.y, box.right - 12 - x, box.h), (size, size - 6, size - 12), colour=WHITE)


# --- rows ------------------------------------------------------------------------------------------------------


def undo_button(screen: Canvas, right: float, y: float, text: str, tap: object, icon: str = "undo") -> float:
    """80 high, right-aligned; gives its left edge."""
    width = max(150.0, screen.text_width(text, 30) + 34 + 12 + 64)
    box = Box(right - width, y, width, 80)
    screen.button(box, screen.tapped(tap), [Glyph(icon, 32), Words(text, 30)], style=SECOND, radius=22, gap=12)
    return box.x


def two_rows(
    screen: Canvas, box: Box, title: str, second: str, *, size: int = 34, small: int = 28, colour: Colour = INK
) -> None:
    """A title in one line and a second row below it, as one block in the middle of the box."""
    block = size * 1.26 + small * 1.34
    y = box.y + (box.h - block) / 2
    screen.words(title, Box(box.x, y, box.w, size * 1.26), (size,), colour=colour)
    box_two = Box(box.x, y + size * 1.26, box.w, small * 1.34)
    screen.words(second, box_two, (small, small - 2), bold=False, colour=colour)
