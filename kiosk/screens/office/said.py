"""How deeds, who did them and stored values are said, on the screen and at the command line: nothing here draws."""

from collections.abc import Sequence
from functools import reduce

from kiosk.clock import clock_text
from kiosk.office.permissions import COMMAND_LINE
from kiosk.office.today.views import TrailLine
from kiosk.screens.wording import Wording

MINUTES = frozenset({"starts", "ends"})
WEEKDAYS = frozenset({"weekday", "follows"})
NAMED = frozenset({"state", "category", "item_type", "kind", "role", "week", "purpose", "subject_kind"})


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


def doer_said(wording: Wording, line: TrailLine) -> str:
    """Nobody signs in at the command line, nor does the program itself."""
    place = "command_line" if line.place == COMMAND_LINE else "program"
    return line.who or wording.text(f"today.trail.{place}")


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
