"""The pieces of a refusal that stand on more than one screen: notice, way on, buttons."""

from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import SAND
from kiosk.screens.tone import TONES, WAY_FILLS, Way
from kiosk.screens.widgets.board import MAIN, SECOND, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.selfcheck.views import Offer, Refusal
from kiosk.taps import Tap

WAY_ARTS = {Way.RED_BOX: "howto-redbox", Way.SHOW_BOOK: "howto-book", Way.SHOW_CARD: "howto-card"}
WAY_MARKS = {Way.RETURN: "return", Way.RENEW: "renew", Way.LATER: "wait"}
WAY_ICONS = {Way.TEACHER: "hand", Way.READ_HERE: "open-book", Way.TAKE_ALONG: "calendar"}
OFFERS = {
    Offer.READ_HERE: (Tap.READ_HERE, "refusal.read_here", "open-book"),
    Offer.RENEW: (Tap.RENEW_IT, "visit.renew", "renew"),
    Offer.RETURN_IT: (Tap.RETURN_IT, "refusal.return_it", "return"),
    Offer.MY_LOANS: (Tap.MY_LOANS, "refusal.my_loans", "rules"),
    Offer.STAFF: (Tap.ASK_STAFF, "refusal.ask_staff", "hand"),
}
TALL = 120  # a bar of buttons at the foot of a portrait screen
LEAST = 26
BUTTON_PAD = 18


def draw_answer(screen: Canvas, box: Box, said: Refusal) -> None:
    """An answer to somebody without a card, in the welcome screen's lower part: the sign stays."""
    gap = 16
    half = (box.h - gap) / 2
    draw_notice(screen, Box(box.x, box.y, box.w, half), said, mark=96, size=56)
    button = min(300.0, box.w * 0.34)
    way = Box(box.x, box.y + half + gap, box.w - button - gap, half)
    draw_way(screen, way, said)
    screen.named_button(
        Box(way.right + gap, way.y, button, half),
        screen.tapped(Tap.DISMISS),
        screen.say("refusal.ok"),
        icon="check",
        style=MAIN,
        size=46,
    )


def draw_notice(screen: Canvas, box: Box, refusal: Refusal, *, mark: float, size: int, second: str = "") -> None:
    """What is so: mark and headline on a tint, and how many more notices there are."""
    denial = refusal.denials[0]
    tone = TONES[denial.code]
    screen.panel(box, tone.fill, 28)
    screen.mark(tone.mark, Box(box.x + 40, box.y + (box.h - mark) / 2, mark, mark))
    left = box.x + 40 + mark + 36
    room = Box(left, box.y + 8, box.right - 32 - left, box.h - 16)
    if len(refusal.denials) > 1:
        chip = _more_chip(screen, box, len(refusal.denials) - 1)
        if box.h < 180:
            beside = screen.text_width(screen.headline(denial), size) <= chip.x - 16 - left
            below = Box(left, chip.bottom - 2, room.w, box.bottom - 4 - chip.bottom)
            room = room._replace(w=chip.x - 16 - left) if beside else below
    lines = 2 if room.h >= 130 and not second else 1
    text = screen.headline(denial)
    broken = [(min(size, 52), lines)] if "\n" in text else []
    sizes = [size, size - 6, *broken, size - 12, (min(size, 52) - 8, lines), (36, lines), (30, lines), (36, 2), (30, 2)]
    if not second:
        screen.words(text, room, sizes)
        return
    head = Box(room.x, box.y + box.h / 2 - size * 1.1, room.w, size * 1.3)
    screen.words(text, head, sizes)
    screen.words(second, Box(room.x, head.bottom + 2, room.w, 56), (36, 32, 28, 26), bold=False)


def _more_chip(screen: Canvas, box: Box, count: int) -> Box:
    text = screen.say("refusal.more", count=count)
    width = screen.text_width(text, 30) + 30 + 10 + 32
    return screen.chip(box.right - width - 16, box.y + 12, text, 30, SAND, icon="bang", pad=16, height=48)


def way_on(refusal: Refusal) -> Way:
    """A book that can be returned on the spot need not go into the red box."""
    way = TONES[refusal.denials[0].code].way
    return Way.RETURN if way is Way.RED_BOX and Offer.RETURN_IT in refusal.offers else way


def draw_way(screen: Canvas, box: Box, refusal: Refusal, second: str = "") -> None:
    """What to do next, with its picture."""
    denial, way = refusal.denials[0], way_on(refusal)
    text = screen.next_step(denial) if way is TONES[denial.code].way else screen.say("refusal.for_somebody")
    screen.panel(box, WAY_FILLS[way], 28)
    side = min(box.h - 24, 112.0)
    wide = side * 1.4 if way in WAY_ARTS else side
    picture = Box(box.x + 32, box.y + (box.h - side) / 2, wide, side)
    if way in WAY_ARTS:
        screen.art(WAY_ARTS[way], picture)
    elif way in WAY_MARKS:
        screen.mark(WAY_MARKS[way], picture.inset(8))
    else:
        screen.icon(WAY_ICONS[way], picture.inset(12))
    left = picture.right + 24
    room = Box(left, box.y + 6, box.right - 24 - left, box.h - 12)
    if not second:
        largest = (64, 58) if box.h >= 180 else ()
        screen.words(text, room, (*largest, 52, 48, 44, (44, 2), (38, 2), (32, 3), (26, 3)))
        return
    head = Box(left, box.y + box.h / 2 - 58, room.w, 64)
    screen.words(text, head, (48, 44, 40, 36, 32))
    screen.words(second, Box(left, head.bottom, room.w, 46), (32, 30, 28, 26), bold=False)


def draw_buttons(screen: Canvas, box: Box, refusal: Refusal, *, dismiss: tuple[str, str]) -> None:
    """The offers and «OK»; one of them is the main button. dismiss: key and icon."""
    offers = [OFFERS[offer] for offer in refusal.offers if offer is not Offer.READ_HERE]
    ways_on = [one for one in offers if one[0] is not Tap.ASK_STAFF]
    staff = [one for one in offers if one[0] is Tap.ASK_STAFF]
    choices = [*ways_on, (Tap.DISMISS, *dismiss), *staff][:4]
    labels = [(screen.say(key), icon) for _, key, icon in choices]
    boxes, size = _button_places(screen, box, labels)
    main = -1 if Offer.READ_HERE in refusal.offers else 0
    for at, (place, (tap, *_), (text, icon)) in enumerate(zip(boxes, choices, labels, strict=True)):
        style = MAIN if at == main else SECOND
        if _icon_above(box, labels):
            screen.tall_button(place, screen.tapped(tap), text, icon=icon, style=style, sizes=(size,))
            continue
        parts = [Glyph(icon, size * 1.1, style.ink)] if icon else []
        screen.button(place, screen.tapped(tap), [*parts, Words(text, size, style.ink)], style=style)


def _icon_above(box: Box, labels: list[tuple[str, str]]) -> bool:
    return len(labels) > 2 and box.h >= TALL


def _button_places(screen: Canvas, box: Box, labels: list[tuple[str, str]]) -> tuple[list[Box], int]:
    """Where they stand, and the one size for all their letters; three beside each other are as wide as they need."""
    gap = 16
    count = len(labels)
    above = _icon_above(box, labels)
    largest = 36 if above else {1: 46, 2: 38}.get(count, 34) + (12 if box.h >= TALL else 0)
    for size in range(largest, LEAST - 2, -2):
        needs = [_width(screen, label, size, icon_above=above) for label in labels]
        if count < 3 or above:
            places = box.columns(count, gap)
        else:
            spare = (box.w - gap * (count - 1) - sum(needs)) / count
            starts = [box.x + sum(needs[:at]) + at * (spare + gap) for at in range(count)]
            places = [Box(x, box.y, need + spare, box.h) for x, need in zip(starts, needs, strict=True)]
        if all(need + 2 * BUTTON_PAD <= place.w for need, place in zip(needs, places, strict=True)):
            break
    return places, size


def _width(screen: Canvas, label: tuple[str, str], size: int, *, icon_above: bool) -> float:
    text, icon = label
    return screen.text_width(text, size) + 2 + (size * 1.1 + 16 if icon and not icon_above else 0)
