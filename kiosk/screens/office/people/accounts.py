"""Staff accounts and the pad on which a new PIN is typed twice."""

from kiosk.office.people.views import AccountLine, AccountList, AccountPage, NewPin, PeopleAction
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import TableColumn, TableLine, Tag, draw_foot_pager, draw_table
from kiosk.screens.office.people.kit import PatronButton, draw_deeds
from kiosk.screens.pin import DIGITS, KEY, RING
from kiosk.screens.theme import GOLD, INK, INK2, MIST2
from kiosk.screens.widgets.board import MAIN, QUIET, Glyph, Words
from kiosk.screens.widgets.digit_pad import pad_places
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, Tap, TapKey

FOOT = 80
GAP = 12


def draw_accounts(screen: OfficeCanvas, page: AccountList) -> None:
    back = way_back(screen)
    new = HeadButton(screen.say("people.staff.new"), Act(PeopleAction.NEW), "plus", MAIN)
    screen.head(screen.say("people.staff"), screen.say("people.staff.hint"), back, new)
    main = screen.main
    columns = (
        TableColumn(screen.say("people.column.name"), 3),
        TableColumn(screen.say("people.column.role"), 2.6),
        TableColumn(screen.say("people.column.card"), 2.4),
        TableColumn(screen.say("people.column.pin"), 3),
    )
    draw_table(screen, main._replace(h=main.h - FOOT - 10), columns, [_account(screen, line) for line in page.rows])
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _account(screen: OfficeCanvas, line: AccountLine) -> TableLine:
    name = screen.say("people.staff.me", name=line.name) if line.is_me else line.name
    pin = Tag(screen.say("people.staff.pin"), "good")
    if not line.has_pin:
        pin = Tag(screen.say("people.staff.no_pin"), "care" if line.role == "librarian" else "quiet")
    cells = (name, screen.say(f"role.{line.role}"), _clipped(line.card) or "-", pin)
    return TableLine(cells, Act(PeopleAction.OPEN, line.id), strong=0)


def _clipped(text: str) -> str:
    return text if len(text) <= 14 else f"{text[:13]}…"


def draw_account(screen: OfficeCanvas, page: AccountPage) -> None:
    line, say = page.line, screen.say
    screen.head(line.name, say(f"role.{line.role}"), way_back(screen))
    main = screen.main
    deeds = [
        PatronButton(PeopleAction.PIN, say("people.staff.set_pin"),
             say("people.staff.pin" if line.has_pin else "people.staff.no_pin"),
             not line.has_pin and line.role == "librarian"),
        PatronButton(PeopleAction.ROLE, say("people.staff.set_role"), say(f"role.{line.role}")),
        PatronButton(PeopleAction.PRINT, say("people.staff.print"), _clipped(line.card) or "-"),
        PatronButton(PeopleAction.LEAVE, say("people.staff.retire"),
             say("people.staff.last" if page.last else "people.staff.retire.hint")),
    ]  # fmt: skip
    draw_deeds(screen, main._replace(h=2 * 116), deeds, 2)
    panel = Box(main.x, main.y + 2 * 116 + 20, main.w, 132)
    screen.panel(panel, MIST2, 24)
    screen.icon("card", Box(panel.x + 28, panel.y + 34, 64, 64), INK2)
    rows = (
        Row(say("people.staff.scan"), (28, 26, (24, 2)), INK),
        Row(say("people.staff.scan.hint"), (22, (22, 2)), INK2, bold=False),
    )
    stack(screen, Box(panel.x + 120, panel.y + 8, panel.w - 140, panel.h - 16), rows)


def draw_new_pin(screen: OfficeCanvas, page: NewPin) -> None:
    screen.head(screen.say("people.pin", name=page.name), "", way_back(screen))
    main = screen.main
    if screen.grid.portrait:
        panel, pad = main._replace(h=300), Box(main.x, main.y + 316, main.w, main.h - 316)
    else:
        pad = main.right_part(main.w * 0.56)
        panel = main.left_part(main.w * 0.44 - 24)
    screen.panel(panel, INK, 32)
    key = "people.pin.differed" if page.differed else "people.pin.again" if page.again else "people.pin.first"
    rows = (
        Row(screen.say(key), (40, 36, (34, 2), (30, 2), (26, 3))),
        Row(screen.say("people.pin.hint"), (24, (24, 2), (22, 3)), GOLD, bold=False, before=8),
    )
    stack(screen, Box(panel.x + 28, panel.y + 16, panel.w - 56, panel.h - 120), rows)
    pitch = min(66.0, (panel.w - 56) / DIGITS)
    for at in range(DIGITS):
        dot = Box(panel.x + 28 + at * pitch, panel.bottom - 84, 44, 44)
        screen.disc(dot, GOLD if at < page.digits else RING)
        if at >= page.digits:
            screen.disc(dot.inset(6), INK)
    _draw_pad(screen, pad)


def _draw_pad(screen: OfficeCanvas, box: Box) -> None:
    for sign, key in pad_places(box, "123456789 0b", GAP, 150):
        if sign == "b":
            screen.button(key, screen.tapped(Tap.BACKSPACE), [Glyph("backspace", 56)], style=QUIET)
        else:
            screen.button(key, screen.tapped(TapKey(sign)), [Words(sign, 56)], style=KEY)
