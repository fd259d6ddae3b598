"""Which function draws which page of the office. A page that is missing here is a bug, found by tests/screens."""

from collections.abc import Callable, Mapping

from kiosk.screens.office.books import BOOKS
from kiosk.screens.office.common import COMMON

PAGES: Mapping[type, Callable] = {**COMMON, **BOOKS}
