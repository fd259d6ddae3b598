"""How the station stands: what the app takes from the configuration. configure_kivy() comes before any Kivy window."""

import os
from dataclasses import dataclass
from pathlib import Path

from kiosk.screens.theme import FONT, font_files


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """fullscreen: a kiosk; else a window of width x height for a demo. language: of the school, to which the station
    returns after each visit; other_language: the second one on the pill. camera_side: where the camera is as seen
    from the screen (up, down, left, right)."""

    fullscreen: bool = False
    width: int = 1280
    height: int = 800
    language: str = "zh_CN"
    other_language: str = "en"
    camera_side: str = "up"


def configure_kivy(settings: ScreenSettings, home: Path) -> None:
    """home: a folder of this station's own for Kivy's files."""
    os.environ.setdefault("KIVY_HOME", str(home))
    os.environ.setdefault("KIVY_NO_ARGS", "1")
    os.environ.setdefault("KIVY_NO_FILELOG", "1")
    os.environ.setdefault("KIVY_LOG_MODE", "PYTHON")
    home.mkdir(parents=True, exist_ok=True)
    from kivy.config import Config

    regular, bold = font_files()
    Config.set("kivy", "default_font", str([FONT, regular, regular, bold, bold]))
    Config.set("kivy", "exit_on_escape", "0")
    Config.set("kivy", "kivy_clock", "interrupt")  # a scan need not wait for the next frame
    Config.set("graphics", "multisamples", "0")
    Config.set("graphics", "width", str(settings.width))
    Config.set("graphics", "height", str(settings.height))
    Config.set("input", "mouse", "mouse,disable_multitouch")
    if settings.fullscreen:
        Config.set("graphics", "fullscreen", "auto")
        Config.set("graphics", "borderless", "1")
        Config.set("graphics", "show_cursor", "0")
