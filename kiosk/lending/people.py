"""Find a patron who has no card with them, a page at a time."""

from collections import Counter
from uuid import UUID

from db.models import Patron, SchoolClass
from db.rows import tuples
from kiosk.circulation.naming import Choice


def classes(page: int, per_page: int) -> tuple[int, tuple[Choice, ...]]:
    """How many classes have patrons, and one page of them, lower grades first."""
    query = (
        SchoolClass.select()
        .where(SchoolClass.id.in_(Patron.select(Patron.school_class).where(~Patron.left)))
        .order_by(SchoolClass.grade, SchoolClass.name)
    )
    return query.count(), tuple(Choice(row.id, row.name) for row in query.paginate(page + 1, per_page))


def class_name(school_class: UUID) -> str:
    return SchoolClass.get_by_id(school_class).name


def patrons_of(school_class: UUID | None, page: int, per_page: int) -> tuple[int, tuple[Choice, ...]]:
    """Names as this database has them: a station of a centre has masked ones. Those that are alike bear their
    number. None: those without a class."""
    in_class = (Patron.school_class == school_class) & ~Patron.left
    query = Patron.select(Patron.id, Patron.name, Patron.number).where(in_class).order_by(Patron.number)
    names = Counter(name for (name,) in tuples(Patron.select(Patron.name).where(in_class)))
    rows = query.paginate(page + 1, per_page)
    return names.total(), tuple(
        Choice(row.id, row.name if names[row.name] == 1 else f"{row.name} {row.number}") for row in rows
    )
