"""What the camera's figures mean: four meters with a plain word each, and one piece of advice."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kiosk.hardware.picture_quality import BURNT, PictureFigures

ENOUGH = 60  # of a level
# What a value is worth: pairs of value and level, straight lines between them.
FOCUS = ((0.5, 100), (1.3, 60), (1.8, 35), (3.5, 0))
LIGHT = ((0, 0), (60, 35), (110, 60), (200, 100))
CODE_SIZE = ((0, 0), (1.4, 35), (1.8, 60), (3.0, 100))
HALFWAY = 35  # of a level; below, it does not work
SOME_GLARE, MUCH_GLARE = 0.12, 0.3  # of the code's width
MUCH_WHITE = 0.35  # of the picture burnt out


class MeterName(StrEnum):
    FOCUS = "focus"
    LIGHT = "light"
    GLARE = "glare"
    CODE_SIZE = "code_size"


class CameraVerdict(StrEnum):
    GOOD = "good"
    FAIR = "fair"  # works, and would work better
    POOR = "poor"
    UNKNOWN = "unknown"  # nothing with bars has been in view


class Advice(StrEnum):
    """The one thing to do first. Its sentences: camera.advice.<advice> and camera.advice.<advice>.next."""

    NOTHING = "nothing"  # all is well
    SHOW_A_CODE = "show_a_code"  # nothing with bars has been in view: only the light is known
    MORE_LIGHT = "more_light"
    LESS_LIGHT = "less_light"
    LESS_GLARE = "less_glare"
    NEARER = "nearer"
    SHARPER = "sharper"  # clean the lens, turn its ring, hold it further away; at last buy autofocus


@dataclass(frozen=True, slots=True)
class CameraMeter:
    """value: in the meter's own unit, None where it is unknown:
        focus      pixels of blur (the edges' standard deviation); less is better
        light      grey steps, 0..255, of the paper round the bars, or of the picture's lighter part; the middle is best
        glare      0..1, the share of the code's width that is burnt out
        code_size  pixels a module
    level: 0..100, how far the meter's bar is filled; for focus, light and code size 60 is enough, for glare 0 is best;
    word: says it in one plain word, `camera.meter.<name>.<word>`, with the fact {value}, which is `figure`.
    """

    name: MeterName
    value: float | None
    level: int
    verdict: CameraVerdict
    word: str

    @property
    def figure(self) -> str:
        """The value as a person reads it: glare in percent, light in whole steps; empty where it is unknown."""
        if self.value is None:
            return ""
        if self.name is MeterName.GLARE:
            return f"{100 * self.value:.0f}"
        return f"{self.value:.0f}" if self.name is MeterName.LIGHT else f"{self.value:.1f}"


@dataclass(frozen=True, slots=True)
class Checkup:
    """meters: always four, in the order of MeterName."""

    meters: tuple[CameraMeter, ...]
    advice: Advice


def check(figures: PictureFigures | None) -> Checkup:
    """None: no picture has been looked at yet."""
    meters = _meters(figures)
    return Checkup(meters, _advice(meters))


def _meters(figures: PictureFigures | None) -> tuple[CameraMeter, ...]:
    if figures is None:
        return tuple(_unknown(name) for name in MeterName)
    return (
        _rising(MeterName.FOCUS, figures.blur, FOCUS, ("sharp", "soft", "blurred")),
        _light(figures),
        _glare(figures.glare),
        _rising(MeterName.CODE_SIZE, figures.module, CODE_SIZE, ("good", "small", "too_small")),
    )


def _rising(name: MeterName, value: float | None, scale: tuple, words: tuple[str, str, str]) -> CameraMeter:
    if value is None:
        return _unknown(name)
    level = round(float(np.interp(value, *zip(*scale, strict=True))))
    place = 0 if level >= ENOUGH else 1 if level >= HALFWAY else 2
    return CameraMeter(
        name, value, level, (CameraVerdict.GOOD, CameraVerdict.FAIR, CameraVerdict.POOR)[place], words[place]
    )


def _light(figures: PictureFigures) -> CameraMeter:
    paper = figures.bright if figures.paper is None else figures.paper
    if paper >= BURNT and figures.burnt > MUCH_WHITE:
        return CameraMeter(MeterName.LIGHT, paper, 100, CameraVerdict.FAIR, "bright")
    return _rising(MeterName.LIGHT, paper, LIGHT, ("good", "dark", "very_dark"))


def _glare(share: float | None) -> CameraMeter:
    if share is None:
        return _unknown(MeterName.GLARE)
    place = (share > SOME_GLARE) + (share > MUCH_GLARE)
    verdict, word = (CameraVerdict.GOOD, CameraVerdict.FAIR, CameraVerdict.POOR)[place], ("none", "some", "much")[place]
    return CameraMeter(MeterName.GLARE, share, round(100 * share), verdict, word)


def _unknown(name: MeterName) -> CameraMeter:
    return CameraMeter(name, None, 0, CameraVerdict.UNKNOWN, "unknown")


# The light first: without it nothing else can be judged.
_REMEDIES = {
    (MeterName.LIGHT, "very_dark"): Advice.MORE_LIGHT,
    (MeterName.LIGHT, "dark"): Advice.MORE_LIGHT,
    (MeterName.LIGHT, "bright"): Advice.LESS_LIGHT,
    (MeterName.FOCUS, "blurred"): Advice.SHARPER,
    (MeterName.FOCUS, "soft"): Advice.SHARPER,
    (MeterName.GLARE, "much"): Advice.LESS_GLARE,
    (MeterName.GLARE, "some"): Advice.LESS_GLARE,
    (MeterName.CODE_SIZE, "too_small"): Advice.NEARER,
    (MeterName.CODE_SIZE, "small"): Advice.NEARER,
}


def _advice(meters: tuple[CameraMeter, ...]) -> Advice:
    """What is poor goes before what is fair."""
    said = {(meter.name, meter.word): meter.verdict for meter in meters}
    for verdict in (CameraVerdict.POOR, CameraVerdict.FAIR):
        for case, advice in _REMEDIES.items():
            if said.get(case) is verdict:
                return advice
    return Advice.SHOW_A_CODE if CameraVerdict.UNKNOWN in said.values() else Advice.NOTHING
