import pytest

from tests.office.books.library import Librarian


@pytest.fixture
def librarian(database, tmp_path) -> Librarian:
    return Librarian(database, tmp_path / "图书馆")
