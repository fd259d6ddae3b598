"""The Kivy side of the station: shows the station's view, hands it taps and scans, one second at a time.

Import this after kiosk.screens.settings.configure_kivy(): the import opens the window.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from kivy.app import App
from kivy.clock import Clock
from kivy.core.window import Window
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.uix.widget import Widget

from kiosk.hardware.scan import Scan
from kiosk.screens import gc_schedule
from kiosk.screens.base import Screen
from kiosk.screens.canvas import Context, nobody
from kiosk.screens.keyboard import character_of
from kiosk.screens.lingering import Lingering
from kiosk.screens.registry import SCREENS
from kiosk.screens.settings import ScreenSettings
from kiosk.screens.theme import register_fonts
from kiosk.screens.warm_up import warm_up
from kiosk.screens.widgets.camera_view import Viewfinder
from kiosk.screens.widgets.grid import Grid
from kiosk.screens.wording import Wording
from kiosk.selfcheck.staff_views import DeviceFacts
from kiosk.selfcheck.views import AskForCard, AskKind, Cue, Keypad, Search, StatusFacts, View, Welcome
from kiosk.taps import AnyTap

FRAMES_A_SECOND = 6  # of the viewfinder: each draws the whole window
REST = 0.2  # seconds after a scan in which its answer has the processor to itself
READ_MARK = 0.4  # seconds that the brackets stay green after a reading
BESIDE_WELCOME = (Welcome, Search, AskForCard, AskKind, Keypad)  # from these the same person may still come back
FORGET_LANGUAGE = 60  # seconds on the welcome screen after which the school's language is back


class StepPort(Protocol):
    cue: Cue | None
    outcomes: tuple[object, ...]


class StationPort(Protocol):
    """The Kivy-free state machine (kiosk/selfcheck/station.py)."""

    view: View
    seconds_left: int | None
    total_seconds: int | None
    wakes_at: datetime | None
    left: bool

    def tap(self, tap: AnyTap) -> StepPort: ...
    def scan(self, scan: Scan) -> StepPort: ...
    def tick(self) -> StepPort: ...
    def camera(self, lost: str | None) -> StepPort: ...
    def now(self) -> datetime: ...


class SpeakerPort(Protocol):
    volume: str

    def play(self, cue: Cue) -> None: ...
    def turn_to(self, volume: str) -> None: ...


class StationApp(App):
    """on_shown(step): called after the frame with the answer of a step was drawn; on_key(character, at):
    every key press with time.monotonic(), for a scanner that types. Both may be set later."""

    def __init__(
        self,
        station: StationPort,
        *,
        wording_of: Callable[[str], Wording],
        frames: Callable[[], np.ndarray | None],
        status: Callable[[], StatusFacts],
        settings: ScreenSettings,
        speaker: SpeakerPort,
        devices: Callable[[], DeviceFacts] = DeviceFacts,
        sync_now: Callable[[], object] = nobody,
    ) -> None:
        super().__init__()
        register_fonts()
        self._station, self._wording_of = station, wording_of
        self._frames, self._status = frames, status
        self._settings, self._speaker, self._devices = settings, speaker, devices
        self._sync_now = sync_now
        self.on_shown: Callable[[StepPort], object] | None = None
        self.on_key: Callable[[str, float], object] | None = None
        self.language = settings.language
        self.screen: Screen | None = None
        self._wordings: dict[str, Wording] = {}
        self.viewfinder = Viewfinder()
        self._lingering = Lingering()
        self._facts = self._look()
        self._shown: tuple[object, ...] = ()
        self._shown_view: View | None = None
        self._seen = ""
        self._quiet_seconds = 0
        self.is_leaving = False
        self._scan_came = 0.0
        self._cold: Iterator[None] | None = None

    # --- Kivy calls these --------------------------------------------------------------------------------------

    def build(self) -> Widget:
        Window.bind(
            on_key_down=self._key_down,
            on_request_close=lambda *_, **__: not self.is_leaving,
            size=lambda *_: self.refresh(),
        )
        stage = Widget()
        Clock.schedule_interval(lambda _dt: self.tick(), 1)
        Clock.schedule_interval(lambda _dt: self.refresh_camera(), 1 / FRAMES_A_SECOND)
        Clock.schedule_once(lambda _dt: self._begin(), 0)
        return stage

    def on_stop(self) -> None:
        gc_schedule.give_back()

    def open_settings(self, *_: object) -> bool:
        """F1 opens nothing."""
        return False

    def _key_down(self, _window: object, key: int, _scancode: int, text: str | None, modifiers: list[str]) -> bool:
        character = character_of(key, text, modifiers)
        if character and self.on_key is not None:
            self.on_key(character, time.monotonic())
        return True

    # --- what others call --------------------------------------------------------------------------------------

    def deliver(self, scan: Scan) -> None:
        """The one bridge from other threads."""
        self._scan_came = time.monotonic()
        Clock.schedule_once(lambda _dt: self._scanned(scan), -1)

    def deliver_camera(self, lost: str | None) -> None:
        """lost: why the camera shows nothing, None when it works; from any thread."""
        Clock.schedule_once(lambda _dt: self._after(self._station.camera(lost), touched=False), -1)

    def leave(self) -> None:
        self.is_leaving = True
        self.stop()

    def switch_language(self) -> None:
        settings = self._settings
        other = settings.other_language if self.language == settings.language else settings.language
        self.language = other
        self._quiet_seconds = 0
        self.refresh()

    def set_volume(self, volume: str) -> None:
        self._speaker.turn_to(volume)
        self._speaker.play(Cue.BORROWED)
        self._shown = ()

    def refresh(self) -> None:
        """Shows the station's view if it, or anything that it is drawn from, has changed."""
        self._facts = self._look()
        self.viewfinder.mark(self._facts.sees)
        self._settle_language(self._station.view)
        facts = replace(self._facts, sees="idle")
        now = self._station.now()
        wanted = (self._station.view, self.language, facts, now.replace(second=0, microsecond=0), tuple(Window.size))
        if wanted == self._shown:
            return
        self._show(self._station.view)
        self._shown = wanted

    def draw_anew(self) -> None:
        """Nothing that was shown or read before counts any more."""
        self._lingering.forget()
        self._scan_came, self._shown, self._shown_view = 0.0, (), None
        self.refresh()

    @property
    def shown_view(self) -> View | None:
        return self._shown_view

    def screenshot(self, path: Path | str) -> None:
        Window.on_draw()
        width, height = (int(length) for length in Window.system_size)
        pixels = np.frombuffer(glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE), np.uint8)
        picture = pixels.reshape(height, width, 4)[::-1, :, 2::-1]
        if not cv2.imwrite(str(path), picture):
            raise OSError(path)

    @property
    def is_warm(self) -> bool:
        return self._shown_view is not None and self._cold is None

    # --- one step ----------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """The first view, then what the next ones need, a slice at a time between whatever else there is to do."""
        self.refresh()
        self._cold = warm_up(Grid(*Window.size))
        Clock.schedule_interval(lambda _dt: self._warm_a_little(), 0)

    def _warm_a_little(self) -> bool:
        """False when there is no more, which ends its calls."""
        for _ in self._cold:
            return True
        self._cold = None
        gc_schedule.take_over()
        return False

    def _tap(self, tap: AnyTap) -> None:
        self._after(self._station.tap(tap))

    def _scanned(self, scan: Scan) -> None:
        step = self._station.scan(scan)
        self._lingering.forget()
        self._after(step)
        Clock.schedule_once(lambda _dt: self.viewfinder.mark(self._status().sees), READ_MARK)

    def tick(self) -> None:
        """Once a second."""
        step = self._station.tick()
        self._quiet_seconds += 1
        if self.screen is not None and self.screen.is_pressed and self._station.view == self._shown_view:
            self._tick_ring()  # a finger is on a button: nothing moves away under it
            return
        self._after(step, touched=False)
        if not self._is_answering:
            gc_schedule.sweep()

    def _after(self, step: StepPort, *, touched: bool = True) -> None:
        if touched:
            self._quiet_seconds = 0
        if step.cue is not None:
            self._speaker.play(step.cue)
        self.refresh()
        self._tick_ring()
        if self.on_shown is not None and step.outcomes:
            self._when_drawn(lambda: self.on_shown(step))
        self._wake_early()
        if self._station.left:
            self.leave()

    def _wake_early(self) -> None:
        """A code waits for its neighbour on the same cover: look again when its time is over."""
        wakes_at = self._station.wakes_at
        if wakes_at is not None:
            delay = max(0.0, (wakes_at - self._station.now()).total_seconds())
            Clock.schedule_once(lambda _dt: self._after(self._station.tick()), delay)

    def _tick_ring(self) -> None:
        if self.screen is not None:
            self.screen.tick(self._station.seconds_left, self._station.total_seconds)

    def _settle_language(self, view: View) -> None:
        """A visit has ended, or nobody has touched the welcome screen for long: the school's language is back."""
        if not isinstance(view, Welcome):
            return
        came_back = self._shown_view is not None and not isinstance(self._shown_view, BESIDE_WELCOME)
        if came_back or self._quiet_seconds >= FORGET_LANGUAGE:
            self.language = self._settings.language

    def _show(self, view: View) -> None:
        kind = SCREENS[type(view)]
        grid = Grid(*Window.size)
        if type(self.screen) is not kind or self.screen.grid != grid:
            self._change_screen(kind(grid))
        self.screen.show(view, self._context())
        self._shown_view = view

    def _change_screen(self, screen: Screen) -> None:
        if self.screen is not None:
            self.screen.wipe()
            self.root.remove_widget(self.screen)
        self.screen = screen
        Window.clearcolor = screen.ground
        self.root.add_widget(screen)

    def _wording(self) -> Wording:
        if self.language not in self._wordings:
            self._wordings[self.language] = self._wording_of(self.language)
        return self._wordings[self.language]

    def _context(self) -> Context:
        return Context(
            wording=self._wording(),
            now=self._station.now(),
            status=self._facts,
            seconds_left=self._station.seconds_left,
            total_seconds=self._station.total_seconds,
            viewfinder=self.viewfinder,
            tap=self._tap,
            switch_language=self.switch_language,
            camera_side=self._settings.camera_side,
            devices=self._devices,
            volume=self._speaker.volume,
            set_volume=self.set_volume,
            sync_now=self._sync_now,
        )

    def _look(self) -> StatusFacts:
        """What the camera asks for changes nothing under a finger."""
        facts = self._lingering.over(self._status(), time.monotonic())
        if self.screen is None or not self.screen.is_pressed:
            return facts
        return replace(facts, guidance=self._facts.guidance, unreadable=self._facts.unreadable)

    # --- camera and drawing --------------------------------------------------------------------------------------

    def refresh_camera(self) -> None:
        """Live while something is held up, and once more when it is gone: an idle screen shows an empty place and costs
        no drawing. An answer goes first."""
        if self._is_answering:
            return
        facts = self._look()
        seen, self._seen = self._seen, facts.sees
        self.viewfinder.mark(self._seen)
        if (facts.guidance, facts.unreadable) != (self._facts.guidance, self._facts.unreadable):
            self.refresh()
        is_live = self.screen is not None and self.screen.is_live
        if is_live or seen != "idle" or self._seen != "idle" or self.viewfinder.texture is None:
            self.viewfinder.update(self._frames())
        if is_live:
            self.screen.keep_up()

    @property
    def _is_answering(self) -> bool:
        return time.monotonic() - self._scan_came < REST or self._station.wakes_at is not None

    def _when_drawn(self, call: Callable[[], object]) -> None:
        def flipped(*_: object) -> None:
            Window.unbind(on_flip=flipped)
            call()

        Window.bind(on_flip=flipped)
        Window.canvas.ask_update()
