"""How the pages of «today» name classes, turns and reasons."""

from collections.abc import Mapping, Sequence

from kiosk.office.today.views import RehearsedTurn
from kiosk.screens.office.canvas import OfficeCanvas
from kiosk.screens.office.said import listed
from kiosk.screens.wording import CLASS_NAME


def class_said(screen: OfficeCanvas, name: str) -> str:
    """Short where a screen stands upright and columns are narrow."""
    if not name:
        return screen.say("today.no_class")
    return class_on_a_bar(screen, name) if screen.grid.portrait else screen.context.wording.who((name,))


def class_on_a_bar(screen: OfficeCanvas, name: str) -> str:
    """As short as it is known: the number without the word «class»."""
    said = screen.context.wording.who((name,), short=True)
    found = CLASS_NAME.fullmatch(said)
    return f"{found['grade']}({found['number']})" if found else said


def when_and_who(screen: OfficeCanvas, turn: RehearsedTurn) -> str:
    who = screen.context.wording.who(turn.served)
    who = who[:1].upper() + who[1:]
    if turn.starts is None:
        return screen.say("today.all_day", who=who)
    return f"{who} {screen.context.wording.clock(turn.starts)}"


def reason_said(screen: OfficeCanvas, code: str) -> str:
    return screen.context.wording.named("today.reason", code)


def reasons_said(screen: OfficeCanvas, codes: Sequence[str], most: int = 9) -> str:
    """The first so many, and «…» for the rest."""
    return _listed(screen, [reason_said(screen, code) for code in codes], most)


def counted_reasons_said(screen: OfficeCanvas, reasons: Mapping[str, int], most: int) -> str:
    """How often each, where there are several."""
    named = [reason_said(screen, code) for code in reasons]
    if len(named) > 1:
        named = [f"{name} {count:,}" for name, count in zip(named, reasons.values(), strict=True)]
    return _listed(screen, named, most)


def _listed(screen: OfficeCanvas, named: Sequence[str], most: int) -> str:
    return listed(screen.context.wording, named[:most]) + ("…" if len(named) > most else "")
