"""The first-run guide: where one is among the eight steps, and the step's own page."""

from kiosk.office.setup.views import FirstRun, SetupAction, SetupStep, StepState
from kiosk.screens.office.canvas import OfficeCanvas
from kiosk.screens.office.pages import drawn_by
from kiosk.screens.theme import GOLD, INK, PINE, WHITE, rgb
from kiosk.screens.widgets.board import ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.taps import Act

RAIL = 340
STRIP = 176  # upright: the steps lie above the page
PITCH = 74
LATER = rgb("#33426C")
NOW, RESTING = ButtonStyle(GOLD, INK), ButtonStyle(INK, WHITE)
LEAVE = ButtonStyle(LATER, WHITE)


class GuideScreen(OfficeCanvas):
    """As the office's screen, with steps in place of rooms."""

    def draw(self, view: FirstRun) -> None:
        (self._strip if self.grid.portrait else self._steps)(view)
        self._told = view.told
        drawn_by(type(view.page))(self, view.page)

    @property
    def body(self) -> Box:
        if self.grid.portrait:
            return Box(24, STRIP + 20, 752, 1280 - STRIP - 40)
        return Box(RAIL + 32, 20, self.grid.width - RAIL - 64, 768)

    def _steps(self, view: FirstRun) -> None:
        self.panel(Box(0, 0, RAIL, 800), INK, 0)
        self.words(self.say("guide.title"), Box(32, 20, RAIL - 48, 72), (40, 36, 32), colour=WHITE)
        for at, step in enumerate(SetupStep):
            self._step(view, step, at + 1, Box(16, 104 + at * PITCH, RAIL - 32, 70))
        self._leave(view, Box(16, 708, RAIL - 32, 80))

    def _step(self, view: FirstRun, step: SetupStep, number: int, box: Box) -> None:
        now = step is view.now
        if view.staff_name and step is not SetupStep.PIN:
            self.button(box, self.tapped(Act(SetupAction.OPEN, step.value)), style=NOW if now else RESTING, radius=18)
        elif now:
            self.panel(box, GOLD, 18)
        self._sign(view, step, number, Box(box.x + 16, box.y + 11, 48, 48))
        room = Box(box.x + 80, box.y + 2, box.w - 92, box.h - 4)
        self.words(self.say(f"guide.step.{step}"), room, (28, 26, 24, (22, 2)), bold=now, colour=INK if now else WHITE)

    def _sign(self, view: FirstRun, step: SetupStep, number: int, box: Box) -> None:
        """A tick for what is done, a number for what is not; what was left for later keeps a frame of gold."""
        state = view.states[step]
        if state is StepState.DONE:
            self.disc(box, PINE)
            self.icon("check", box.middle(30, 30), WHITE)
            return
        self.disc(box, GOLD if state is StepState.SKIPPED else LATER)
        inner = box.inset(4)
        self.disc(inner, INK)
        self.words(str(number), inner, (24, 22), colour=WHITE, align="center")

    def _leave(self, view: FirstRun, box: Box) -> None:
        """The way out; before there is anything to leave, the other language."""
        if view.staff_name:
            tap, icon, text = self.tapped(Act(SetupAction.LEAVE)), "left", self.say("guide.leave")
        else:
            tap, icon, text = self.context.switch_language, "globe", self.say("devices.language")
        self.button(box, tap, style=LEAVE, radius=20)
        self.row(box.inset(12, 0), [Glyph(icon, 30, WHITE), Words(text, 26, WHITE)])

    def _strip(self, view: FirstRun) -> None:
        self.panel(Box(0, 0, 800, STRIP), INK, 0)
        self._leave(view, Box(536, 6, 240, 80))
        self.words(self.say("guide.title"), Box(24, 10, 500, 72), (36, 32, 28, 26), colour=WHITE)
        for box, (at, step) in zip(Box(24, 90, 752, 80).columns(8, 6), enumerate(SetupStep), strict=True):
            if view.staff_name and step is not SetupStep.PIN:
                style = NOW if step is view.now else RESTING
                self.button(box, self.tapped(Act(SetupAction.OPEN, step.value)), style=style, radius=18)
            elif step is view.now:
                self.panel(box, GOLD, 18)
            self._sign(view, step, at + 1, box.middle(48, 48))
