"""The program says of itself what its project file says."""

import tomllib
from pathlib import Path

from kiosk import VERSION

ROOT = Path(__file__).parents[1]


def test_the_version_is_that_of_the_project():
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == VERSION
