"""Is it still the child whose visit is open? Children leave without a tap, and the next one's card may go unread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.circulation.model import PatronFacts
from kiosk.circulation.rota import Kind, Mode, RotaFacts
from kiosk.hardware.scan import Evidence, Scan, Source, Visitor

# Something with bars for so long was held up, not carried past. A book that is tried again after it was not read looks
# the same, so this only counts where nobody was seen to stay.
HELD_UP = 0.4  # s
# A child looks for the next book in its bag for 3 s, hardly ever for 12; «at school» is where these are to be tuned.
QUIET, OF_WHICH_EMPTY = timedelta(seconds=12), timedelta(seconds=6)
# While a class stands in a queue the next child is there at once.
QUIET_IN_SLOT, OF_WHICH_EMPTY_IN_SLOT = timedelta(seconds=8), timedelta(seconds=4)
VERY_QUIET = timedelta(seconds=20)
BELIEVED = timedelta(seconds=20)  # after «it is me» a mere pause is no reason to ask again


class Doubt(StrEnum):
    """Why the station asks, the surest first."""

    CHANGED = "changed"
    LEFT = "left"
    UNREAD = "unread"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """What the guard keeps of a visit. scanned_at: its last scan; presentation: of that scan; confirmed_at: when card
    or finger last said whose visit it is; doubt: raised and not answered yet."""

    scanned_at: datetime
    presentation: int | None
    confirmed_at: datetime | None = None
    in_slot: bool = False
    doubt: Doubt | None = None

    def confirmed(self, at: datetime) -> "OpenVisit":
        return replace(self, scanned_at=at, confirmed_at=at, doubt=None)

    def touched(self, at: datetime) -> "OpenVisit":
        """A finger begins to type: how long that takes says nothing."""
        return replace(self, scanned_at=at, doubt=self.doubt or doubt(None, self, at))

    def scanned(self, scan: Scan, at: datetime) -> "OpenVisit":
        """A doubt stays until it is answered, whatever is shown in between."""
        if scan.presentation == self.presentation:
            return self
        raised = None if scan.source is Source.KEYPAD else doubt(scan.since, self, at)
        return replace(self, scanned_at=at, presentation=scan.presentation, doubt=self.doubt or raised)


Rule = Callable[[Evidence | None, OpenVisit, datetime], Doubt | None]


def doubt(evidence: Evidence | None, visit: OpenVisit, now: datetime) -> Doubt | None:
    """evidence: None where no camera looks; then time alone has to do."""
    return next((found for rule in RULES if (found := rule(evidence, visit, now))), None)


def the_clothes_are_the_same(evidence: Evidence | None, visit: OpenVisit, now: datetime) -> Doubt | None:
    return Doubt.CHANGED if evidence and evidence.visitor is Visitor.CHANGED else None


def nobody_has_left(evidence: Evidence | None, visit: OpenVisit, now: datetime) -> Doubt | None:
    return Doubt.LEFT if evidence and evidence.visitor is Visitor.LEFT else None


def nothing_was_held_up_in_vain(evidence: Evidence | None, visit: OpenVisit, now: datetime) -> Doubt | None:
    if evidence is None or evidence.visitor is Visitor.STAYED:
        return None
    return Doubt.UNREAD if evidence.unread >= HELD_UP else None


def the_pause_was_short(evidence: Evidence | None, visit: OpenVisit, now: datetime) -> Doubt | None:
    """A guess by the clock, made only where the camera cannot tell."""
    if evidence is not None and evidence.visitor is Visitor.STAYED:
        return None
    if visit.confirmed_at is not None and now - visit.confirmed_at < BELIEVED:
        return None
    quiet, of_which_empty = (
        (QUIET_IN_SLOT, OF_WHICH_EMPTY_IN_SLOT) if visit.in_slot else (QUIET, OF_WHICH_EMPTY)
    )  # fmt: skip
    paused = now - visit.scanned_at
    was_empty = evidence is not None and timedelta(seconds=evidence.empty) >= of_which_empty
    return Doubt.QUIET if paused >= VERY_QUIET or (paused >= quiet and was_empty) else None


RULES: tuple[Rule, ...] = (
    the_clothes_are_the_same,
    nobody_has_left,
    nothing_was_held_up_in_vain,
    the_pause_was_short,
)


def is_in_own_slot(rota: RotaFacts, patron: PatronFacts, at: datetime) -> bool:
    """A class is at the station, and the patron is one of it."""
    turn = rota.whose_turn(at) if rota.mode is not Mode.OFF else None
    return (
        turn is not None
        and turn.kind is Kind.ROTA
        and turn.serves(patron.class_name, patron.grade, patron.division)
    )  # fmt: skip
