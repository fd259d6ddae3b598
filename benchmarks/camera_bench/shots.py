"""One frame of a held-up code with every fault at a level of its own, and how these levels are drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from benchmarks.camera_bench import degrade
from benchmarks.camera_bench.backgrounds import VARIANTS, draw_background
from benchmarks.camera_bench.codes import Code, draw_code
from benchmarks.camera_bench.sheets import Sheet, draw_sheet
from benchmarks.camera_bench.stage import Blur, Pose, fits, hold_up, projection, samples_for

SIZE = (1280, 720)
BLOOM = 0.3  # modules: how far light that is too much spreads, a Gaussian's sigma
LIGHT_HEIGHT = 0.6  # of a spot's width
# Where nothing is left to read: the null of a line's or a disc's transfer at the finest bars, and a hole in the code.
MOST_MOTION, MOST_DEFOCUS, MOST_GLARE = 2.0, 1.25, 0.6
NARROWEST = 1.15  # pixels a module across the bars, foreshortened


@dataclass(frozen=True, slots=True)
class Shot:
    """module: pixels; rotation, yaw, pitch: degrees; motion: modules, direction: degrees off the way across the bars;
    defocus: modules of the disc's radius; glare: the spot's width in shares of the code's; noise: sigma, grey steps;
    light, exposure: gains below and above one; jpeg: quality; place, spot: shares of the room and of the code."""

    seed: int
    module: float = 2.5
    rotation: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    motion: float = 0.0
    direction: float = 0.0
    defocus: float = 0.0
    glare: float = 0.0
    light: float = 1.0
    exposure: float = 1.0
    noise: float = 0.0
    jpeg: int = 90
    place: tuple[float, float] = (0.5, 0.5)
    spot: tuple[float, float] = (0.5, 0.5)

    @property
    def narrowest(self) -> float:
        return self.module * float(np.cos(np.radians(self.yaw)))

    @property
    def is_within_physics(self) -> bool:
        """Several faults use up together what each alone may: as squared shares of their limits. Blur counts in modules
        as they are seen, aslant."""
        aslant = self.module / self.narrowest
        shares = (self.motion * aslant / MOST_MOTION, self.defocus * aslant / MOST_DEFOCUS, self.glare / MOST_GLARE)
        return sum(share * share for share in shares) < 1 and self.narrowest >= NARROWEST


FACTORS: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "motion": (0, 0.5, 1.0, 1.25, 1.5, 1.75, 2.0),
        "defocus": (0, 0.5, 0.75, 1.0, 1.125, 1.25),
        "rotation": (0, 10, 20, 30, 45, 60, 70, 90, 135, 180),
        "yaw": (0, 20, 35, 45, 50, 55),
        "pitch": (0, 20, 35, 45, 50, 55),
        "noise": (0, 10, 20, 30, 45, 60),
        "light": (1, 0.5, 0.25, 0.15, 0.1, 0.07),
        "glare": (0, 0.2, 0.4, 0.6, 0.8, 1.0),
        "exposure": (1, 1.25, 1.5, 2, 2.5, 3),
        "jpeg": (90, 50, 25, 15, 8, 4),
        "module": (1.0, 1.1, 1.25, 1.5, 2, 3, 4),
    }
)
# From easy to as hard as it gets; several of them at once make the hard mix.
HARD: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "motion": (0.4, 1.8),
        "defocus": (0.4, 1.1),
        "yaw": (25, 55),
        "pitch": (25, 55),
        "noise": (8, 40),
        "light": (0.5, 0.1),
        "glare": (0.1, 0.5),
        "exposure": (1.2, 2.0),
        "jpeg": (60, 12),
        "module": (2.2, 1.2),
    }
)
TOGETHER = (3, 4, 5, 6)  # how many of them at once


def mild_shot(seed: int) -> Shot:
    """What a patient reader in a good corner shows."""
    chance = np.random.default_rng([1, seed])
    return Shot(
        seed,
        module=chance.uniform(2.2, 3.0),
        rotation=chance.uniform(-6, 6),
        yaw=chance.uniform(-10, 10),
        pitch=chance.uniform(-10, 10),
        motion=chance.uniform(0, 0.25),
        direction=chance.uniform(-15, 15),
        defocus=chance.uniform(0.1, 0.35),
        noise=chance.uniform(2, 5),
        jpeg=90,
        place=tuple(chance.uniform(0, 1, 2)),
        spot=tuple(chance.uniform(0.15, 0.85, 2)),
    )


def shot_of(factor: str, level: float, seed: int) -> Shot:
    """Mild but for one factor."""
    shot = mild_shot(seed)
    if factor == "rotation":
        return replace(shot, rotation=shot.rotation / 2 + level)
    if factor in ("yaw", "pitch"):
        return replace(shot, **{factor: level * (-1) ** seed})
    return replace(shot, **{factor: int(level) if factor == "jpeg" else level})


def hard_shot(seed: int) -> Shot:
    """Turned any way, and with several faults at once, each from mild to hard: within what physics leaves readable."""
    chance = np.random.default_rng([2, seed])
    while True:
        shot = replace(mild_shot(seed), rotation=chance.uniform(0, 180), direction=chance.uniform(-90, 90))
        names = chance.choice(list(HARD), int(chance.choice(TOGETHER)), replace=False)
        if {"light", "exposure"} <= set(names):
            continue
        for name in names:
            easy, hard = HARD[name]
            level = easy + (hard - easy) * chance.uniform()
            turned = level * chance.choice((-1, 1)) if name in ("yaw", "pitch") else level
            shot = replace(shot, **{name: int(level) if name == "jpeg" else float(turned)})
        if shot.is_within_physics:
            return shot


def take(shot: Shot, kind: str | None = None) -> tuple[np.ndarray, Code]:
    """The frame (BGR uint8, SIZE) and its one code. kind: as in codes.SHARES."""
    chance = np.random.default_rng([3, shot.seed])
    sheet = draw_sheet(draw_code(chance, kind), chance)
    background = draw_background(SIZE, int(chance.integers(0, VARIANTS)))
    return photograph(shot, sheet, background, chance), sheet.code


def photograph(shot: Shot, sheet: Sheet, background: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """BGR uint8 of the background's size. What does not fit is held further away."""
    size = background.shape[1::-1]
    pose = Pose(shot.module, shot.rotation, shot.yaw, shot.pitch, shot.place)
    while not fits(sheet, pose, size):
        pose = replace(pose, module=0.95 * pose.module)
    to_frame = projection(sheet, pose, size)
    module = pose.module
    blur = Blur(shot.motion * module, pose.rotation + shot.direction, shot.defocus * module)
    image = hold_up(sheet, to_frame, blur, background, samples_for(pose))
    image = _with_glare(image, shot, sheet, to_frame)
    image = degrade.overexpose(image, shot.exposure, BLOOM * module)
    image = degrade.dim(image, shot.light, chance)
    image = degrade.add_noise(image, shot.noise, chance)
    return degrade.squeeze(degrade.to_sensor(image), shot.jpeg)


def _with_glare(image: np.ndarray, shot: Shot, sheet: Sheet, to_frame: np.ndarray) -> np.ndarray:
    if shot.glare <= 0:
        return image
    left, top, width, height = sheet.box
    radius = shot.glare * width / 2
    middle = np.array([left + shot.spot[0] * width, top + shot.spot[1] * height])
    steps = np.array([(0, 0), (radius, 0), (0, LIGHT_HEIGHT * radius)])
    centre, across, along = (_projected(to_frame, middle + step) for step in steps)
    return degrade.shine(image, tuple(centre), across - centre, along - centre)


def _projected(to_frame: np.ndarray, point: np.ndarray) -> np.ndarray:
    x, y, depth = to_frame @ np.array([*point, 1.0])
    return np.array([x / depth, y / depth])
