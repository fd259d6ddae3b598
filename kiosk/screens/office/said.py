"""How the room «today» names classes, turns and reasons."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kiosk.office_views.today import RehearsedTurn
from kiosk.screens.wording import CLASS_NAME

if TYPE_CHECKING:
    from kiosk.screens.office.office_screen import OfficeScreen


def class_said(screen: "OfficeScreen", name: str) -> str:
    return screen.context.wording.who((name,)) if name else screen.say("today.no_class")


def class_on_a_bar(screen: "OfficeScreen", name: str) -> str:
    """As short as it is known: the number without the word «class»."""
    said = screen.context.wording.who((name,), short=True)
    found = CLASS_NAME.fullmatch(said)
    return f"{found['grade']}({found['number']})" if found else said


def shortened(screen: "OfficeScreen", text: str, room: float, size: int = 22) -> str:
    """With «…» where it is too long for one line."""
    if screen.text_width(text, size) <= room:
        return text
    while len(text) > 1 and screen.text_width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text}…"


def when_and_who(screen: "OfficeScreen", turn: RehearsedTurn) -> str:
    who = screen.context.wording.who(turn.served)
    if turn.starts is None:
        return screen.say("today.all_day", who=who)
    return f"{who} {screen.context.wording.clock(turn.starts)}"


def reason_said(screen: "OfficeScreen", code: str) -> str:
    return screen.context.wording.named("today.reason", code)


def reasons_said(screen: "OfficeScreen", codes: Iterable[str] | Mapping[str, int], most: int = 9) -> str:
    """The first so many, and «…» for the rest."""
    named = [reason_said(screen, code) for code in codes]
    return screen.say("today.and").join(named[:most]) + ("…" if len(named) > most else "")
