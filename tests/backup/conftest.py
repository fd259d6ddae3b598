"""A school with a past, and a folder to copy it to."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.sync.uploads import apply_upload
from tests.sync.school import COPIES, ITEMS, NOON, Journalist, build_school

EVENING = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)


def live_a_little(database, kiosk: str = "k-aaaaaa", loans: int = 12) -> Journalist:
    """Loans, returns and a renewal, as a kiosk tells them to the centre; some stay open."""
    journalist = Journalist(kiosk)
    for n in range(loans):
        item = (*ITEMS, *COPIES)[n % 5]
        loan = journalist.lend(item, n % 4)
        if n % 3:
            journalist.say("renew", item, loan, due_on="2026-12-20", renewals=1)
        if n < loans - 2:
            journalist.take_back(item, loan)
    apply_upload(database, journalist.upload(), NOON)
    return journalist


@pytest.fixture
def school(database):
    build_school()
    live_a_little(database)
    return database


@pytest.fixture
def medium(tmp_path) -> Path:
    folder = tmp_path / "medium"
    folder.mkdir()
    return folder
