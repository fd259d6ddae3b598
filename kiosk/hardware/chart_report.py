"""From many looks at the printed chart to a verdict: what is this camera, where it hangs, good for?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from kiosk.hardware.camera_report import Advice, Checkup, check
from kiosk.hardware.chart import WIDTHS, ChartCode, chart_codes
from kiosk.hardware.chart_reading import Sighting
from kiosk.hardware.picture_quality import Light, PictureFigures, figures_of
from kiosk.hardware.scan import Symbology

ENOUGH_RATE = 0.8  # of the pictures: the scanner wants two of four, and a child holds less still than a chart is held
ENOUGH_PICTURES = 0.5  # of those with bars: where nothing at all is read, no code's own rate tells of it
LIGHT_FIGURES = ("median", "bright", "black", "burnt")
BARS_FIGURES = ("blur", "module", "paper", "contrast")
USUAL = 0.33  # mm: ISBN codes at their full size, and most library labels


class ChartVerdict(StrEnum):
    GOOD = "good"  # reads USUAL and perhaps finer
    LARGE_ONLY = "large_only"
    WEAK = "weak"
    NOT_SEEN = "not_seen"  # no bars were in view


@dataclass(frozen=True, slots=True)
class ChartLine:
    """In how many pictures a code of the chart was wholly in view, and in how many of them it was read."""

    symbology: Symbology
    module: float
    shown: int
    read: int

    @property
    def rate(self) -> float | None:
        return self.read / self.shown if self.shown else None


@dataclass(frozen=True, slots=True)
class ChartReport:
    """frames: with bars; read_at_all: the share of them in which anything was read;
    finest: mm, of the narrowest modules that are read reliably, as all wider ones are;
    figures.module and the meter of the code size: of a module of USUAL, where the chart was read at all.
    """

    size: tuple[int, int]
    frames_per_second: float
    decode_ms: float
    frames: int
    read_at_all: float
    figures: PictureFigures | None
    checkup: Checkup
    lines: tuple[ChartLine, ...]
    finest: float | None
    verdict: ChartVerdict
    advice: Advice


def report_on(
    sightings: Sequence[Sighting], size: tuple[int, int], frames_per_second: float, decode_ms: Sequence[float]
) -> ChartReport:
    """decode_ms: of each sighting. Pictures without any bars do not count; where there are no others, they tell of the
    light alone.
    """
    seen = [sighting for sighting in sightings if sighting.bars]
    spent = [ms for ms, sighting in zip(decode_ms, sightings, strict=True) if sighting.bars or not seen]
    lines = tuple(_line(code, seen) for code in chart_codes())
    figures = _figures(seen or sightings, lines)
    checkup = check(figures)
    read_at_all = sum(bool(sighting.read) for sighting in seen) / max(1, len(seen))
    finest = finest_of(lines) if read_at_all >= ENOUGH_PICTURES else None
    verdict = _verdict(finest, bool(seen))
    advice = checkup.advice
    if advice is Advice.NOTHING and verdict is not ChartVerdict.GOOD:
        advice = Advice.SHARPER
    return ChartReport(
        size,
        frames_per_second,
        _middle(spent),
        len(seen),
        read_at_all,
        figures,
        checkup,
        lines,
        finest,
        verdict,
        advice,
    )


def finest_of(lines: Sequence[ChartLine]) -> float | None:
    """Widths that were never in view are passed over; QR codes are another matter, and not asked."""
    finest = None
    for width in WIDTHS:
        own = [line for line in lines if line.module == width and line.symbology is not Symbology.QR]
        shown = sum(line.shown for line in own)
        if shown and sum(line.read for line in own) < ENOUGH_RATE * shown:
            break
        finest = width if shown else finest
    return finest


def _line(code: ChartCode, seen: Sequence[Sighting]) -> ChartLine:
    shown = sum(code.text in sighting.shown for sighting in seen)
    read = sum(code.text in sighting.read for sighting in seen)
    return ChartLine(code.symbology, code.module, shown, read)


def _verdict(finest: float | None, has_bars: bool) -> ChartVerdict:
    if finest is not None:
        return ChartVerdict.GOOD if finest <= USUAL else ChartVerdict.LARGE_ONLY
    return ChartVerdict.WEAK if has_bars else ChartVerdict.NOT_SEEN


def _figures(sightings: Sequence[Sighting], lines: Sequence[ChartLine]) -> PictureFigures | None:
    """The middle of what the pictures say, each picture being the middle of its codes."""
    if not sightings:
        return None
    lights = {name: _middle([getattr(one.light, name) for one in sightings]) for name in LIGHT_FIGURES}
    light = Light(**lights)
    if not any(sighting.bars for sighting in sightings):
        return figures_of(light, None)
    of_bars = {
        name: _middle([_middle([getattr(bars, name) for bars in one.bars]) for one in sightings])
        for name in BARS_FIGURES
    }
    # Glare lies on one code of many.
    of_bars["glare"] = _middle([float(np.mean([bars.glare for bars in one.bars])) for one in sightings])
    scales = [sighting.scale for sighting in sightings if sighting.scale is not None]
    if scales:
        of_bars["module"] = _middle(scales) * USUAL
    shown = sum(line.shown for line in lines)
    rate = sum(line.read for line in lines) / shown if shown else 0.0
    return replace(figures_of(light, None), **of_bars, read_rate=rate)


def _middle(values: Sequence[float]) -> float:
    return float(np.median(values))
