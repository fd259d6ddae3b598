import pytest

from db.models import MODELS
from kiosk.lending.desk import Desk
from tests import school


@pytest.fixture
def desk(database) -> Desk:
    """At a school that has decided on nothing yet."""
    return school.desk_at(database)


@pytest.fixture
def everything():
    def read():
        return {model.__name__: sorted(map(str, model.select().tuples())) for model in MODELS}

    return read
