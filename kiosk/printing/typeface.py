"""The station's fonts inside a PDF, and text fitted to its place.

Embedded glyphs show on a computer without Chinese fonts. reportlab embeds TrueType outlines, the shipped fonts carry
PostScript ones, so those of the signs in use are converted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase import ttfonts as embedded

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
FAMILY = "NotoSansSC"
WORST_ERROR = 1.0  # of the converted outline, in thousandths of the type size: less than a printer's dot
POSTSCRIPT_NAME, WINDOWS_ENGLISH = 6, (3, 1, 0x409)  # as the table «name» counts them
ELLIPSIS = "…"
STEP = 0.5  # pt
_ALWAYS = {chr(code) for code in range(0x20, 0x7F)} | {ELLIPSIS}


@dataclass(frozen=True, slots=True)
class Set:
    """Lines set in one size, in points."""

    font: str
    size: float
    lines: tuple[str, ...]

    @property
    def leading(self) -> float:
        return self.size * 1.25

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


@dataclass(frozen=True, slots=True)
class Typeface:
    """regular, bold: names under which reportlab knows them. missing: signs that our fonts do not have; they are
    printed as boxes."""

    regular: str
    bold: str
    missing: str


def typeface_for(texts: Iterable[str]) -> Typeface:
    """Both weights, with all signs of these texts."""
    signs = "".join(sorted({sign for text in texts for sign in text} | _ALWAYS))
    known = TTFont(FONTS / f"{FAMILY}-Regular.otf", lazy=True).getBestCmap()
    missing = "".join(sign for sign in signs if ord(sign) not in known)
    return Typeface(_registered("Regular", signs), _registered("Bold", signs), missing)


def fit(text: str, width: float, size: float, least: float, font: str, lines: int = 1) -> Set:
    """As large as fits into so many lines of `width`, from size down to least; then the end becomes «…»."""
    while True:
        broken = tuple(_broken(text, font, size, width))
        if len(broken) <= lines:
            return Set(font, size, broken)
        if size <= least:
            return Set(font, size, (*broken[: lines - 1], _shortened("".join(broken[lines - 1 :]), font, size, width)))
        size = max(least, size - STEP)


def fit_or_wrap(text: str, width: float, size: float, alone: float, least: float, font: str) -> Set:
    """On one line from size down to `alone`; else on two, from there down to least."""
    one = fit(text, width, size, alone, font)
    return one if one.lines == (text,) else fit(text, width, alone, least, font, lines=2)


def width_of(text: str, font: str, size: float) -> float:
    return pdfmetrics.stringWidth(text, font, size)


def _broken(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """Between any two Chinese signs, but between words of letters where there are such."""
    while text:
        end = next((n for n in range(1, len(text) + 1) if width_of(text[:n], font, size) > width), len(text) + 1) - 1
        end = max(end, 1)
        if end < len(text) and text[end - 1 : end + 1].isascii() and " " in text[:end]:
            end = text.rindex(" ", 0, end) + 1
        yield text[:end]
        text = text[end:]


def _shortened(text: str, font: str, size: float, width: float) -> str:
    while text and width_of(text + ELLIPSIS, font, size) > width:
        text = text[:-1]
    return text + ELLIPSIS


def _registered(weight: str, signs: str) -> str:
    """reportlab keeps the first font of a name, its inner name too: each set of signs has a name of its own."""
    name = f"{FAMILY}-{weight}-{blake2b(signs.encode(), digest_size=6).hexdigest()}"
    if name not in pdfmetrics.getRegisteredFontNames():
        font = TTFont(FONTS / f"{FAMILY}-{weight}.otf")
        _keep(font, signs)
        _to_truetype(font)
        font["name"].setName(name, POSTSCRIPT_NAME, *WINDOWS_ENGLISH)
        file = BytesIO()
        font.save(file)
        file.seek(0)
        pdfmetrics.registerFont(embedded.TTFont(name, file))
    return name


def _keep(font: TTFont, signs: Iterable[str]) -> None:
    subsetter = Subsetter(Options(layout_features=[], hinting=False, notdef_outline=True))
    subsetter.populate(unicodes=[ord(sign) for sign in signs])
    subsetter.subset(font)


def _to_truetype(font: TTFont) -> None:
    outlines = font.getGlyphSet()
    converted = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, WORST_ERROR, reverse_direction=True))
        converted[name] = pen.glyph()
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["glyf"].glyphs = converted
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    for field, value in _MAXP.items():
        setattr(font["maxp"], field, value)
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"


# What a font without hinting programs says of them; the rest is computed when it is written.
_MAXP = dict.fromkeys(
    (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
    ),
    0,
) | {"maxZones": 1}
