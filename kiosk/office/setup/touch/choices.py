"""The guide's steps where one of a few ways is taken: bells, rules, the rota."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.office.refusal import NotDone
from kiosk.office.rules import policies
from kiosk.office.setup import first_rota
from kiosk.office.setup.first_rota import Bells, RotaPreset
from kiosk.office.setup.touch.step import StepPage
from kiosk.office.setup.views import ChoiceStep, PresetLine, SetupStep
from kiosk.office.touch_kit.page import Move, RoomContext, told
from kiosk.taps import Act, AnyTap, FrameAction


def nothing_missing() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Ways:
    """chosen: the name of the one in force, or empty; why_not: a code where none can be chosen yet, or empty."""

    names: Sequence[str]
    chosen: Callable[[], str]
    choose: Callable[[RoomContext, datetime, str], UUID | NotDone]
    why_not: Callable[[], str] = nothing_missing


def ring_bells(context: RoomContext, at: datetime, name: str) -> UUID | NotDone:
    return first_rota.ring_bells(context.desk, context.actor, at, Bells(name))


def set_rules(context: RoomContext, at: datetime, name: str) -> UUID | NotDone:
    return policies.apply_preset(context.desk, context.actor, at, name)


def publish_rota(context: RoomContext, at: datetime, name: str) -> UUID | NotDone:
    title = context.words["guide.rota_title"]
    return first_rota.publish_preset(context.desk, context.actor, at, RotaPreset(name), title)


WAYS: Mapping[SetupStep, Ways] = {
    SetupStep.BELLS: Ways(first_rota.BELLS, first_rota.bells_chosen, ring_bells),
    SetupStep.RULES: Ways(tuple(policies.PRESETS), policies.preset_chosen, set_rules),
    SetupStep.ROTA: Ways(tuple(first_rota.ROTAS), first_rota.rota_chosen, publish_rota, first_rota.why_no_rota),
}


class ChoicePage(StepPage):
    """step: one of WAYS."""

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        ways = WAYS[self.step]
        match tap:
            case Act(FrameAction.PICK, name) if name in ways.names:
                done = ways.choose(self.context, at, name)
                return told(f"guide.{self.step}.chosen", done, steps=1)
        return super().tap(tap, at)

    def view(self, at: datetime) -> ChoiceStep:
        ways = WAYS[self.step]
        chosen = ways.chosen()
        return ChoiceStep(self.step, tuple(PresetLine(name, name == chosen) for name in ways.names), ways.why_not())
