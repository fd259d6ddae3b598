"""The first-run guide: whether this station is still empty, and which of its eight steps are done.

Every answer comes from the database, so that the guide can be left at any point and goes on where it was."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from argon2 import PasswordHasher

from db.models import Item, Patron, Period, Record, RotaEntry, SchoolClass, Staff, Term, new_id
from db.settings import get_setting
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import PIN_LENGTH, StaffMember, staff_with_pin
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission, Role
from kiosk.office.refusal import NotDone
from kiosk.office.rules.policies import preset_chosen
from kiosk.office.setup.first_lists import readers
from kiosk.office.setup.first_rota import rota_chosen
from kiosk.office.setup.first_school import school_name
from kiosk.office.setup.views import SetupStep, StepState
from kiosk.sync.pruning import has_centre

# The station's own: another one of the same school has its own guide, or none.
OPEN, SKIPPED, CARDS = "kiosk_guide", "kiosk_guide_skipped", "kiosk_cards_printed"
BEGUN, ENDED = "begun", "ended"


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


_DONE: Mapping[SetupStep, Callable[[], bool]] = {
    SetupStep.PIN: lambda: bool(staff_with_pin()),
    SetupStep.SCHOOL: lambda: bool(school_name()) and Term.select().exists(),
    SetupStep.BELLS: lambda: Period.select().exists() or bool(rota_chosen()),
    SetupStep.READERS: lambda: Patron.select().exists(),
    SetupStep.BOOKS: lambda: Item.select().exists(),
    SetupStep.RULES: lambda: bool(preset_chosen()),
    SetupStep.ROTA: lambda: RotaEntry.select().exists() or bool(rota_chosen()),
    SetupStep.CARDS: lambda: bool(get_setting(CARDS)),
}


def next_step(states: Mapping[SetupStep, StepState], after: SetupStep = SetupStep.PIN) -> SetupStep:
    """The first behind that one that nobody has seen to, else the first at all; at the end the last one."""
    steps = list(SetupStep)
    later = steps[steps.index(after) + 1 :]
    return next((step for step in (*later, *steps[1:]) if states[step] is StepState.OPEN), SetupStep.CARDS)


@requires(Permission.SETUP)
def skip(desk: Desk, actor: Actor, at: datetime, step: SetupStep) -> UUID:
    """Left for later: the guide goes on without it."""
    with editing(desk, actor, at, "guide_skipped", step=step.value) as edit:
        edit.set(SKIPPED, " ".join(dict.fromkeys([*get_setting(SKIPPED).split(), step.value])))
    return edit.id


@requires(Permission.SETUP)
def finish(desk: Desk, actor: Actor, at: datetime) -> UUID:
    with editing(desk, actor, at, "guide_ended") as edit:
        edit.set(OPEN, ENDED)
    return edit.id


# --- the first librarian -----------------------------------------------------------------------------------------


def is_weak(pin: str) -> bool:
    """One digit throughout, or a run up or down: what somebody who watches would try first."""
    steps = {(int(later) - int(earlier)) % 10 for earlier, later in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


@requires(Permission.SETUP)
def make_librarian(desk: Desk, actor: Actor, at: datetime, name: str, pin: str) -> StaffMember | NotDone:
    """The first one, who makes himself: the trail says that it was he. NotDone: weak_pin; not_empty, where somebody
    else has been quicker or the station has come to know a school."""
    if len(pin) != PIN_LENGTH or not pin.isdecimal() or is_weak(pin):
        return NotDone("weak_pin")
    identity = new_id()
    himself = Actor(identity, Role.LIBRARIAN, actor.place)
    with editing(desk, himself, at, "first_librarian", name=name) as edit:
        if not guide_needed():
            return NotDone("not_empty")
        edit.create(Staff, id=identity, name=name, role=Role.LIBRARIAN, pin_hash=PasswordHasher().hash(pin))
        edit.set(OPEN, BEGUN)
    return StaffMember(identity, name, Role.LIBRARIAN)


# --- the end -----------------------------------------------------------------------------------------------------


def counts() -> tuple[int, int]:
    """Readers who have not left, and copies."""
    return readers(), int(Item.select().count())
