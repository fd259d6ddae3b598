"""What a use-case has answered, as the room says it."""

from uuid import UUID

from kiosk.circulation.denials import Fact
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Done, Move


def told(key: str, answer: UUID | NotDone | None, steps: int = 0, **facts: Fact) -> Move:
    """answer: the audit entry, None where nothing takes it back."""
    return answer if isinstance(answer, NotDone) else Done(f"people.told.{key}", answer, facts, steps)
