"""Watch a running station: what it concluded, how long each answer took, what each screen looked like."""

import logging
import time
from pathlib import Path

from kivy.clock import Clock

from kiosk.app import StationApp
from kiosk.hardware.scan import Source
from kiosk.selfcheck.step import Outcome, Step

# Longer than a code waits for its neighbour on the cover, so that the last showing is concluded too.
SETTLED = 1.0
LOOK = 0.5  # s between two looks for a new screen
LISTS = {
    "check_out": "check_outs",
    "check_in": "check_ins",
    "refusal": "refusals",
    "unknown": "unknown",
    "repeat": "repeats",
    "notice": "notices",
}
log = logging.getLogger("kiosk")


class Recorder:
    def __init__(self, pictures: Path | None = None) -> None:
        self._pictures = pictures
        self._entries: list[tuple[Outcome, float | None]] = []
        self._app: StationApp | None = None
        self._last_view: object = None
        self._count = 0
        if pictures:
            pictures.mkdir(parents=True, exist_ok=True)

    def watch(self, app: StationApp) -> None:
        self._app = app
        app.on_shown = self._shown
        if self._pictures:
            Clock.schedule_interval(lambda _dt: self._keep_picture(), LOOK)

    def leave_when_settled(self) -> None:
        """From any thread: the source has ended."""
        Clock.schedule_once(lambda _dt: self._app.leave(), SETTLED)

    def _shown(self, step: Step) -> None:
        """The answer of this step has just been drawn."""
        now = time.monotonic()
        for outcome in step.outcomes:
            seen = outcome.scan is not None and outcome.scan.source is not Source.KEYPAD
            ms = (now - outcome.scan.captured_at) * 1000 if seen else None
            self._entries.append((outcome, ms))
            told = _entry(outcome, ms)
            log.info("%s s: %s %s %s", told["t"], outcome.kind, told["text"], " ".join(outcome.codes))
        self._keep_picture()

    def _keep_picture(self) -> None:
        view = self._app.shown_view
        # A ring that counts down or a clock that ticks is no new screen.
        if self._pictures is None or view is None or view == self._last_view:
            return
        self._last_view = view
        self._count += 1
        name = f"{self._count:03d}-{type(view).__name__.lower()}-{self._app.language}.png"
        self._app.screenshot(self._pictures / name)

    def summary(self) -> dict:
        """`visits`, the `cards` that began them, and a list of entries for each kind.

        t: seconds into the source; ms: frame to answer."""
        cards = [_entry(outcome, ms) for outcome, ms in self._entries if outcome.kind == "visit"]
        result: dict = {"visits": len(cards), "cards": cards}
        for kind, name in LISTS.items():
            result[name] = [_entry(outcome, ms) for outcome, ms in self._entries if outcome.kind == kind]
        return result


def _entry(outcome: Outcome, ms: float | None) -> dict:
    scan = outcome.scan
    return {
        "t": round(scan.frame_time, 3) if scan else None,
        "patron": outcome.patron,
        "text": outcome.text or (scan.text if scan else ""),
        "record": outcome.record,
        "codes": list(outcome.codes),
        "label": outcome.label,
        "ms": None if ms is None else round(ms, 1),
    }
