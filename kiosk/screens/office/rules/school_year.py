"""Terms and holidays: every day is a button."""

from datetime import date

from kiosk.office.rules.views import HolidayRow, RulesAction, SchoolYear, TermRow
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas
from kiosk.screens.office.kit import draw_empty, draw_foot_pager
from kiosk.screens.theme import CARD, INK, INK2
from kiosk.screens.widgets.board import MAIN, QUIET, Glyph
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction

TERM_DAYS = ("starts_on", "ends_on", "lending_from", "recall_on")
TERMS_UPRIGHT = 2
HOLIDAY = 138


def draw_school_year(screen: OfficeCanvas, page: SchoolYear) -> None:
    buttons = (
        HeadButton("", Act(FrameAction.BACK), "left", QUIET),
        HeadButton(screen.say("year.add_holiday"), Act(RulesAction.ADD_HOLIDAY), "plus"),
        HeadButton(screen.say("year.add_term"), Act(RulesAction.ADD_TERM), "plus", MAIN),
    )
    screen.head(screen.say("year.title"), screen.say("year.second"), *buttons)
    main = screen.main
    if screen.grid.portrait:
        left, right = main._replace(h=2 * 152), Box(main.x, main.y + 2 * 152 + 12, main.w, main.h - 2 * 152 - 12)
        terms, high = page.terms[:TERMS_UPRIGHT], 144.0
    else:
        left, right = main.columns(2, 12)
        terms, high = page.terms, (main.h - 2 * 8) / 3
    if not terms:
        draw_empty(screen, left, "calendar", screen.say("year.no_term"), screen.say("year.no_term.hint"))
    for at, term in enumerate(terms):
        _term(screen, term, Box(left.x, left.y + at * (high + 8), left.w, high))
    _holidays(screen, page, right)


def _term(screen: OfficeCanvas, term: TermRow, box: Box) -> None:
    screen.panel(box, CARD, 20)
    _drop(screen, f"term:{term.id}", Box(box.right - 88, box.y, 84, 80))
    screen.words(term.name, Box(box.x + 20, box.y + 4, box.w - 120, 44), (28, 26, 24, 22))
    room = Box(box.x + 12, box.y + 50, box.w - 112, box.h - 56)
    places = (
        room.columns(4, 8) if screen.grid.portrait else [place for row in _halves(room) for place in row.columns(2, 8)]
    )
    for place, field in zip(places, TERM_DAYS, strict=True):
        _day(screen, f"term:{term.id}:{field}", screen.say(f"year.day.{field}"), getattr(term, field), place)


def _halves(box: Box) -> tuple[Box, Box]:
    high = (box.h - 8) / 2
    return box._replace(h=high), Box(box.x, box.y + high + 8, box.w, high)


def _day(screen: OfficeCanvas, subject: str, name: str, day: date | None, box: Box) -> None:
    screen.button(box, screen.tapped(Act(RulesAction.DAY, subject)), style=QUIET, radius=16)
    said = screen.context.wording.day(day, short=True) if day else screen.say("year.day.none")
    rows = [Row(name, (22,), INK2, bold=False), Row(said, (26, 24, 22), INK)]
    stack(screen, box.inset(10, 2), rows, align="center")


def _drop(screen: OfficeCanvas, subject: str, box: Box) -> None:
    screen.button(
        box,
        screen.tapped(Act(RulesAction.DROP, subject)),
        [Glyph("cross", 30, INK2)],
        style=QUIET._replace(fill=CARD),
    )


def _holidays(screen: OfficeCanvas, page: SchoolYear, box: Box) -> None:
    if not page.holidays:
        draw_empty(screen, box, "sun", screen.say("year.no_holiday"), screen.say("year.no_holiday.hint"))
        return
    foot = 88 if page.pages > 1 else 0
    high = min(float(HOLIDAY), (box.h - foot - 3 * 8) / 4)
    for at, holiday in enumerate(page.holidays):
        _holiday(screen, holiday, Box(box.x, box.y + at * (high + 8), box.w, high))
    if foot:
        draw_foot_pager(screen, Box(box.x, box.bottom - 80, box.w, 80), page.page, page.pages)


def _holiday(screen: OfficeCanvas, holiday: HolidayRow, box: Box) -> None:
    screen.panel(box, CARD, 20)
    _drop(screen, f"holiday:{holiday.id}", Box(box.right - 88, box.y + (box.h - 80) / 2, 84, 80))
    name = Box(box.x + 20, box.y + 4, 170, box.h - 8)
    screen.words(holiday.name, name, (28, 26, 24, (24, 2), (22, 3)))
    room = Box(name.right + 8, box.y + (box.h - 84) / 2, box.right - 96 - name.right - 8, 84)
    for place, field in zip(room.columns(2, 8), ("starts_on", "ends_on"), strict=True):
        subject = f"holiday:{holiday.id}:{field}"
        _day(screen, subject, screen.say(f"year.holiday.day.{field}"), getattr(holiday, field), place)
