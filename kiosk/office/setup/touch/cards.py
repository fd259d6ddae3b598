"""The guide's last step, everybody's card, and its end."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.office.refusal import NotDone
from kiosk.office.setup import first_cards, guide
from kiosk.office.setup.touch.step import Progress, StepPage
from kiosk.office.setup.views import CardsStep, SetupAction, SetupStep
from kiosk.office.touch_kit.page import Back, Move, RoomContext
from kiosk.office.touch_kit.pages import saving
from kiosk.taps import Act, AnyTap


class CardsPage(StepPage):
    def __init__(self, context: RoomContext, progress: Progress) -> None:
        super().__init__(context, SetupStep.CARDS)
        self._progress = progress

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(SetupAction.PRINT):
                words = self.context.words
                return saving(
                    "guide.printing",
                    self.context,
                    lambda _job: first_cards.draw_cards(words),
                    self._saved,
                    can_stop=False,
                )
            case Act(SetupAction.FINISH):
                self._progress.is_over = True
                return Back()
        return super().tap(tap, at)

    def view(self, at: datetime) -> CardsStep:
        people, _ = guide.counts()
        return replace(self._progress.printed or CardsStep(people), people=people)

    def _saved(self, made: first_cards.FirstCards, paths: tuple[Path, ...], at: datetime) -> Move:
        noted = first_cards.note_printed(self.context.desk, self.context.actor, at, made.cards)
        if isinstance(noted, NotDone):
            return noted
        (path,) = paths
        on_stick = any(path.is_relative_to(stick) for stick in self.context.places.sticks())
        file = f"{path.parent.name}/{path.name}"
        self._progress.printed = CardsStep(made.cards, file, on_stick, made.cards, made.sheets, made.unprintable)
        return None
