"""The off-screen harness: one real GL window without an X server, stepped by hand.

Kivy reads its settings once, at import, so they are made here before any test module imports a screen.
"""

import logging
import os
import tempfile
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "offscreen")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
logging.getLogger("kivy").setLevel(logging.WARNING)

from kiosk.screens.settings import ScreenSettings, configure_kivy  # noqa: E402

SETTINGS = ScreenSettings(width=1920, height=1280)  # the surface never grows: begin with the largest
configure_kivy(SETTINGS, Path(tempfile.gettempdir()) / "station-kivy")

from kivy.config import Config  # noqa: E402

Config.set("graphics", "maxfps", "0")  # no waiting between frames

import pytest  # noqa: E402

from tests.screens.stage import Stage  # noqa: E402


@pytest.fixture(scope="session")
def stage() -> Stage:
    """Kivy has one window a process and never a second: everything here shares it."""
    return Stage(SETTINGS)
