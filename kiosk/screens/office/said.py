"""How the room «today» names classes, turns, reasons, deeds and stored values."""

from collections.abc import Mapping, Sequence
from functools import reduce

from kiosk.clock import clock_text
from kiosk.office.today.views import RehearsedTurn, TrailLine
from kiosk.screens.office.canvas import OfficeCanvas
from kiosk.screens.wording import CLASS_NAME, Wording

MINUTES = frozenset({"starts", "ends"})
WEEKDAYS = frozenset({"weekday", "follows"})
NAMED = frozenset({"state", "category", "item_type", "kind", "role", "week", "purpose", "subject_kind"})


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


def listed(wording: Wording, named: Sequence[str]) -> str:
    """One after the other, as the language divides them."""
    return reduce(lambda one, two: wording.text("today.list", one=one, two=two), named) if named else ""


def deed_said(wording: Wording, line: TrailLine) -> str:
    """What was done, in a sentence of the room that did it; a deed that this program does not know says its code."""
    key = f"audit.{line.deed}"
    facts = {name: value if isinstance(value, int) else str(value) for name, value in line.facts.items()}
    try:
        said = wording.text(key, **facts)
    except KeyError:
        said = wording.text("today.deed.other", deed=line.deed)
    return wording.text("today.deed.undone", deed=said) if line.undoes else said


def value_said(wording: Wording, column: str, value: str | None) -> str:
    """A stored value as people say it."""
    if value in (None, ""):
        return wording.text("today.value.none")
    if value in ("yes", "no"):
        return wording.text(f"today.value.{value}")
    if column in MINUTES and value.isdigit():
        return clock_text(int(value))
    if column in WEEKDAYS and value.isdigit():
        return wording.text(f"weekday.{int(value) + 1}")
    if column in NAMED:
        return wording.named("today.stored", value)
    return value
