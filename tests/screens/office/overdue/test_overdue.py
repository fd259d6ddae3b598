"""Every page of the room is whole, in both languages and at every size."""

import pytest

from tests.screens.office.frame import LANGUAGES, SIZES, samples, wrong_with
from tests.screens.office.overdue.samples import PAGES
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen
VIEWS = samples(PAGES, "overdue")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, VIEWS[name], language, size) == []
