"""What the steps of the guide have in common: they are left by going on, not back."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.office.refusal import NotDone
from kiosk.office.setup import guide
from kiosk.office.setup.templates import blank_lists
from kiosk.office.setup.views import CardsStep, SetupAction, SetupStep
from kiosk.office.touch_kit.page import Back, Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import written
from kiosk.taps import Act, AnyTap


@dataclass(slots=True)
class Progress:
    """Where the guide is. is_over: behind its last step; printed: what became of the cards, once they are saved."""

    now: SetupStep = SetupStep.PIN
    is_over: bool = False
    printed: CardsStep | None = None

    def open(self, step: SetupStep) -> None:
        self.now, self.is_over = step, False


class StepPage(Page):
    """Whatever is done with leads down to the page below, and from there to the next step."""

    def __init__(self, context: RoomContext, step: SetupStep) -> None:
        self.context, self.step = context, step

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(SetupAction.NEXT):
                return Back()
            case Act(SetupAction.SKIP):
                skipped = guide.skip(self.context.desk, self.context.actor, at, self.step)
                return skipped if isinstance(skipped, NotDone) else Back()
        return None

    def back(self, at: datetime) -> Move:
        return None


def save_blank_lists(context: RoomContext) -> Move:
    """Raises OSError."""
    paths = [written(context, document) for document in blank_lists(context.words)]
    return Done("guide.templates_saved", facts={"folder": str(paths[0].parent)})
