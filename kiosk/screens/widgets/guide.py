"""What would help the camera, as a picture with one sentence; and the way on when nothing helps, the keypad."""

from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import GOLD_T, INK2
from kiosk.screens.widgets.board import SECOND
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Tap

PICTURE = 1.4  # width by height of the drawings
SIZES = ((40, 2), (36, 2), (32, 2), (30, 2), (28, 2), (26, 2), (26, 3), (24, 3), (22, 3))
BUTTON = 84
GAP = 8
PART = 0.4  # of the width, for the picture at most


def draw_guidance(screen: Canvas, box: Box) -> None:
    screen.panel(box, GOLD_T, 28)
    high = min(box.h - 16, PART * box.w / PICTURE)
    picture = Box(box.x + 12, box.y + (box.h - high) / 2, high * PICTURE, high)
    screen.art(f"guide-{screen.context.status.guidance.replace('_', '-')}", picture)
    room = Box(picture.right + 10, box.y + 2, box.right - picture.right - 20, box.h - 4)
    screen.words(screen.say(f"guidance.{screen.context.status.guidance}"), room, SIZES)


def keypad_button(screen: Canvas, box: Box) -> None:
    """A wide and high place has room to say which number is meant; in a narrow one the icon stands above the words."""
    text, tapped = screen.say("keypad.offer"), screen.tapped(Tap.KEYPAD)
    if box.h < 130:
        screen.named_button(box, tapped, text, icon="keypad", size=36)
    elif box.h < 180 or box.w < max(280.0, box.h):
        screen.tall_button(box, tapped, text, icon="keypad", sizes=(48, 42, 36, 32, 28, (28, 2), (24, 2)))
    else:
        screen.button(box, tapped, style=SECOND, radius=28)
        side = min(96.0, box.h * 0.4)
        screen.icon("keypad", Box(box.x + 28, box.y + (box.h - side) / 2, side, side))
        rows = (
            Row(text, (44, 40, 36, 32, (32, 2), (28, 2)), SECOND.ink),
            Row(screen.say("keypad.where"), (28, 26, (26, 2), (24, 2), (22, 3)), INK2, bold=False, before=6),
        )
        left = box.x + 28 + side + 20
        stack(screen, Box(left, box.y + 8, box.right - 16 - left, box.h - 16), rows)


def draw_help(screen: Canvas, box: Box) -> None:
    """Both in one place, for a screen whose camera card is too small."""
    status = screen.context.status
    if status.guidance and status.unreadable:
        draw_guidance(screen, box._replace(h=box.h - BUTTON - GAP))
        keypad_button(screen, Box(box.x, box.bottom - BUTTON, box.w, BUTTON))
    elif status.guidance:
        draw_guidance(screen, box)
    else:
        keypad_button(screen, box)
