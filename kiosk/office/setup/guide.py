"""The first-run guide: whether this station is still empty, and which of its eight steps are done.

Every answer comes from the database, so that the guide can be left at any point and goes on where it was."""

from collections.abc import Mapping
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from argon2 import PasswordHasher

from db.models import Item, Patron, Period, Record, RotaEntry, SchoolClass, Staff, Term, new_id
from db.settings import get_setting
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import PIN_LENGTH, StaffMember, staff_with_pin
from kiosk.office.actors import Actor
from kiosk.office.editing import editing
from kiosk.office.rules.policies import CHOSEN
from kiosk.office.setup.first_rota import rota_chosen
from kiosk.office.setup.views import SetupStep, StepState
from kiosk.sync.pruning import has_centre

# The station's own: another one of the same school has its own guide, or none.
OPEN, SKIPPED, CARDS = "kiosk_guide", "kiosk_guide_skipped", "kiosk_cards_printed"
BEGUN, ENDED = "begun", "ended"
LIBRARIAN = "librarian"


def guide_needed() -> bool:
    """Whether anybody may open the guide here without a PIN: nobody has one yet, and there is nothing to see.

    A child who finds such a station can make it his own, and finds nothing there; a station that has once had a
    reader, a book or anybody on the staff, retired or not, never opens it again by itself, nor one with a centre."""
    return not (has_centre() or any(model.select().exists() for model in (Staff, SchoolClass, Patron, Record)))


def guide_is_open() -> bool:
    """Begun at this station and not ended: who signs in goes on with it."""
    return get_setting(OPEN) == BEGUN


# --- the steps -------------------------------------------------------------------------------------------------


def step_states() -> Mapping[SetupStep, StepState]:
    skipped = set(get_setting(SKIPPED).split())
    return {step: _state(step, skipped) for step in SetupStep}


def _state(step: SetupStep, skipped: set[str]) -> StepState:
    if _DONE[step]():
        return StepState.DONE
    return StepState.SKIPPED if step.value in skipped else StepState.OPEN


_DONE = {
    SetupStep.PIN: lambda: bool(staff_with_pin()),
    SetupStep.SCHOOL: lambda: bool(get_setting("school_name")) and Term.select().exists(),
    SetupStep.BELLS: lambda: Period.select().exists() or bool(rota_chosen()),
    SetupStep.READERS: lambda: Patron.select().exists(),
    SetupStep.BOOKS: lambda: Item.select().exists(),
    SetupStep.RULES: lambda: bool(get_setting(CHOSEN)),
    SetupStep.ROTA: lambda: RotaEntry.select().exists() or bool(rota_chosen()),
    SetupStep.CARDS: lambda: bool(get_setting(CARDS)),
}


def next_step(states: Mapping[SetupStep, StepState]) -> SetupStep:
    """The first that nobody has seen to; at the end the last one."""
    return next((step for step in SetupStep if states[step] is StepState.OPEN), SetupStep.CARDS)


def skip(desk: Desk, actor: Actor, at: datetime, step: SetupStep) -> None:
    """Left for later: the guide goes on without it."""
    skipped = [*get_setting(SKIPPED).split(), step.value]
    with editing(desk, actor, at, "guide_skipped", step=step.value) as edit:
        edit.set(SKIPPED, " ".join(dict.fromkeys(skipped)))


def finish(desk: Desk, actor: Actor, at: datetime) -> None:
    with editing(desk, actor, at, "guide_ended") as edit:
        edit.set(OPEN, ENDED)


# --- the first librarian -----------------------------------------------------------------------------------------


def is_weak(pin: str) -> bool:
    """One digit throughout, or a run up or down: what somebody who watches would try first."""
    steps = {(int(later) - int(earlier)) % 10 for earlier, later in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def make_librarian(desk: Desk, at: datetime, name: str, pin: str) -> StaffMember | None:
    """The first one, who makes himself; None when somebody else has been quicker, or the station is no longer empty."""
    if len(pin) != PIN_LENGTH or not guide_needed():
        return None
    identity = new_id()
    with editing(desk, identity, at, "first_librarian", name=name) as edit:
        edit.create(Staff, id=identity, name=name, role=LIBRARIAN, pin_hash=PasswordHasher().hash(pin))
        edit.set(OPEN, BEGUN)
    return StaffMember(identity, name, LIBRARIAN)


# --- school ------------------------------------------------------------------------------------------------------


def name_school(desk: Desk, actor: Actor, at: datetime, name: str) -> UUID:
    with editing(desk, actor, at, "school_named", name=name) as edit:
        edit.set("school_name", name)
    return edit.id


def school_name() -> str:
    return get_setting("school_name")


def counts() -> tuple[int, int]:
    """Readers who have not left, and copies."""
    return Patron.select().where(Patron.left == False).count(), Item.select().count()  # noqa: E712
