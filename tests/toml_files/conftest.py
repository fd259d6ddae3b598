import pytest

from db.models import MODELS, SchoolClass

CLASSES = [("一(1)班", 1, "小学部"), ("二(1)班", 2, "小学部"), ("六(1)班", 6, "小学部"), ("六(2)班", 6, "小学部")]


@pytest.fixture
def school(database):
    for name, grade, division in CLASSES:
        SchoolClass.create(name=name, grade=grade, division=division)
    return database


@pytest.fixture
def everything():
    def read():
        return {model.__name__: sorted(map(str, model.select().tuples())) for model in MODELS}

    return read
