"""What the camera's figures mean: four meters with a plain word each, and one piece of advice."""

from dataclasses import dataclass
from enum import StrEnum


class MeterName(StrEnum):
    FOCUS = "focus"
    LIGHT = "light"
    GLARE = "glare"
    CODE_SIZE = "code_size"


class Verdict(StrEnum):
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
class Meter:
    """value: in the meter's own unit, None where it is unknown:
        focus      pixels of blur (the edges' standard deviation); less is better
        light      grey steps, 0..255, of the paper round the bars, or of the picture's lighter part; the middle is best
        glare      0..1, the share of the code's width that is burnt out
        code_size  pixels a module
    level: 0..100, how far the meter's bar is filled; for focus, light and code size 60 is enough, for glare 0 is best;
    word: says it in one plain word, `camera.meter.<name>.<word>`, with the facts {value} and {level}.
    """

    name: MeterName
    value: float | None
    level: int
    verdict: Verdict
    word: str


@dataclass(frozen=True, slots=True)
class Checkup:
    """meters: always four, in the order of MeterName."""

    meters: tuple[Meter, ...]
    advice: Advice
