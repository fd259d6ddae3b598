"""Drives the app without its main loop: shows any view, steps frames, taps, reads pixels."""

from collections import ChainMap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import glFinish
from kivy.tests.common import UnitTestTouch

from kiosk.app import StationApp
from kiosk.hardware.scan import Scan
from kiosk.i18n import load_catalogue
from kiosk.screens import gc_schedule
from kiosk.screens.settings import ScreenSettings
from kiosk.screens.widgets.button import Tappable
from kiosk.screens.widgets.piece import Piece
from kiosk.screens.wording import Wording
from kiosk.selfcheck.views import Cue, StatusFacts, View
from kiosk.taps import AnyTap
from tests.screens.samples import NOW, STATUS, WELCOME_CLASS, camera_frame
from tests.screens.samples_staff import DEVICES_WELL


@dataclass
class FakeStep:
    cue: Cue | None = None
    outcomes: tuple[str, ...] = ()


@dataclass
class FakeStation:
    """Shows what it is told to show and remembers what was tapped."""

    view: View = WELCOME_CLASS
    seconds_left: int | None = 26
    total_seconds: int | None = 30
    at: datetime = NOW
    taps: list[AnyTap] = field(default_factory=list)
    scans: list[Scan] = field(default_factory=list)
    after_scan: View | None = None
    wakes_at: datetime | None = None
    left: bool = False

    def tap(self, tap: AnyTap) -> FakeStep:
        self.taps.append(tap)
        return FakeStep()

    def scan(self, scan: Scan) -> FakeStep:
        self.scans.append(scan)
        self.view = self.after_scan or self.view
        return FakeStep(Cue.CARD, ("seen",))

    def tick(self) -> FakeStep:
        return FakeStep()

    def camera(self, _lost: str | None) -> FakeStep:
        return FakeStep()

    def now(self) -> datetime:
        return self.at


class FakeSpeaker:
    def __init__(self) -> None:
        self.played: list[Cue] = []
        self.volume = "normal"

    def turn_to(self, volume: str) -> None:
        self.volume = volume

    def play(self, cue: Cue) -> None:
        self.played.append(cue)


class Stage:
    def __init__(self, settings: ScreenSettings) -> None:
        self.station, self.speaker = FakeStation(), FakeSpeaker()
        self.status: StatusFacts = STATUS
        self.frame = camera_frame()
        self.devices = DEVICES_WELL
        self.asked_to_sync = 0
        self.words: dict[str, str] = {}  # beside the station's own
        self.app = StationApp(
            self.station,
            wording_of=lambda language: Wording(language, catalogue=ChainMap(self.words, load_catalogue(language))),
            frames=lambda: self.frame,
            status=lambda: self.status,
            settings=settings,
            speaker=self.speaker,
            devices=lambda: self.devices,
            sync_now=self._ask_to_sync,
        )
        Clock.tick()
        Window.bind(on_flip=lambda *_: glFinish())
        self.app._run_prepare()
        while not self.app.is_warm:
            self.frames(1)
        gc_schedule.give_back()  # the other tests have their own

    def _ask_to_sync(self) -> None:
        self.asked_to_sync += 1

    def show(
        self,
        view: View,
        *,
        language: str = "zh_CN",
        size: tuple[int, int] = (1280, 800),
        seconds: tuple[int, int] | None = (26, 30),
        at: datetime = NOW,
        status: StatusFacts = STATUS,
        drawn: bool = True,
    ) -> None:
        """drawn: False leaves the pixels alone, which take most of the time; every piece has its place already."""
        if tuple(Window.size) != size:
            Window.size = size
            self.frames(1)
        self.status = status
        self.station.view, self.station.at = view, at
        self.station.seconds_left, self.station.total_seconds = seconds or (None, None)
        self.station.taps.clear()
        self.app.language = language
        self.app.draw_anew()
        if drawn:
            self.frames(2)

    def frames(self, count: int = 1) -> None:
        for _ in range(count):
            EventLoop.idle()

    def pieces(self) -> Iterator[Piece]:
        """Everything on the screen, in the order in which it is painted."""

        for piece in self.app.screen.pieces:
            yield piece
            yield from piece.parts

    def buttons(self) -> list[Tappable]:
        return [piece for piece in self.pieces() if isinstance(piece, Tappable)]

    def tap_all(self) -> list[AnyTap]:
        """Presses every button in turn; what the station was told."""
        for button in self.buttons():
            self.tap(*button.center)
        return list(self.station.taps)

    def tap(self, x: float, y: float) -> None:
        with self.holding(x, y):
            pass

    @contextmanager
    def holding(self, x: float, y: float) -> Iterator[UnitTestTouch]:
        touch = UnitTestTouch(x, y)
        touch.touch_down()
        yield touch
        touch.touch_up()

    def slide(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        with self.holding(*start) as touch:
            touch.touch_move(*end)

    def picture(self, path: Path) -> None:
        self.frames(2)
        self.app.screenshot(path)
