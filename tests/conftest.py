"""Databases for every test: each one that asks for `db_url` or `database` runs on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from peewee import Database

from db.connection import open_database
from tests.postgres import Server, running_server

# A database for each of very many tests, whole files of PDF and Excel: these folders wait for the second part.
SECOND_PART = ("tests/office/", "tests/printing/", "tests/imports/test_bad_files.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(SECOND_PART):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file of the newest schema, to copy."""
    path = tmp_path_factory.mktemp("migrated") / "station.db"
    open_database(str(path)).close()
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def db_url(request: pytest.FixtureRequest, tmp_path: Path, migrated: Path) -> Iterator[str]:
    """An empty database of the newest schema; on each engine in turn."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield str(shutil.copy(migrated, tmp_path / "station.db"))
        else:
            server: Server = request.getfixturevalue("postgres")
            yield stack.enter_context(server.fresh_database())


@pytest.fixture
def database(db_url: str) -> Iterator[Database]:
    """Opened in the test's thread, and the one that the models speak to."""
    handle = open_database(db_url)
    yield handle
    if not handle.is_closed():
        handle.close()
