"""The tokens of the face: colours, the font, where pictures lie. Reasons and contrasts are in docs (design notes)."""

from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
FONT = "station"

Colour = tuple[float, float, float, float]


def rgb(code: str) -> Colour:
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return (red, green, blue, 1.0)


PAPER = rgb("#FBF3E4")  # ground, pupil side
MIST = rgb("#F1F3F6")  # ground, staff side
CARD = rgb("#FFFFFF")
SAND = rgb("#F1E4CA")  # quiet buttons, route strip, keyboard bed
MIST2 = rgb("#E2E7EE")  # disabled, table head, meter bed
INK = rgb("#1D2B4F")
INK2 = rgb("#4F5A76")  # second text, never below 26 px on pupil screens
PINE, PINE_D, PINE_T = rgb("#075E4E"), rgb("#043F34"), rgb("#D6EEE5")
BLUE, BLUE_D, BLUE_T = rgb("#204CA6"), rgb("#15357A"), rgb("#DCE7FA")
GOLD, GOLD_T = rgb("#FFC53D"), rgb("#FFF0C9")
RED, RED_T = rgb("#B82D17"), rgb("#FAD6CA")
EDGE = rgb("#9C7C3C")  # frame of an empty shelf place
WHITE = CARD
WOOD = rgb("#A86B2D")
SPINES = (PINE, rgb("#E58A3A"), rgb("#2358B8"), rgb("#8C4A7C"), RED, rgb("#4E8F5B"))


def darker(colour: Colour, part: float = 0.12) -> Colour:
    red, green, blue, alpha = colour
    return (red * (1 - part), green * (1 - part), blue * (1 - part), alpha)


def mixed(colour: Colour, other: Colour, part: float) -> Colour:
    """part 0 is colour, 1 is other."""
    red, green, blue, alpha = (one + (two - one) * part for one, two in zip(colour, other, strict=True))
    return (red, green, blue, alpha)


def font_files() -> tuple[str, str]:
    return str(ASSETS / "fonts" / "NotoSansSC-Regular.otf"), str(ASSETS / "fonts" / "NotoSansSC-Bold.otf")


def register_fonts() -> None:
    from kivy.core.text import LabelBase

    regular, bold = font_files()
    LabelBase.register(FONT, fn_regular=regular, fn_bold=bold)
