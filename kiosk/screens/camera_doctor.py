"""What the camera sees and reads, four checks, one thing to do, and how the sync is; on whatever screen shows it."""

from dataclasses import replace
from typing import NamedTuple

from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import CARD, GOLD, GOLD_T, INK, INK2, MIST2, PINE, PINE_T, RED, WHITE
from kiosk.screens.widgets.camera_view import CameraView
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.outlines import Outlines
from kiosk.screens.widgets.piece import Piece
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.staff_views import DeviceFacts, Meter
from kiosk.selfcheck.views import StatusFacts

FILLS = {"good": PINE, "fair": GOLD, "poor": RED, "unknown": MIST2}
MARKS = {"good": "borrow", "fair": "notice", "poor": "notice"}
ALL_WELL = "nothing"
PICTURE = 16 / 9
BAR = 24
ONE_LINE = 320  # wide; below, the word stands under the name
LEAST_METER = 60  # high; below, two stand side by side
SHOWN_TEXT = 24  # characters of a code


class DoctorPlaces(NamedTuple):
    """camera: the picture with what is read in it."""

    camera: Box
    checks: Box
    advice: Box
    sync: Box


class CameraDoctor:
    """Draws itself on the screen; figures change with tick(), codes and their outlines with keep_up()."""

    def __init__(self, screen: Canvas, places: DoctorPlaces) -> None:
        self._screen, self._places = screen, places
        self._camera(places.camera)
        self._facts: DeviceFacts | None = None
        self._texts: tuple[str, ...] | None = None
        self._figures: list[Piece] = []
        self._read: list[Piece] = []
        self.tick()

    def tick(self) -> None:
        """Figures once a second: faster, nobody could read them."""
        facts = self._now()
        if facts != self._facts:
            self._draw_figures(facts)
        self.keep_up()

    def keep_up(self) -> None:
        seen = self._now().seen
        self._outlines.show(self._picture, seen)
        self._draw_texts(tuple(dict.fromkeys(code.text for code in seen)))

    def _now(self) -> DeviceFacts:
        """A camera that is not there has no figures, whatever it saw last."""
        context = self._screen.context
        facts = context.devices()
        if context.status.camera == "ok":
            return facts
        return replace(facts, meters=(), advice="", seen=())

    # --- the picture -----------------------------------------------------------------------------------------------

    def _camera(self, box: Box) -> None:
        self._screen.panel(box, CARD, 24)
        self._screen.words(self._screen.say("devices.seen"), Box(box.x + 22, box.y + 12, box.w - 44, 44), (26,))
        room = Box(box.x + 22, box.y + 60, box.w - 44, box.h - 60 - 76)
        wide = min(room.w, room.h * PICTURE)
        place = room.middle(wide, wide / PICTURE)
        self._screen.panel(place, MIST2, 20)
        self._screen.icon(
            "camera" if self._screen.context.status.camera == "ok" else "camera-off", place.middle(96, 96), INK2
        )
        px, viewfinder = self._screen.grid.px, self._screen.context.viewfinder
        self._picture = CameraView(self._screen.grid.place(place), px(20), px(10), viewfinder.texture, CARD, whole=True)
        if self._screen.context.status.camera == "ok":
            viewfinder.shown_by(self._picture)
            self._screen.put(self._picture)
        self._outlines = self._screen.put(Outlines(self._screen.grid.place(place), px(6)))
        self._chip = Box(box.x + 22, box.bottom - 68, box.w - 44, 56)

    # --- what changes ----------------------------------------------------------------------------------------------

    def _draw_texts(self, texts: tuple[str, ...]) -> None:
        if texts == self._texts:
            return
        self._texts = texts
        self._screen.take_away(self._read)
        before = len(self._screen.pieces)
        box, ink = self._chip, WHITE if texts else INK2
        self._screen.panel(box, PINE if texts else MIST2, 14)
        self._screen.icon("check" if texts else "barcode", Box(box.x + 16, box.y + 12, 32, 32), ink)
        said = " · ".join(texts)[:SHOWN_TEXT] or self._screen.say("devices.nothing_read")
        room = Box(box.x + 64, box.y + 4, box.w - 80, box.h - 8)
        self._screen.words(said, room, (28, 26, 24, 22), colour=ink)
        self._read = self._screen.pieces[before:]

    def _draw_figures(self, facts: DeviceFacts) -> None:
        self._screen.take_away(self._figures)
        before = len(self._screen.pieces)
        self._draw_checks(facts.meters, self._places.checks)
        self._draw_advice(facts.advice, self._places.advice)
        self._draw_sync(facts, self._places.sync)
        self._facts, self._figures = facts, self._screen.pieces[before:]

    def _draw_checks(self, meters: tuple[Meter, ...], box: Box) -> None:
        self._screen.panel(box, CARD, 24)
        self._screen.words(self._screen.say("devices.checks"), Box(box.x + 22, box.y + 12, box.w - 44, 44), (26,))
        if not meters:
            icon, key = _why_no_figures(self._screen.context.status)
            self._screen.icon(icon, Box(box.x, box.y + box.h * 0.3, box.w, 96), INK2)
            words = Box(box.x + 22, box.y + box.h * 0.3 + 110, box.w - 44, 80)
            self._screen.words(self._screen.say(key), words, (30, 26, (26, 2)), align="center", colour=INK2)
            return
        count = 2 if (box.h - 72) / len(meters) < LEAST_METER else 1
        high = (box.h - 72) / -(-len(meters) // count)
        for at, meter in enumerate(meters):
            row = Box(box.x + 22, box.y + 60 + at // count * high, box.w - 44, high)
            self._meter(meter, row.columns(count, 36)[at % count])

    def _meter(self, meter: Meter, box: Box) -> None:
        middle = box.y + box.h / 2
        if meter.verdict in MARKS:
            self._screen.mark(MARKS[meter.verdict], Box(box.x, middle - 20, 40, 40))
        key = f"camera.meter.{meter.name}"
        left = box.x + 54
        told = Box(left, middle - 42, box.right - left, 40)
        word = self._screen.say(f"{key}.{meter.word}", value=meter.value, level=meter.level)
        bar = BAR
        if told.w < ONE_LINE:
            bar = BAR / 2
            self._screen.words(self._screen.say(key), told._replace(y=middle - 44, h=34), (26, 24, 22))
            self._screen.words(word, told._replace(y=middle - 12, h=32), (22,), bold=False)
        else:
            name = self._screen.say(key)
            width = self._screen.text_width(name, 26) + 2
            self._screen.words(name, told._replace(w=width), (26,))
            room = told.right_part(told.w - width - 16)
            self._screen.words(word, room, (26, 24, 22), bold=False, align="right")
        bed = Box(left, middle + (4 if bar == BAR else 24), told.w, bar)
        self._screen.panel(bed, MIST2, bar / 2)
        if meter.level:
            self._screen.panel(bed.left_part(max(bar, bed.w * meter.level / 100)), FILLS[meter.verdict], bar / 2)

    def _draw_advice(self, advice: str, box: Box) -> None:
        """The one thing to do; a camera that has gone wants its plug looked at."""
        said = [f"camera.advice.{advice}", f"camera.advice.{advice}.next"] if advice else ["lost.helper.hint"]
        if not advice and self._screen.context.status.camera != "lost":
            return
        well = advice == ALL_WELL
        self._screen.panel(box, PINE_T if well else GOLD_T, 24)
        side = min(72.0, box.h - 40)
        self._screen.mark("borrow" if well else "notice", Box(box.x + 24, box.y + (box.h - side) / 2, side, side))
        rows = [Row(self._screen.say(said[0]), (32, 28, 26, (26, 2)), INK)]
        rows += [Row(self._screen.say(key), (24, 22, (22, 2), (22, 3)), INK, bold=False, before=4) for key in said[1:]]
        left = box.x + 24 + side + 22
        stack(self._screen, Box(left, box.y + 6, box.right - 18 - left, box.h - 12), rows)

    def _draw_sync(self, facts: DeviceFacts, box: Box) -> None:
        self._screen.panel(box, CARD, 24)
        status = self._screen.context.status
        side = min(64.0, box.h - 36)
        icon = {None: "desk", False: "no-network", True: "network"}[status.online]
        self._screen.icon(icon, Box(box.x + 26, box.y + (box.h - side) / 2, side, side))
        rows = [Row(self._screen.say(sync_key(status, facts.why_away)), (26, 24, (24, 2), (22, 3)), INK)]
        if status.online is not None:
            rows.append(Row(self._sync_line(facts), (24, 22, (22, 2)), INK2, bold=False, before=4))
        left = box.x + 26 + side + 22
        stack(self._screen, Box(left, box.y + 6, box.right - 18 - left, box.h - 12), rows)

    def _sync_line(self, facts: DeviceFacts) -> str:
        """What waits, and when the centre was last reached."""
        last = self._screen.say("devices.sync.last", at=facts.last_contact)
        waiting = self._screen.context.status.waiting
        return f"{self._screen.say('status.waiting', count=waiting)} · {last}" if waiting else last


def _why_no_figures(status: StatusFacts) -> tuple[str, str]:
    return {
        "ok": ("camera", "devices.wait"),
        "lost": ("camera-off", "status.camera_lost"),
        "none": ("barcode", "devices.gun_only"),
    }[status.camera]


def sync_key(status: StatusFacts, why_away: str = "") -> str:
    if status.online is None:
        return "devices.sync.alone"
    if not status.online:
        return f"sync.why.{why_away}" if why_away else "devices.sync.away"
    return "devices.sync.waiting" if status.waiting else "devices.sync.done"
