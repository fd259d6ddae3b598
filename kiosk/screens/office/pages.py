"""Which function draws which page of the office. A page that is missing here is a bug, found by tests/screens."""

from collections.abc import Callable, Mapping

from kiosk.screens.office.books.catalogue import BOOKS
from kiosk.screens.office.common import COMMON
from kiosk.screens.office.house_pages import HOUSE
from kiosk.screens.office.overdue.pages import OVERDUE_PAGES
from kiosk.screens.office.people.pages import PEOPLE
from kiosk.screens.office.rota.lists import ROTA_PAGES
from kiosk.screens.office.today.pages import TODAY_PAGES

PAGES: Mapping[type, Callable] = {**COMMON, **BOOKS, **HOUSE, **OVERDUE_PAGES, **PEOPLE, **ROTA_PAGES, **TODAY_PAGES}
