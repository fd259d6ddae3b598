"""Letters and digits for a finger: search, numbers, names as pinyin. What the text finds stands above the keys."""

from kiosk.office.touch_kit.views import TypeText
from kiosk.screens.office.canvas import OfficeCanvas
from kiosk.screens.theme import CARD, INK, INK2, PINE, SAND, WHITE
from kiosk.screens.widgets.board import MAIN, QUIET, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction, Tap, TapKey

KEY = ButtonStyle(CARD, INK)
QUIET_KEY = ButtonStyle(CARD, INK, framed=True)
SIGNS = "1234567890abcdefghijklmnopqrstuvwxyz-"
KEY_HIGH = 80


def draw_typing(screen: OfficeCanvas, page: TypeText) -> None:
    body = screen.body
    columns = 8 if screen.grid.portrait else 10
    signs = SIGNS + page.signs
    rows = -(-(len(signs) + 3) // columns)
    bed = body.bottom - rows * (KEY_HIGH + 8) - 4
    _draw_field(screen, page, Box(body.x, body.y - 8, body.w, 88))
    _draw_found(screen, page, Box(body.x, body.y + 92, body.w, bed - body.y - 104))
    _draw_keys(screen, Box(body.x, bed, body.w, body.bottom - bed), columns, signs)


def _draw_field(screen: OfficeCanvas, page: TypeText, box: Box) -> None:
    back = screen.say("back")
    wide = max(96.0, screen.text_width(back, 28) + 94)
    button = Box(box.right - wide, box.y + 4, wide, 80)
    screen.named_button(
        button, screen.tapped(Act(FrameAction.BACK)), back, icon="left", style=QUIET, size=28, radius=20
    )
    field = Box(box.x, box.y, box.w - wide - 12, box.h)
    screen.panel(field, CARD, 24, frame=(INK, 4))
    inner = field.inset(24, 4)
    if not page.text:
        asked = screen.say(f"{page.key}.headline", **page.facts)
        screen.words(asked, inner, (30, 28, 26, (24, 2), (22, 2)), bold=False, colour=INK2)
        return
    text = page.text
    while screen.text_width(text, 44) > inner.w - 24:
        text = text[1:]
    width = screen.text_width(text, 44)
    screen.words(text, inner._replace(w=width + 4), (44,))
    screen.panel(Box(inner.x + width + 10, inner.y + 14, 5, inner.h - 28), PINE, 2)


def _draw_found(screen: OfficeCanvas, page: TypeText, box: Box) -> None:
    high = 84
    most = max(0, int((box.h + 8) // (high + 8)))
    for at, option in enumerate(page.found[:most]):
        row = Box(box.x, box.y + at * (high + 8), box.w, high)
        screen.button(row, screen.tapped(Act(FrameAction.PICK, option.subject)), style=KEY, radius=16)
        rows = [Row(option.label, (28, 26, (24, 2), (22, 2)), INK)]
        if option.hint:
            rows.append(Row(option.hint, (22,), INK2, bold=False))
        stack(screen, row.inset(20, 4), rows)


def _draw_keys(screen: OfficeCanvas, bed: Box, columns: int, signs: str) -> None:
    screen.panel(bed._replace(y=bed.y - 8, h=bed.h + 8), SAND, 20)
    inner = bed.inset(8, 0)
    wide = (inner.w - 8 * (columns - 1)) / columns
    keys = [*signs, " ", "back", "enter"]
    for at, sign in enumerate(keys):
        last = at == len(keys) - 1
        x = inner.x + at % columns * (wide + 8)
        place = Box(x, inner.y + at // columns * (KEY_HIGH + 8), inner.right - x if last else wide, KEY_HIGH)
        if sign == "back":
            screen.button(place, screen.tapped(Tap.BACKSPACE), [Glyph("backspace", 40)], style=QUIET_KEY, radius=16)
        elif last:
            screen.button(place, screen.tapped(Tap.ENTER), [Glyph("check", 40, WHITE)], style=MAIN, radius=16)
        elif sign == " ":
            screen.button(place, screen.tapped(TapKey(" ")), style=KEY, radius=16)
            screen.panel(place.middle(place.w * 0.5, 6), INK2, 3)
        else:
            screen.button(place, screen.tapped(TapKey(sign)), [Words(sign, 36)], style=KEY, radius=16)
