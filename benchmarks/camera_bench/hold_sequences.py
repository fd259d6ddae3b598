"""Somebody holds something up: it comes in, is held with a trembling hand, and leaves; frame by frame."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import cv2
import numpy as np

from benchmarks.camera_bench import degrade
from benchmarks.camera_bench.backgrounds import VARIANTS, draw_background
from benchmarks.camera_bench.codes import Code, draw_code, with_check_digit
from benchmarks.camera_bench.sheets import GRAIN, Sheet, draw_sheet
from benchmarks.camera_bench.stage import Blur, Pose, fits, hold_up, projection
from kiosk.hardware.scan import Symbology

SIZE = (640, 360)  # a quarter of a camera's frame, at a camera's pixels a module
SAMPLES = 3  # a pixel, either way; fewer where blur leaves nothing so fine
SKIN = (150, 180, 222)
BLOOM = 0.35  # modules
FAR = 520.0  # pixels from where it is held to where it is out of sight
SETTLE = 0.3  # s for the focus
SHARES: Mapping[str, float] = MappingProxyType(
    {
        "plain": 0.34,
        "over-exposed": 0.2,  # EAN-13 only: thin bars turn 1 into 7 and 2 into 8
        "blurred": 0.16,
        "covered": 0.1,
        "neighbours": 0.12,  # two EAN-13 that differ by what over-exposure confuses
        "dark": 0.08,
    }
)
_THINNED = {"1": "7", "7": "1", "2": "8", "8": "2"}


@dataclass(frozen=True, slots=True)
class Hold:
    """rate: frames a second; arrive, held, leave, gap: s, one after the other; exposure: s the shutter is open; tremor:
    pixels; blur: modules of defocus, settled; gain: of the light; noise: grey steps; start, end: ways in and out."""

    kind: str
    sheets: tuple[tuple[Sheet, Pose], ...]
    background: int
    rate: float
    arrive: float
    held: float
    leave: float
    gap: float
    exposure: float
    tremor: float
    blur: float
    gain: float
    noise: float
    jpeg: int
    start: tuple[float, float]
    end: tuple[float, float]
    phases: tuple[float, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(sheet.code for sheet, _ in self.sheets)

    @property
    def seconds(self) -> float:
        return self.arrive + self.held + self.leave + self.gap


def draw_hold(seed: int) -> Hold:
    chance = np.random.default_rng([4, seed])
    kind = str(chance.choice(list(SHARES), p=list(SHARES.values())))
    angle = chance.uniform(0, 2 * np.pi, 2)
    return Hold(
        kind,
        sheets=_draw_sheets(kind, chance),
        background=int(chance.integers(0, VARIANTS)),
        rate=float(chance.choice([10, 10, 10, 12, 15, 15, 20, 30])),
        arrive=chance.uniform(0.25, 0.6),
        held=chance.uniform(0.6, 2.3),
        leave=chance.uniform(0.25, 0.5),
        gap=chance.uniform(0.1, 0.5),
        exposure=chance.uniform(0.015, 0.04) if kind in ("blurred", "dark") else chance.uniform(0.004, 0.016),
        tremor=chance.uniform(1.0, 5.0) if kind == "blurred" else chance.uniform(0.3, 2.5),
        blur=chance.uniform(0.6, 1.3) if kind == "blurred" else chance.uniform(0.1, 0.6),
        gain=_draw_gain(kind, chance),
        noise=chance.uniform(4, 14) if kind == "dark" else chance.uniform(1.5, 7),
        jpeg=int(chance.integers(35, 92)),
        start=(FAR * float(np.cos(angle[0])), FAR * float(np.sin(angle[0]))),
        end=(FAR * float(np.cos(angle[1])), FAR * float(np.sin(angle[1]))),
        phases=tuple(chance.uniform(0, 2 * np.pi, 8)),
    )


def frames(
    hold: Hold, seed: int, behind: Callable[[float], np.ndarray] | None = None
) -> Iterator[tuple[float, np.ndarray]]:
    """Seconds since the hold began, and BGR uint8. The last ones, of the gap, show nothing.

    behind: the background at each of these seconds, in place of the hold's own of SIZE."""
    chance = np.random.default_rng([5, seed])
    for index in range(int(hold.seconds * hold.rate)):
        seconds = index / hold.rate
        background = behind(seconds) if behind else draw_background(SIZE, hold.background)
        yield seconds, _frame(hold, seconds, background, chance)


def _frame(hold: Hold, time: float, background: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    module = hold.sheets[0][1].module
    image = background.astype(np.float32)
    if time < hold.arrive + hold.held + hold.leave:
        here, there = _offset(hold, time), _offset(hold, time + hold.exposure)
        way = there - here
        focus = hold.blur + 0.9 * max(0.0, 1 - max(0.0, time - 0.5 * hold.arrive) / SETTLE)
        blur = Blur(float(np.hypot(*way)), float(np.degrees(np.arctan2(way[1], way[0]))), focus * module)
        for sheet, pose in hold.sheets:
            to_frame = projection(sheet, _swayed(hold, pose, time), background.shape[1::-1])
            shift = np.array([[1, 0, here[0]], [0, 1, here[1]], [0, 0, 1.0]])
            image = hold_up(sheet, shift @ to_frame, blur, image, _samples(blur, module))
    gain = hold.gain * (1 + 0.12 * np.sin(1.7 * time + hold.phases[0]))
    image = degrade.overexpose(image, gain, BLOOM * module) if gain > 1 else image * np.float32(gain)
    return degrade.squeeze(degrade.to_sensor(degrade.add_noise(image, hold.noise, chance)), hold.jpeg)


def _samples(blur: Blur, module: float) -> int:
    spread = max(blur.motion / 2, blur.defocus) / module
    return SAMPLES if spread < 0.7 else 2 if spread < 2 else 1


def _offset(hold: Hold, time: float) -> np.ndarray:
    """Pixels from where it is held: on the way in or out, and trembling always."""
    coming = max(0.0, 1 - time / hold.arrive) ** 2
    going = max(0.0, (time - hold.arrive - hold.held) / hold.leave) ** 2
    slow, quick = 2 * np.pi * 1.3 * time, 2 * np.pi * 7.0 * time
    sway = [3 * np.sin(slow + hold.phases[axis]) + 0.5 * np.sin(quick + hold.phases[axis + 2]) for axis in (1, 2)]
    return coming * np.array(hold.start) + going * np.array(hold.end) + hold.tremor * np.array(sway)


def _swayed(hold: Hold, pose: Pose, time: float) -> Pose:
    waves = np.sin(np.array([0.9, 1.1, 1.4, 0.7]) * 2 * np.pi * time + np.array(hold.phases[4:]))
    return Pose(
        pose.module * (1 + 0.04 * float(waves[0])),
        pose.rotation + 3 * float(waves[1]),
        pose.yaw + 5 * float(waves[2]),
        pose.pitch + 5 * float(waves[3]),
        pose.place,
    )


def _draw_gain(kind: str, chance: np.random.Generator) -> float:
    if kind == "over-exposed" or (kind == "neighbours" and chance.random() < 0.5):
        return float(chance.uniform(1.3, 2.6))
    return float(chance.uniform(0.12, 0.35) if kind == "dark" else chance.uniform(0.6, 1.1))


def _draw_sheets(kind: str, chance: np.random.Generator) -> tuple[tuple[Sheet, Pose], ...]:
    if kind == "neighbours":
        one = draw_code(chance, "isbn")
        codes = (one, _confusable(one))
        places = ((0.0, chance.uniform(0.2, 0.8)), (1.0, chance.uniform(0.2, 0.8)))
        base, sizes = float(chance.uniform(-8, 8)), (1.7, 2.2)
    else:
        codes = (draw_code(chance, "isbn" if kind == "over-exposed" else None),)
        places, base, sizes = (tuple(chance.uniform(0.25, 0.75, 2)),), float(chance.uniform(-180, 180)), (1.5, 2.8)
    module, yaw, pitch = chance.uniform(*sizes), chance.uniform(-25, 25), chance.uniform(-25, 25)
    held = []
    for code, place in zip(codes, places, strict=True):
        sheet = _near_code(draw_sheet(code, chance))
        pose = Pose(float(module), base, float(yaw), float(pitch), place)
        while not fits(sheet, pose, (SIZE[0] - 30, SIZE[1] - 30)):
            pose = Pose(0.95 * pose.module, 0.9 * pose.rotation, pose.yaw, pose.pitch, place)
        held.append((_covered(sheet, chance) if kind == "covered" else sheet, pose))
    return tuple(held)


def _confusable(code: Code) -> Code:
    """The EAN-13 with two of its digits replaced by those that thin bars make of them."""
    digits, changed = list(code.text[:12]), 0
    for place in range(11, 3, -1):
        if digits[place] in _THINNED and changed < 2:
            digits[place], changed = _THINNED[digits[place]], changed + 1
    if not changed:
        digits[11] = str((int(digits[11]) + 1) % 10)
    return Code(Symbology.EAN13, with_check_digit("".join(digits)))


def _near_code(sheet: Sheet) -> Sheet:
    """Cut down to what is round the code: the rest would only cost time."""
    left, top, width, height = sheet.box
    first_x, first_y = max(0, int(left) - 22), max(0, int(top) - 26)
    last_x, last_y = int(left + width) + 22, int(top + height) + 16
    image = sheet.image[first_y * GRAIN : last_y * GRAIN, first_x * GRAIN : last_x * GRAIN].copy()
    return Sheet(image, sheet.code, (left - first_x, top - first_y, width, height))


def _covered(sheet: Sheet, chance: np.random.Generator) -> Sheet:
    """A finger lies on it, from below, over a part of the bars or all their height."""
    left, top, width, height = sheet.box
    image = sheet.image.copy()
    x, y = left + chance.uniform(0, 1) * width, top + chance.uniform(0.0, 1.1) * height
    tip = (int(GRAIN * x), int(GRAIN * y))
    root = (int(GRAIN * (x + chance.uniform(-40, 40))), int(GRAIN * (y + 90)))
    cv2.line(image, tip, root, SKIN, int(chance.uniform(14, 24) * GRAIN), cv2.LINE_AA)
    return Sheet(image, sheet.code, sheet.box)
