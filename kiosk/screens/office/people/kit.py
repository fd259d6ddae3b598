"""What the readers' pages share: deeds as buttons that say how things stand, names of groups."""

from collections.abc import Sequence
from typing import NamedTuple

from kiosk.office.people.views import Group, PeopleAction
from kiosk.screens.office.canvas import OfficeCanvas
from kiosk.screens.theme import CARD, GOLD_T, INK, INK2
from kiosk.screens.widgets.board import ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act

LONGEST_NUMBER = 9  # signs in a table
PLAIN, TOLD = ButtonStyle(CARD, INK), ButtonStyle(GOLD_T, INK)


class PatronButton(NamedTuple):
    """hint: how it stands now; stands_out: that is out of the ordinary."""

    action: PeopleAction
    text: str
    hint: str
    stands_out: bool = False


def draw_deeds(screen: OfficeCanvas, box: Box, deeds: Sequence[PatronButton], columns: int) -> None:
    rows = -(-len(deeds) // columns)
    high = (box.h - 8 * (rows - 1)) / rows
    for at, deed in enumerate(deeds):
        row = Box(box.x, box.y + at // columns * (high + 8), box.w, high)
        place = row.columns(columns, 8)[at % columns]
        screen.button(place, screen.tapped(Act(deed.action)), style=TOLD if deed.stands_out else PLAIN, radius=16)
        words = [
            Row(deed.text, (26, 24, 22, (22, 2)), INK),
            Row(deed.hint, (22, (22, 2)), INK2, bold=False),
        ]
        stack(screen, place.inset(14, 2), words)


def group_name(screen: OfficeCanvas, group: Group) -> str:
    if group.name:
        return screen.context.wording.who((group.name,), short=True)
    return screen.say(f"people.group.{group.subject or 'all'}")


def short_number(number: str) -> str:
    """A pupil's number in the national register has twenty signs, of which the last ones differ."""
    return number if len(number) <= LONGEST_NUMBER else f"…{number[1 - LONGEST_NUMBER :]}"
