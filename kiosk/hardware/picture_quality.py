"""How good a picture is for reading bars: blur, light, glare and module width, measured at the bars themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from kiosk.hardware.code_modules import modules_of
from kiosk.hardware.localise import BarRegion, find_bar_regions, region_of
from kiosk.hardware.rectify import Crop, lines, rectify
from kiosk.hardware.scan import Symbol, Symbology

BURNT, BLACK = 252, 16  # grey steps: above and below, nothing can be told apart; bright paper stays below BURNT
SUBSAMPLED = 4  # every how many pixels the light is sampled
DIM, LIT = 110, 200  # grey steps: a picture whose lighter part is below DIM is raised to LIT before bars are sought
MOST_GAIN = 12.0
MOST_REGIONS = 3
BANDS = ((0.12, 0.88), *((0.12 + band * 0.152, 0.12 + (band + 1) * 0.152) for band in range(5)))
SMALLEST = 16  # pixels of a picture's side
SHRINKS = (1, 2, 4)  # blur takes the bars' edges; in a smaller picture they stand again
EDGE_SHARE = 0.2  # of the steepest edge: less is noise
STEEPEST = 0.25  # of the edges: those that stand free enough to show how wide blur makes them
FEWEST_EDGES = 10  # of what blur or glare leave of a code; a whole one has 30 and more
PERIODIC = 0.15  # variation of the distances between bars; less is a shirt, a radiator, a grille
QUIET_MODULES = 12  # white paper beside a code is no glare
WIDEST_SPACE = 6  # modules; no code has a wider space, so more white than that is glare
IN_LINE = 0.2  # sine of the angle between two parts of one code
LARGEST_MODULE = 10.0  # pixels; wider stripes are books on a shelf, unless blur has swallowed the narrow ones
SWALLOWED = 0.4  # of a module
REACH = 1.5  # of the region's width: so far to either side glare is looked for
NARROWEST, WIDEST = 1.1, 4.0  # modules a bar on average: from Code 39 to what blur leaves of Code 128
STEPS = 400  # 0.3 % apart, a third of a module at the end of a hundred
NEARLY_BEST, HILL = 0.88, 8  # of the best fit; steps of the search
_GAUSS = float(np.sqrt(2 * np.pi))


@dataclass(frozen=True, slots=True)
class Light:
    """Of the whole picture. median, bright (its lighter part): grey steps; black, burnt: shares of the pixels."""

    median: float
    bright: float
    black: float
    burnt: float


@dataclass(frozen=True, slots=True)
class Bars:
    """One code as it stands in the picture.

    blur: standard deviation of the edges in pixels of the picture; pixels alone make about 0.5;
    module: width of the narrowest bar, pixels; paper, ink: grey steps; glare: share of the code's width burnt out;
    edges: how many stand there; text: what was read, empty when nothing was.
    """

    region: BarRegion
    blur: float
    module: float
    paper: float
    ink: float
    glare: float
    edges: int
    text: str = ""

    @property
    def contrast(self) -> float:
        return self.paper - self.ink

    @property
    def blur_modules(self) -> float:
        return self.blur / self.module


@dataclass(frozen=True, slots=True)
class PictureLook:
    """One picture. codes: what was read, or else what has bars like a code, the one with most bars first."""

    light: Light
    codes: tuple[Bars, ...]


@dataclass(frozen=True, slots=True)
class PictureFigures:
    """How the picture has lately been, for whoever looks after the camera.

    median, bright, black, burnt: as in Light; blur to glare: as in Bars, of the code seen last, None when nothing with
    bars has been in view for a while; speed: pixels a second; read_rate: 0..1, the share of looks at bars that read.
    """

    median: float
    bright: float
    black: float
    burnt: float
    blur: float | None = None
    module: float | None = None
    paper: float | None = None
    contrast: float | None = None
    glare: float | None = None
    speed: float | None = None
    read_rate: float | None = None


def figures_of(
    light: Light, bars: Bars | None, speed: float | None = None, read_rate: float | None = None
) -> PictureFigures:
    of_picture = PictureFigures(light.median, light.bright, light.black, light.burnt)
    if bars is None:
        return of_picture
    of_bars = {name: getattr(bars, name) for name in ("blur", "module", "paper", "contrast", "glare")}
    return replace(of_picture, **of_bars, speed=speed, read_rate=read_rate)


def look_at(grey: np.ndarray, symbols: Sequence[Symbol]) -> PictureLook:
    """Of an 8-bit grey picture and what was read in it."""
    light = measure_light(grey)
    read = [measure_read(grey, symbol) for symbol in symbols if symbol.symbology is not Symbology.QR]
    codes = [bars for bars in read if bars] or _unread(grey, light)
    return PictureLook(light, tuple(codes))


def measure_light(grey: np.ndarray) -> Light:
    sample = np.ascontiguousarray(grey[::SUBSAMPLED, ::SUBSAMPLED])
    shares = cv2.calcHist([sample], [0], None, [256], [0, 256]).ravel().cumsum() / sample.size
    return Light(
        median=float(np.searchsorted(shares, 0.5)),
        bright=float(np.searchsorted(shares, 0.9)),
        black=float(shares[BLACK]),
        burnt=float(1 - shares[BURNT - 1]),
    )


def _unread(grey: np.ndarray, light: Light) -> list[Bars]:
    for regions in seek_bars(grey, light):
        codes = [bars for region in regions if (bars := measure_unread(grey, region, regions))]
        if codes:
            return sorted(codes, key=lambda bars: -bars.edges)
    return []


def seek_bars(grey: np.ndarray, light: Light) -> Iterator[list[BarRegion]]:
    """More patient than reading needs it: a dim picture is raised, and blurred bars are sought in smaller ones too."""
    if light.bright < DIM:
        grey = cv2.convertScaleAbs(grey, alpha=min(LIT / max(light.bright, 1.0), MOST_GAIN))
    for times in SHRINKS:
        size = (grey.shape[1] // times, grey.shape[0] // times)
        if min(size) < SMALLEST:
            return
        small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA) if times > 1 else grey
        yield [_enlarged(region, times) for region in find_bar_regions(small, MOST_REGIONS)]


def measure_unread(grey: np.ndarray, region: BarRegion, others: Sequence[BarRegion] = ()) -> Bars | None:
    """None where the bars are not those of a code. others: what else has bars; glare may have cut one code in two."""
    crop = rectify(grey, region)
    scale = _scale(crop)
    bands = [_Edges.of(profile) for profile in lines(crop, BANDS)]
    whole = max(bands, key=lambda edges: edges.steepness)
    if len(whole.places) < FEWEST_EDGES or whole.is_periodic():
        return None
    module = whole.module() * scale
    blur = whole.blur() * scale
    if module > LARGEST_MODULE and blur < SWALLOWED * module:
        return None
    glare = _glare_around(grey, _joined(region, others), module)
    return Bars(region, blur, module, whole.paper, whole.ink, glare, len(whole.places))


def measure_read(grey: np.ndarray, symbol: Symbol) -> Bars | None:
    """None where the code is too small to measure, or holds signs that its symbology does not have."""
    region = region_of(np.asarray(symbol.corners, dtype=float))
    try:
        modules = modules_of(symbol.symbology, symbol.text).shape[1]
    except ValueError:
        return None
    if min(region.width, region.height) < 2:
        return None
    crop = rectify(grey, region)
    whole = max((_Edges.of(profile) for profile in lines(crop, BANDS)), key=lambda edges: edges.steepness)
    module = region.width / modules
    glare = float(_burnt(crop, module)[_inside(crop, region)].mean())
    return Bars(
        region, whole.blur() * _scale(crop), module, whole.paper, whole.ink, glare, len(whole.places), symbol.text
    )


@dataclass(frozen=True, slots=True)
class _Edges:
    """The edges of one profile. places: in pixels of the crop; slopes: grey steps a pixel, dark to light is above 0."""

    places: np.ndarray
    slopes: np.ndarray
    paper: float
    ink: float

    @classmethod
    def of(cls, profile: np.ndarray) -> "_Edges":
        slope = np.gradient(profile.astype(np.float32))
        steep = np.abs(slope)
        peaks = 1 + np.flatnonzero((steep[1:-1] >= steep[:-2]) & (steep[1:-1] > steep[2:]))
        peaks = peaks[steep[peaks] > EDGE_SHARE * steep.max()]
        if not peaks.size:
            return cls(peaks, peaks, 0.0, 0.0)
        before, at, after = steep[peaks - 1], steep[peaks], steep[peaks + 1]
        summit = 0.5 * (before - after) / np.minimum(before - 2 * at + after, -1e-6)
        ink, paper = np.percentile(profile[peaks[0] : peaks[-1] + 1], (5, 95))
        return cls(peaks + summit, slope[peaks], float(paper), float(ink))

    @property
    def steepness(self) -> float:
        """Of the edges that stand free, for a step of one."""
        most = np.sort(np.abs(self.slopes))[-max(1, int(STEEPEST * len(self.slopes))) :] if self.slopes.size else [0.0]
        return float(np.mean(most)) / max(self.paper - self.ink, 1.0)

    def blur(self) -> float:
        """A step blurred by a Gaussian is steepest in its middle: its height over sigma times the root of two pi."""
        return 1 / (_GAUSS * max(self.steepness, 1e-3))

    def is_periodic(self) -> bool:
        rising = np.diff(self.places[self.slopes > 0])
        return rising.size < 2 or float(rising.std() / rising.mean()) < PERIODIC

    def module(self) -> float:
        """The step of the grid on which edges stand best; ink spreads: rising and falling ones have their own."""
        mean = float(np.ptp(self.places)) / (len(self.places) - 1)
        steps = np.geomspace(mean / WIDEST, mean / NARROWEST, STEPS)
        waves = np.exp(np.complex64(2j * np.pi) * (self.places[None] / steps[:, None]).astype(np.float32))
        rising = self.slopes > 0
        fit = np.abs(waves[:, rising].sum(axis=1)) + np.abs(waves[:, ~rising].sum(axis=1))
        # Half the module fits as well: the widest step that fits nearly best, at the top of its own hill.
        top = int(np.flatnonzero(fit >= NEARLY_BEST * fit.max())[-1])
        hill = slice(max(0, top - HILL), top + 1)
        return float(steps[hill][int(np.argmax(fit[hill]))])


def _glare_around(grey: np.ndarray, region: BarRegion, module: float) -> float:
    """Glare cuts a code in two or bites off its end: what is burnt beside the bars counts, but for white paper."""
    reach = BarRegion(region.centre, region.angle, region.width * (1 + 2 * REACH), region.height)
    crop = rectify(grey, reach)
    burnt, inside = _burnt(crop, module), _inside(crop, region)
    scale, quiet = _scale(crop), QUIET_MODULES * module
    near = int(quiet / scale)
    sides = (burnt[: inside.start][::-1], burnt[inside.stop :])
    beside = sum(max(0.0, _first_run(side, near) * scale - quiet) for side in sides)
    within = float(burnt[inside].sum()) * scale
    return (within + beside) / (region.width + beside)


def _burnt(crop: Crop, module: float) -> np.ndarray:
    """By columns: where over half of the bars' height no bar shows for longer than any code's widest space."""
    white = (crop.image >= BURNT).mean(axis=0, dtype=np.float32)[None] > 0.5
    wide = np.ones((1, max(3, int(WIDEST_SPACE * module / _scale(crop)))), np.uint8)
    return cv2.morphologyEx(white.astype(np.uint8), cv2.MORPH_OPEN, wide, borderType=cv2.BORDER_REPLICATE)[0] > 0


def _joined(region: BarRegion, others: Sequence[BarRegion]) -> BarRegion:
    """From the first to the last of the regions that stand in one line with this one, and not too far apart."""
    along = np.array([np.cos(region.angle), np.sin(region.angle)])
    first, last = -region.width / 2, region.width / 2
    for other in others:
        apart = np.subtract(other.centre, region.centre)
        beside, off = float(apart @ along), float(abs(apart @ (-along[1], along[0])))
        turned = abs(np.sin(other.angle - region.angle))
        near = abs(beside) < (REACH + 0.5) * (region.width + other.width)
        if near and off < region.height / 2 and turned < IN_LINE:
            first, last = min(first, beside - other.width / 2), max(last, beside + other.width / 2)
    middle = np.asarray(region.centre) + along * (first + last) / 2
    return BarRegion((float(middle[0]), float(middle[1])), region.angle, last - first, region.height)


def _inside(crop: Crop, region: BarRegion) -> slice:
    middle, half = crop.image.shape[1] / 2, region.width / _scale(crop) / 2
    return slice(max(0, round(middle - half)), round(middle + half))


def _first_run(flags: np.ndarray, near: int) -> int:
    """How many are set in a row, beginning among the first `near`."""
    if not flags[: near + 1].any():
        return 0
    rest = flags[int(np.argmax(flags)) :]
    return len(rest) if rest.all() else int(np.argmin(rest))


def _scale(crop: Crop) -> float:
    """Pixels of the picture for one of the crop, across the bars, in its middle."""
    height, width = crop.image.shape
    first, second = crop.in_frame(np.array([(width / 2, height / 2), (width / 2 + 1, height / 2)]))
    return float(np.hypot(*(second - first)))


def _enlarged(region: BarRegion, times: float) -> BarRegion:
    x, y = region.centre
    return BarRegion((x * times, y * times), region.angle, region.width * times, region.height * times)
