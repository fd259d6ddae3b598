"""«What would happen to…»: every rule with its verdict, and the conclusion."""

from kiosk.circulation.rules import patron_is_under_the_loan_limit
from kiosk.office.rules.views import RulesAction, RuleVerdict, Tried, TryIt
from kiosk.screens.office.canvas import OfficeCanvas, way_back
from kiosk.screens.theme import CARD, GOLD_T, INK, INK2, PINE_T, RED_T
from kiosk.screens.widgets.board import QUIET, SECOND, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act

SENTENCE = (24, 22, (22, 2), (22, 3))


def draw_try_it(screen: OfficeCanvas, page: TryIt) -> None:
    tried = page.tried
    back = way_back(screen)
    screen.head(screen.say("policies.try.title"), screen.say("policies.try.second"), back)
    main = screen.main
    asks = Box(main.x, main.y, main.w, 84)
    if screen.grid.portrait:
        who, what = asks.columns(2, 12)
        when = asks._replace(y=asks.bottom + 12)
        top = when.bottom + 12
    else:
        who, what, when = asks.left_part(280), Box(asks.x + 292, asks.y, asks.w - 292 - 452, 84), asks.right_part(440)
        top = asks.bottom + 12
    _who_and_what(screen, tried, who, what)
    _when(screen, tried, when)
    foot = Box(main.x, main.bottom - 120, main.w, 120)
    room = Box(main.x, top, main.w, foot.y - 12 - top)
    screen.panel(room, CARD, 24)
    if tried.verdicts:
        _all_verdicts(screen, tried, room.inset(20, 14))
    else:
        screen.icon("search", room.middle(96, 96)._replace(y=room.y + room.h / 2 - 100), INK2)
        words = screen.say("policies.try.ask" if not tried.is_asked else "policies.try.no_copy")
        screen.words(words, Box(room.x + 40, room.y + room.h / 2 + 10, room.w - 80, 90), (30, 26, (26, 2), (22, 3)),
                     align="center")  # fmt: skip
    _conclusion(screen, tried, foot)


def _who_and_what(screen: OfficeCanvas, tried: Tried, who: Box, what: Box) -> None:
    person = f"{tried.who} {tried.group}".strip() if tried.who else screen.say("policies.try.who")
    book = screen.title(tried.title) if tried.title else screen.say("policies.try.what")
    for box, icon, text, act in ((who, "person", person, RulesAction.WHO), (what, "book", book, RulesAction.WHAT)):
        screen.button(box, screen.tapped(Act(act)), style=QUIET, radius=20)
        screen.icon(icon, Box(box.x + 18, box.y + (box.h - 34) / 2, 34, 34))
        screen.words(text, Box(box.x + 64, box.y + 4, box.w - 80, box.h - 8), (28, 26, 24, 22, (22, 2)))


def _when(screen: OfficeCanvas, tried: Tried, box: Box) -> None:
    y, high = box.y, box.h
    keys = 88
    screen.button(
        Box(box.x, y, keys, high), screen.tapped(Act(RulesAction.EARLIER)), [Words("−15", 28)], style=QUIET, radius=20
    )
    screen.button(
        Box(box.right - keys, y, keys, high),
        screen.tapped(Act(RulesAction.LATER)),
        [Words("+15", 28)],
        style=QUIET,
        radius=20,
    )
    middle = Box(box.x + keys + 8, y, box.w - 2 * keys - 16, high)
    if not tried.is_now:
        now = screen.say("policies.try.now")
        wide = max(84.0, screen.text_width(now, 24) + 30)
        screen.button(
            middle.right_part(wide), screen.tapped(Act(RulesAction.NOW)), [Words(now, 24)], style=SECOND, radius=20
        )
        middle = middle._replace(w=middle.w - wide - 8)
    screen.button(middle, screen.tapped(Act(RulesAction.DAY)), style=QUIET, radius=20)
    wording = screen.context.wording
    moment = screen.say("policies.try.now") if tried.is_now else wording.day(tried.at)
    rows = [Row(moment, (24, 22, (22, 2)), INK), Row(wording.clock(tried.at), (28, 26), INK)]
    stack(screen, middle.inset(8, 2), rows, align="center")


def _all_verdicts(screen: OfficeCanvas, tried: Tried, box: Box) -> None:
    """In two columns, down the first and then the second, as the by-law reads."""
    half = -(-len(tried.verdicts) // 2)
    high = box.h / half
    for at, verdict in enumerate(tried.verdicts):
        place = box.columns(2, 20)[at // half]
        row = Box(place.x, place.y + at % half * high, place.w, high)
        _verdict(screen, tried, verdict, row)


def _verdict(screen: OfficeCanvas, tried: Tried, verdict: RuleVerdict, row: Box) -> None:
    screen.mark("stop" if verdict.denial else "borrow", Box(row.x, row.y + (row.h - 34) / 2, 34, 34))
    room = Box(row.x + 46, row.y + 1, row.w - 46, row.h - 2)
    screen.words(_said(screen, tried, verdict), room, SENTENCE, bold=bool(verdict.denial))


def _said(screen: OfficeCanvas, tried: Tried, verdict: RuleVerdict) -> str:
    """To staff the reason itself is said, not only whom to ask; where nothing stands against it, the figures."""
    if verdict.denial:
        return screen.say(f"policies.denial.{verdict.denial.code}", **verdict.denial.facts)
    if verdict.rule == patron_is_under_the_loan_limit.__name__ and tried.limit is not None:
        return screen.say("policies.try.places", on_loan=tried.on_loan, limit=tried.limit)
    return screen.say(f"policies.rule.{verdict.rule}")


# --- in short, beside the table ----------------------------------------------------------------------------------


def draw_trial_aside(screen: OfficeCanvas, tried: Tried, box: Box) -> None:
    screen.panel(box, CARD, 24)
    inner = box.inset(16, 12)
    screen.words(screen.say("policies.try.title"), inner._replace(h=44), (26, 24, 22))
    top = inner.y + 48
    if screen.grid.portrait:
        who, what = Box(inner.x, top, inner.w, 80).columns(2, 12)
        below = top + 92
    else:
        who, what = Box(inner.x, top, inner.w, 80), Box(inner.x, top + 88, inner.w, 80)
        below = top + 180
    _who_and_what(screen, tried, who, what)
    foot = Box(inner.x, inner.bottom - 112, inner.w, 112)
    room = Box(inner.x, below, inner.w, foot.y - 8 - below)
    if screen.grid.portrait:
        room = room._replace(h=0)  # the conclusion alone, from which all verdicts are a tap away
    shown = [verdict for verdict in tried.verdicts if verdict.denial] or list(tried.verdicts)
    fitting = int(room.h // 68)
    for at, verdict in enumerate(shown[:fitting]):
        high = min(76.0, room.h / min(fitting, len(shown)))
        _verdict(screen, tried, verdict, Box(room.x, room.y + at * high, room.w, high))
    if not tried.verdicts and fitting:
        screen.words(
            screen.say("policies.try.ask" if not tried.is_asked else "policies.try.no_copy"),
            room, (24, 22, (24, 3), (22, 6)), bold=False, colour=INK2, align="center",
        )  # fmt: skip
    screen.button(foot, screen.tapped(Act(RulesAction.TRY)), style=QUIET._replace(fill=_fill(tried)), radius=20)
    due = screen.say("policies.try.due", due_on=tried.due_on) if tried.due_on else ""
    _say_conclusion(screen, tried, due, foot.inset(12, 4), (26, 24, 22, (22, 2)))


def _conclusion(screen: OfficeCanvas, tried: Tried, box: Box) -> None:
    screen.panel(box, _fill(tried), 24)
    if tried.verdicts:
        screen.mark("stop" if tried.denials else "borrow", Box(box.x + 24, box.y + (box.h - 72) / 2, 72, 72))
    else:
        screen.icon("clock", Box(box.x + 24, box.y + (box.h - 56) / 2, 56, 56), INK2)
    due = _when_due(screen, tried) if tried.due_on else ""
    _say_conclusion(
        screen, tried, due, Box(box.x + 116, box.y + 4, box.w - 140, box.h - 8), (34, 30, 28, (26, 2)), "left"
    )


def _fill(tried: Tried):
    if not tried.verdicts:
        return GOLD_T
    return RED_T if tried.denials else PINE_T


def _say_conclusion(screen: OfficeCanvas, tried: Tried, due: str, box: Box, sizes, align: str = "center") -> None:
    if not tried.verdicts:
        rows = [Row(screen.say("policies.try.open"), sizes, INK)]
    elif tried.denials:
        hint = "policies.try.may_read" if tried.may_read_here else "policies.try.because"
        rows = [
            Row(screen.say("policies.try.refused"), sizes, INK),
            Row(screen.say(hint, count=len(tried.denials)), (22, (22, 2)), INK, bold=False),
        ]
    else:
        rows = [
            Row(screen.say("policies.try.lent"), sizes, INK),
            Row(due, (22, (22, 2), (22, 3)), INK, bold=False),
        ]
    stack(screen, box, rows, align=align)


def _when_due(screen: OfficeCanvas, tried: Tried) -> str:
    """With what would be said beside it: holidays that move the day, a class that goes first."""
    said = [screen.say("policies.try.due", due_on=tried.due_on)]
    if tried.days_moved:
        said.append(screen.say("policies.try.moved", count=tried.days_moved))
    if tried.notice is not None:
        said.append(screen.say("policies.try.others_first", serving=tried.notice.facts["serving"]))
    return " · ".join(said)
