import pytest

from db.models import Staff
from kiosk.office.actors import Actor
from kiosk.office.touch_kit.places import Places
from tests import school
from tests.office.rooms import actor_of

MOST_LOANS = 5


@pytest.fixture
def desk(database):
    school.policy(max_loans=MOST_LOANS)
    return school.desk_at(database)


@pytest.fixture
def librarian(database) -> Staff:
    return Staff.create(name="林老师", role="librarian", pin_hash="$argon2id$x")


@pytest.fixture
def actor(librarian) -> Actor:
    return actor_of(librarian)


@pytest.fixture
def places(tmp_path) -> Places:
    home = tmp_path / "图书馆"
    home.mkdir()
    return Places(home, list)
