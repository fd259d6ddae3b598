"""Who may do what. A use-case takes the desk and the actor first, and asks here before it does anything."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID

from kiosk.lending.desk import Desk
from kiosk.office.permissions import COMMAND_LINE, MAY, STATION, Permission, Role
from kiosk.office.refusal import NotDone

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Actor:
    """staff: the member's identity, None where nobody has signed in. place: where it is done, kept in the trail."""

    staff: UUID | None
    role: Role
    place: str = STATION

    def may(self, permission: Permission) -> bool:
        return permission in MAY[self.role]


AT_COMMAND_LINE = Actor(None, Role.ADMINISTRATOR, COMMAND_LINE)
FOUNDER = Actor(None, Role.FOUNDER)


def requires(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[Desk, Actor, Given], Answer]],
    Callable[Concatenate[Desk, Actor, Given], Answer | NotDone],
]:
    """A use-case that nobody without this permission carries out: they are answered «not_allowed»."""

    def guarded(
        use_case: Callable[Concatenate[Desk, Actor, Given], Answer],
    ) -> Callable[Concatenate[Desk, Actor, Given], Answer | NotDone]:
        @wraps(use_case)
        def asked(desk: Desk, actor: Actor, /, *given: Given.args, **named: Given.kwargs) -> Answer | NotDone:
            if not actor.may(permission):
                return NotDone("not_allowed")
            return use_case(desk, actor, *given, **named)

        return asked

    return guarded
