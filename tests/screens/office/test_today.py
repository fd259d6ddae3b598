"""The pages of «today»: nothing is cut at any size or language, and every tap says what it means."""

import pytest

from kiosk.office_views.frame import Act, Room, Told
from kiosk.office_views.today import Split, TodayDeed, Topic
from tests.screens.office.frame import LANGUAGES, SIZES, office, wrong_with
from tests.screens.office.samples_today import PAGES
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, office(PAGES[name], Room.TODAY), language, size) == []
