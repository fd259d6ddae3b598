"""Which function draws which page of the office: a feature's are in the module of its name, read when first shown."""

from collections.abc import Callable
from importlib import import_module

from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.common import COMMON

FEATURE = 2  # kiosk.office.<feature>.views


def drawn_by(kind: type[PageView]) -> Callable:
    """Raises KeyError for a page that nothing draws: a bug, found by tests/screens."""
    if kind in COMMON:
        return COMMON[kind]
    feature = kind.__module__.split(".")[FEATURE]
    return import_module(f"kiosk.screens.office.{feature}").PAGES[kind]
