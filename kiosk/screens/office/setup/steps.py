"""The pages of the first-run guide."""

from kiosk.office.setup.views import (
    AllDone,
    CardsStep,
    ChoiceStep,
    ListRead,
    ListStep,
    PresetLine,
    RejectRow,
    SchoolStep,
    SetPin,
    SetupAction,
    SetupStep,
)
from kiosk.screens.office.canvas import OfficeCanvas
from kiosk.screens.office.kit import draw_empty
from kiosk.screens.theme import CARD, GOLD, GOLD_T, INK, INK2, MIST2, PINE_T, RED_T, SAND, Colour
from kiosk.screens.widgets.board import MAIN, QUIET, SECOND, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.digit_pad import pad_places
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction, Tap, TapKey

PIN_LENGTH = 6
MOST_OF_FILE, MOST_OF_NAME = 16, 8  # signs of what is quoted
LINE = (28, 26, 24, (24, 2), (22, 3))
FOOT = 92
KEY = ButtonStyle(CARD, INK)
PLAIN, TAKEN = ButtonStyle(CARD, INK), ButtonStyle(GOLD_T, INK)


def _head(screen: OfficeCanvas, step: SetupStep, hint: str) -> None:
    number = list(SetupStep).index(step) + 1
    screen.head(screen.say("guide.step_title", number=number, step=screen.say(f"guide.step.{step}")), hint)


def _foot(screen: OfficeCanvas, *buttons: tuple[str, Act, str]) -> None:
    """The last one is the main one."""
    main = screen.main
    places = Box(main.x, main.bottom - FOOT, main.w, FOOT).columns(len(buttons), 12)
    for at, ((text, act, icon), place) in enumerate(zip(buttons, places, strict=True)):
        style = MAIN if at == len(buttons) - 1 else SECOND
        screen.named_button(place, screen.tapped(act), text, icon=icon, style=style, size=32)


def _room(screen: OfficeCanvas) -> Box:
    main = screen.main
    return main._replace(h=main.h - FOOT - 14)


# --- the first PIN -----------------------------------------------------------------------------------------------


def draw_set_pin(screen: OfficeCanvas, page: SetPin) -> None:
    _head(screen, SetupStep.PIN, screen.say("guide.pin.second"))
    main = screen.main
    if screen.grid.portrait:
        told, pad = main._replace(h=300), Box(main.x, main.y + 312, main.w, main.h - 312)
    else:
        told, pad = main._replace(w=main.w * 0.46), main.right_part(main.w * 0.54 - 16)
    screen.panel(told, CARD, 24)
    name = Box(told.x + 20, told.y + 20, told.w - 40, 84)
    screen.button(name, screen.tapped(Act(SetupAction.NAME)), style=QUIET, radius=20)
    screen.icon("person", Box(name.x + 18, name.y + 24, 36, 36))
    screen.words(page.name, Box(name.x + 66, name.y + 4, name.w - 80, 76), (32, 28, 26, (24, 2)))
    typed = Box(told.x + 20, name.bottom + 8, told.w - 40, 84)
    if not screen.grid.portrait:
        text = screen.say("guide.type_it")
        screen.named_button(typed, screen.tapped(Act(SetupAction.TYPE)), text, icon="keypad", style=QUIET, size=26)
    else:
        typed = name
    key = f"guide.pin.{page.trouble}" if page.trouble else "guide.pin.again" if page.again else "guide.pin.first"
    box = Box(told.x + 20, typed.bottom + 12, told.w - 40, told.bottom - typed.bottom - 104)
    if page.trouble:
        screen.panel(box, GOLD_T, 18)
    screen.words(screen.say(key), box.inset(14, 4), (32, (30, 2), (28, 3), (26, 4), (24, 5)))
    for at, dot in enumerate(Box(told.x + 20, told.bottom - 84, told.w - 40, 60).columns(PIN_LENGTH, 10)):
        side = min(44.0, dot.w)
        screen.disc(dot.middle(side, side), GOLD if at < page.digits else MIST2)
    _pad(screen, pad)


def _pad(screen: OfficeCanvas, box: Box) -> None:
    for key, place in pad_places(box, "123456789 0b", 12, 150):
        if key == "b":
            screen.button(place, screen.tapped(Tap.BACKSPACE), [Glyph("backspace", 48)], style=QUIET, radius=20)
        else:
            screen.button(place, screen.tapped(TapKey(key)), [Words(key, 56)], style=KEY, radius=20)


# --- school ------------------------------------------------------------------------------------------------------


def draw_school(screen: OfficeCanvas, page: SchoolStep) -> None:
    _head(screen, SetupStep.SCHOOL, screen.say("guide.school.second"))
    room = _room(screen)
    high = (room.h - 12) / 2
    upper, lower = room._replace(h=high), Box(room.x, room.y + high + 12, room.w, high)
    screen.panel(upper, CARD, 24)
    rows = [
        Row(screen.say("guide.school.name"), (26, 24), INK2, bold=False),
        Row(page.school or screen.say("guide.school.none"), (40, 36, 32, (30, 2), (26, 3)), INK),
    ]
    stack(screen, Box(upper.x + 28, upper.y + 10, upper.w - 56, upper.h - 116), rows)
    places = Box(upper.x + 20, upper.bottom - 100, upper.w - 40, 84).columns(3, 12)
    for place, key, act, icon in zip(
        places, ("from_file", "type_it", "template"), (SetupAction.FILE, SetupAction.TYPE, SetupAction.TEMPLATE),
        ("usb", "keypad", "plus"), strict=True,
    ):  # fmt: skip
        screen.named_button(place, screen.tapped(Act(act)), screen.say(f"guide.{key}"), icon=icon, style=QUIET, size=26)
    screen.panel(lower, CARD, 24)
    rows = [
        Row(screen.say("guide.school.term"), (26, 24), INK2, bold=False),
        Row(page.term_name, (34, 32, 28, (26, 2)), INK),
    ]
    stack(screen, Box(lower.x + 28, lower.y + 10, lower.w - 56, lower.h - 116), rows)
    places = Box(lower.x + 20, lower.bottom - 100, lower.w - 40, 84).columns(2, 12)
    for place, field in zip(places, ("starts_on", "ends_on"), strict=True):
        day = screen.context.wording.day(getattr(page, field), short=True)
        text = screen.say(f"guide.school.{field}", day=day)
        act = Act(SetupAction.DAY, field)
        screen.named_button(place, screen.tapped(act), text, icon="calendar", style=QUIET, size=26)
    _foot(
        screen,
        (screen.say("guide.skip"), Act(SetupAction.SKIP), ""),
        (screen.say("guide.save_next"), Act(SetupAction.SAVE), "check"),
    )


# --- one of a few ------------------------------------------------------------------------------------------------


def draw_choice(screen: OfficeCanvas, page: ChoiceStep) -> None:
    _head(screen, page.kind, screen.say(f"guide.{page.kind}.second"))
    room = _room(screen)
    if page.why_not:
        back = SetupStep.BELLS if page.why_not == "no_bells" else SetupStep.READERS
        go = (screen.say(f"guide.rota.{page.why_not}.go"), Act(SetupAction.OPEN, back.value))
        upper = room._replace(h=room.h - 132)
        draw_empty(screen, upper, "calendar", screen.say(f"guide.rota.{page.why_not}"), "", go)
        off = next(line for line in page.lines if line.name == "off")
        _line(screen, page.kind, off, Box(room.x, room.bottom - 120, room.w, 120))
    else:
        high = min(150.0, (room.h - 12 * (len(page.lines) - 1)) / len(page.lines))
        for at, line in enumerate(page.lines):
            _line(screen, page.kind, line, Box(room.x, room.y + at * (high + 12), room.w, high))
    is_chosen = any(line.chosen for line in page.lines)
    if is_chosen:
        _foot(screen, (screen.say("guide.next"), Act(SetupAction.NEXT), "right"))
    else:
        main = screen.main
        place = Box(main.x, main.bottom - FOOT, main.w, FOOT)
        screen.named_button(
            place, screen.tapped(Act(SetupAction.SKIP)), screen.say("guide.skip"), style=SECOND, size=32
        )


def _line(screen: OfficeCanvas, kind: SetupStep, line: PresetLine, box: Box) -> None:
    act = Act(FrameAction.PICK, line.name)
    screen.button(box, screen.tapped(act), style=TAKEN if line.chosen else PLAIN, radius=24)
    side = 56
    if line.chosen:
        screen.mark("borrow", Box(box.x + 26, box.y + (box.h - side) / 2, side, side))
    else:
        icon = {SetupStep.BELLS: "bell", SetupStep.RULES: "rules", SetupStep.ROTA: "calendar"}[kind]
        screen.icon(icon, Box(box.x + 26, box.y + (box.h - side) / 2, side, side), INK2)
    key = f"option.policies.preset.{line.name}" if kind is SetupStep.RULES else f"guide.{kind}.{line.name}"
    rows = [
        Row(screen.say(key), (34, 30, 28, (26, 2)), INK),
        Row(screen.say(f"{key}.hint"), (24, (24, 2), (22, 3)), INK2, bold=False, before=4),
    ]
    stack(screen, Box(box.x + 108, box.y + 4, box.w - 132, box.h - 8), rows)


# --- lists -------------------------------------------------------------------------------------------------------


def draw_list(screen: OfficeCanvas, page: ListStep) -> None:
    key = f"guide.{page.kind}"
    _head(screen, page.kind, screen.say(f"{key}.second"))
    room = _room(screen)
    screen.panel(room, CARD, 28)
    icon = "people" if page.kind is SetupStep.READERS else "book"
    top = room.y + room.h * 0.08
    screen.icon(icon, Box(room.x, top, room.w, 96), INK2)
    told = screen.say(f"{key}.there", count=page.there) if page.there else screen.say(f"{key}.none")
    rows = [
        Row(told, (38, 34, 30, (28, 2)), INK),
        Row(screen.say(f"{key}.columns"), (26, (26, 2), (24, 3), (22, 4)), INK2, bold=False, before=10),
    ]
    stack(screen, Box(room.x + 40, top + 104, room.w - 80, room.h * 0.36), rows, align="center")
    places = Box(room.x + 40, room.bottom - 128, room.w - 80, 96).columns(2, 16)
    template = Act(SetupAction.TEMPLATE)
    screen.named_button(
        places[0], screen.tapped(template), screen.say("guide.template"), icon="plus", style=QUIET, size=28
    )
    style = SECOND if page.there else MAIN
    screen.named_button(
        places[1], screen.tapped(Act(SetupAction.FILE)), screen.say("guide.from_file"), icon="usb", style=style, size=30
    )
    if page.there:
        _foot(screen, (screen.say("guide.next"), Act(SetupAction.NEXT), "right"))
    else:
        main = screen.main
        place = Box(main.x, main.bottom - FOOT, main.w, FOOT)
        screen.named_button(
            place, screen.tapped(Act(SetupAction.SKIP)), screen.say("guide.skip"), style=SECOND, size=32
        )


def draw_list_read(screen: OfficeCanvas, page: ListRead) -> None:
    _head(screen, page.kind, screen.say("guide.read", file=_short(page.file, MOST_OF_FILE)))
    room = _room(screen)
    counts = Box(room.x, room.y, room.w, 112)
    kinds: tuple[tuple[str, int, str, Colour], ...] = (
        ("new", page.new, "borrow", PINE_T),
        ("changed", page.changed, "renew", CARD),
        ("rejected", page.rejected, "notice" if page.rejected else "borrow", RED_T if page.rejected else CARD),
    )
    for place, (name, number, mark, fill) in zip(counts.columns(3, 12), kinds, strict=True):
        screen.panel(place, fill, 24)
        screen.mark(mark, Box(place.x + 18, place.y + 30, 52, 52))
        rows = [
            Row(f"{number:,}", (44, 38, 32, 28), INK),
            Row(screen.say(f"guide.read.{name}"), (24, 22), INK, bold=False),
        ]
        stack(screen, Box(place.x + 88, place.y + 2, place.w - 100, place.h - 4), rows)
    _rejects(screen, page, Box(room.x, counts.bottom + 12, room.w, room.h - 124))
    again = (screen.say("guide.other_file"), Act(SetupAction.FILE), "usb")
    if page.taken:
        take = (screen.say(f"guide.{page.kind}.take", count=page.taken), Act(SetupAction.SAVE), "check")
        _foot(screen, again, take)
    else:
        _foot(screen, again)


def _rejects(screen: OfficeCanvas, page: ListRead, box: Box) -> None:
    screen.panel(box, CARD, 24)
    if not page.rejects:
        screen.mark("borrow", Box(box.x, box.y + box.h / 2 - 90, box.w, 80).middle(80, 80))
        words = Box(box.x + 40, box.y + box.h / 2 + 4, box.w - 80, 90)
        screen.words(screen.say("guide.read.all_well"), words, (30, 28, (26, 2)), align="center")
        return
    title = screen.say("guide.read.to_mend", count=page.rejected)
    wide = 184 if page.pages > 1 else 0
    screen.words(title, Box(box.x + 24, box.y + 6, box.w - 60 - wide, 84), (28, 26, 24, (22, 2)))
    for place, step, icon in ((184, -1, "left"), (92, 1, "right")):
        if 0 <= page.page + step < page.pages:
            button = Box(box.right - 12 - place, box.y + 8, 84, 80)
            screen.button(
                button,
                screen.tapped(Act(FrameAction.TURN, str(page.page + step))),
                [Glyph(icon, 34)],
                style=QUIET,
                radius=20,
            )
    high = min(96.0, (box.h - 104) / 3)
    for at, row in enumerate(page.rejects):
        _reject(screen, row, Box(box.x + 24, box.y + 96 + at * high, box.w - 48, high))


def _reject(screen: OfficeCanvas, row: RejectRow, box: Box) -> None:
    chip = Box(box.x, box.y + (box.h - 52) / 2, 150, 52)
    screen.panel(chip, SAND, 14)
    screen.words(screen.say("guide.line", number=row.line), chip.inset(8, 2), (24, 22, (22, 2)), align="center")
    name = Box(chip.right + 16, box.y, box.w * 0.2, box.h)
    screen.words(_short(row.name, MOST_OF_NAME) or screen.say("guide.no_name"), name, (26, 24, (22, 2)))
    why = Box(name.right + 12, box.y, box.right - name.right - 12, box.h)
    screen.words(
        screen.say(f"guide.reject.{row.code}", what=row.what[:30]), why, (24, 22, (22, 2), (22, 3)), bold=False
    )


def _short(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1]}…"


# --- cards, and the end ------------------------------------------------------------------------------------------


def draw_cards(screen: OfficeCanvas, page: CardsStep) -> None:
    _head(screen, SetupStep.CARDS, screen.say("guide.cards.second"))
    room = _room(screen)
    screen.panel(room, PINE_T if page.file else CARD, 28)
    screen.icon("card", Box(room.x, room.y + room.h * 0.08, room.w, 96), INK if page.file else INK2)
    if page.file:
        rows = [
            Row(screen.say("guide.cards.saved", count=page.cards, sheets=page.sheets), (38, 34, (30, 2), (26, 3)), INK),
            Row(
                screen.say("guide.cards.on_stick" if page.on_stick else "guide.cards.here", file=page.file),
                ((24, 2), (22, 4)),
                INK,
                bold=False,
                before=10,
            ),
        ]
        if page.unprintable:
            text = screen.say("guide.cards.unprintable", count=page.unprintable)
            rows.append(Row(text, ((24, 2), (22, 3)), INK, before=8))
    elif page.people:
        rows = [
            Row(screen.say("guide.cards.ready", count=page.people), (38, 34, (30, 2)), INK),
            Row(screen.say("guide.cards.hint"), (26, (24, 2), (22, 3)), INK2, bold=False, before=10),
        ]
    else:
        rows = [
            Row(screen.say("guide.cards.none"), (38, 34, (30, 2)), INK),
            Row(screen.say("guide.cards.none.hint"), (26, (24, 2), (22, 3)), INK2, bold=False, before=10),
        ]
    stack(screen, Box(room.x + 40, room.y + room.h * 0.08 + 104, room.w - 80, room.h * 0.5), rows, align="center")
    if page.people and not page.file:
        button = Box(room.x + 40, room.bottom - 128, room.w - 80, 96)
        text = screen.say("guide.cards.print")
        screen.named_button(button, screen.tapped(Act(SetupAction.PRINT)), text, icon="print", style=MAIN, size=34)
        place = Box(screen.main.x, screen.main.bottom - FOOT, screen.main.w, FOOT)
        later = screen.say("guide.finish")
        screen.named_button(place, screen.tapped(Act(SetupAction.FINISH)), later, style=SECOND, size=32)
    else:
        _foot(screen, (screen.say("guide.finish"), Act(SetupAction.FINISH), "check"))


def draw_all_done(screen: OfficeCanvas, page: AllDone) -> None:
    key = "guide.all_done" if page.people and page.copies else "guide.almost_done"
    screen.head(screen.say(key), page.school)
    room = _room(screen)
    screen.panel(room, PINE_T if key == "guide.all_done" else GOLD_T, 28)
    side = min(220.0, room.h * 0.4)
    screen.art(
        "magpie-glad" if key == "guide.all_done" else "magpie-hi",
        Box(room.x, room.y + 20, room.w, side).middle(side, side),
    )
    rows = [
        Row(screen.say("guide.all_done.counts", people=page.people, copies=page.copies), (34, 30, (28, 2)), INK),
        Row(screen.say(f"{key}.how"), ((28, 2), (26, 3), (24, 4)), INK, bold=False, before=10),
    ]
    top = room.y + 30 + side
    stack(screen, Box(room.x + 40, top, room.w - 80, room.bottom - 20 - top), rows, align="center")
    _foot(screen, (screen.say("guide.to_office"), Act(SetupAction.FINISH), "right"))
