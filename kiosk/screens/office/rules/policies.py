"""The rules as one table with the trial beside it, and one rule with − and +."""

from kiosk.office.rules.views import EditPolicy, Policies, PolicyRow, PolicyStanding, RulesAction
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import TableColumn, TableLine, draw_empty, draw_table
from kiosk.screens.office.rules.trial import draw_trial_aside
from kiosk.screens.theme import CARD, GOLD_T, INK
from kiosk.screens.widgets.board import MAIN, QUIET, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.taps import Act, FrameAction

ASIDE = 260
TABLE = 500
LABEL = (26, 24, 22, (22, 2))
STEPPERS = ("max_loans", "days", "renewals", "overdue_block_count", "overdue_block_days")
FAR = {"days": 7}  # a second pair of keys, for what is seldom changed by one
SWITCHES = ("lendable", "in_library", "rota_exempt")
DAYS = ("valid_from", "valid_to")
KEY = 84


def draw_policies(screen: OfficeCanvas, page: Policies) -> None:
    add = HeadButton(screen.say("policies.add"), Act(RulesAction.ADD), "plus", MAIN)
    second = screen.say("policies.second")
    if page.pages > 1:
        second = screen.say("policies.page", page=page.page + 1, pages=page.pages, count=page.total)
    screen.head(screen.say("policies.title"), second, add)
    main = screen.main
    if screen.grid.portrait:
        left = main._replace(h=TABLE + 112)
        aside = Box(main.x, left.bottom + 12, main.w, main.bottom - left.bottom - 12)
    else:
        left, aside = main._replace(w=main.w - ASIDE - 12), main.right_part(ASIDE)
    _table(screen, page, left._replace(h=TABLE))
    _foot(screen, page, Box(left.x, left.y + TABLE + 12, left.w, left.h - TABLE - 12))
    draw_trial_aside(screen, page.tried, aside)


def _table(screen: OfficeCanvas, page: Policies, box: Box) -> None:
    if not page.rows:
        take = (screen.say("policies.take_preset"), Act(RulesAction.PRESETS))
        draw_empty(screen, box, "rules", screen.say("policies.none"), screen.say("policies.none.hint"), take)
        return
    columns = [
        TableColumn(screen.say(f"policies.column.{name}"), share)
        for name, share in (
            ("who", 150), ("what", 120), ("max_loans", 66), ("days", 92), ("renewals", 92), ("block", 106),
        )
    ]  # fmt: skip
    draw_table(
        screen,
        box,
        columns,
        [TableLine(_cells(screen, row), Act(RulesAction.CHANGE, row.id), strong=0) for row in page.rows],
    )


def _cells(screen: OfficeCanvas, row: PolicyRow) -> tuple[str, ...]:
    who = named(screen, "category", row.category or "anybody")
    if row.standing is PolicyStanding.LATER:
        who = screen.say("policies.from", who=who, day=screen.context.wording.day(row.valid_from, short=True))
    elif row.standing is PolicyStanding.OVER:
        who = screen.say("policies.over", who=who, day=screen.context.wording.day(row.valid_to, short=True))
    what = named(screen, "item_type", row.item_type or "anything")
    none = screen.say("policies.nothing")
    if not row.lendable:
        return who, what, none, screen.say("policies.read_here" if row.in_library else "policies.never"), none, none
    return (
        who,
        what,
        str(row.max_loans),
        str(row.days),
        screen.say("policies.renewals", count=row.renewals) if row.renewals else screen.say("policies.no_renewal"),
        _block(screen, row),
    )


def _block(screen: OfficeCanvas, row: PolicyRow) -> str:
    """The stricter of the two comes first; both are said on the rule's own page."""
    if row.overdue_block_count is not None:
        return screen.say("policies.block_count", count=row.overdue_block_count)
    if row.overdue_block_days is not None:
        return screen.say("policies.block_days", days=row.overdue_block_days)
    return screen.say("policies.no_block")


def named(screen: OfficeCanvas, kind: str, code: str) -> str:
    """The catalogue's word, or the school's own."""
    return screen.context.wording.named(f"option.{kind}", code)


def _foot(screen: OfficeCanvas, page: Policies, box: Box) -> None:
    screen.panel(box, CARD, 24)
    row = Box(box.x + 16, box.y + (box.h - 80) / 2, box.w - 32, 80)
    right = row.right
    for key, act, icon in (
        ("policies.year", RulesAction.YEAR, "calendar"),
        ("policies.take_preset", RulesAction.PRESETS, "renew"),
    ):
        text = screen.say(key)
        wide = screen.text_width(text, 26) + 90
        place = Box(right - wide, row.y, wide, 80)
        screen.named_button(place, screen.tapped(Act(act)), text, icon=icon, size=26, radius=20)
        right = place.x - 12
    left = row._replace(w=right - row.x)
    if page.pages > 1:
        for place, step, icon in ((left.left_part(80), -1, "left"), (left.left_part(168).right_part(80), 1, "right")):
            if 0 <= page.page + step < page.pages:
                turn = Act(FrameAction.TURN, str(page.page + step))
                screen.button(place, screen.tapped(turn), [Glyph(icon, 34)], style=QUIET, radius=20)


# --- one rule ----------------------------------------------------------------------------------------------------


def draw_edit_policy(screen: OfficeCanvas, page: EditPolicy) -> None:
    draft = page.draft
    who, what = (
        named(screen, "category", draft.category or "anybody"),
        named(screen, "item_type", draft.item_type or "anything"),
    )
    buttons = [way_back(screen)]
    if page.before is not None:
        buttons.append(HeadButton(screen.say("policies.remove"), Act(RulesAction.REMOVE), "cross"))
    if page.can_be_stored:
        buttons.append(HeadButton(screen.say("policies.save"), Act(RulesAction.SAVE), "check", MAIN))
    screen.head(screen.say("policies.rule_of", who=who, what=what), _why_not(screen, page), *buttons)
    main = screen.main
    if screen.grid.portrait:
        places = [main] * 2
        count = len(STEPPERS) + len(SWITCHES) + len(DAYS)
        high = (main.h - 8 * (count - 1)) / count
        tops = [main.y, main.y + len(STEPPERS) * (high + 8)]
    else:
        places, high, tops = main.columns(2, 12), (main.h - 4 * 8) / 5, [main.y, main.y]
    for at, field in enumerate(STEPPERS):
        _stepper(screen, field, draft, Box(places[0].x, tops[0] + at * (high + 8), places[0].w, high))
    for at, field in enumerate((*SWITCHES, *DAYS)):
        row = Box(places[1].x, tops[1] + at * (high + 8), places[1].w, high)
        (_switch if field in SWITCHES else _day)(screen, field, draft, row)


def _why_not(screen: OfficeCanvas, page: EditPolicy) -> str:
    if page.clashes:
        return screen.say("policies.clashes")
    return screen.say("policies.ends_before" if page.ends_before else "policies.no_slip_changes")


def _parts(screen: OfficeCanvas, box: Box, text: str, controls: float) -> Box:
    """The card with what it is about; gives the place of its controls: beside the words, or below them."""
    screen.panel(box, CARD, 20)
    if box.w > 700:
        screen.words(text, Box(box.x + 20, box.y, box.w - controls - 48, box.h), LABEL)
        return Box(box.right - controls - 12, box.y + (box.h - 80) / 2, controls, 80)
    screen.words(text, Box(box.x + 20, box.y + 4, box.w - 40, box.h - 92), LABEL)
    return Box(box.right - controls - 12, box.bottom - 84, controls, 80)


def _stepper(screen: OfficeCanvas, field: str, draft: PolicyRow, box: Box) -> None:
    far = FAR.get(field, 0)
    keys, value = (4, 120.0) if far else (2, 150.0)
    place = _parts(screen, box, screen.say(f"policies.field.{field}"), keys * (KEY + 8) + value)
    x = place.x
    for by in [-far, -1] if far else [-1]:
        _key(screen, Box(x, place.y, KEY, 80), field, by)
        x += KEY + 8
    screen.words(_figure(screen, field, getattr(draft, field)), Box(x, place.y, value - 8, 80), (34, 30, 26, 24, 22),
                 align="center")  # fmt: skip
    x += value
    for by in [1, far] if far else [1]:
        _key(screen, Box(x, place.y, KEY, 80), field, by)
        x += KEY + 8


def _figure(screen: OfficeCanvas, field: str, value: int | None) -> str:
    return screen.say("policies.no_block") if value is None else str(value)


def _key(screen: OfficeCanvas, box: Box, field: str, by: int) -> None:
    sign = "+" if by > 0 else "−"
    text = sign if abs(by) == 1 else f"{sign}{abs(by)}"
    screen.button(box, screen.tapped(Act(RulesAction.STEP, f"{field}:{by}")), [Words(text, 34)], style=QUIET, radius=18)


def _switch(screen: OfficeCanvas, field: str, draft: PolicyRow, box: Box) -> None:
    is_on = getattr(draft, field)
    place = _parts(screen, box, screen.say(f"policies.field.{field}"), 200)
    text = screen.say("policies.yes" if is_on else "policies.no")
    screen.named_button(
        place,
        screen.tapped(Act(RulesAction.SWITCH, field)),
        text,
        icon="check" if is_on else "cross",
        style=MAIN._replace(fill=GOLD_T, ink=INK) if is_on else QUIET,
        size=28,
        radius=18,
    )


def _day(screen: OfficeCanvas, field: str, draft: PolicyRow, box: Box) -> None:
    day = getattr(draft, field)
    place = _parts(screen, box, screen.say(f"policies.field.{field}"), 400)
    text = screen.context.wording.day(day) if day else screen.say(f"policies.{field}.none")
    left = place._replace(w=place.w - (96 if day else 0))
    screen.named_button(
        left, screen.tapped(Act(RulesAction.DAY, field)), text, icon="calendar", style=QUIET, size=26, radius=18
    )
    if day:
        clear = Act(RulesAction.NO_DAY, field)
        screen.button(place.right_part(88), screen.tapped(clear), [Glyph("cross", 34)], style=QUIET, radius=18)
