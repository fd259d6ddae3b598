"""What the librarian wants of a term, what was printed, and figures that need not be reckoned twice."""

from peewee import BigIntegerField, CharField, DateField, ForeignKeyField, IntegerField, TextField, UUIDField

from db.models.base import Identified, Table
from db.models.patrons import SchoolClass


class Target(Identified):
    """How many loans a head a grade is to make in a term (S029-S037). grade 0: every grade that has none of its own.

    valid_from: first day of the first term that it holds for; an older term keeps its own (S035)."""

    grade = IntegerField()
    valid_from = DateField()
    loans = IntegerField()

    class Meta:
        indexes = ((("grade", "valid_from"), True),)


class Reminder(Identified):
    """Slips were made for a class. kind: class (for its teacher) or notes (one a reader); at: ms since 1970, UTC."""

    school_class = ForeignKeyField(SchoolClass, null=True, on_delete="CASCADE")
    kind = CharField()
    at = BigIntegerField()
    staff = UUIDField(null=True)


class TermFigures(Table):
    """The figures of a term as last reckoned. mark: tells from which loans; body: JSON.

    Known by its first day: a calendar that is loaded anew makes its terms anew, and their figures stay."""

    starts_on = DateField(primary_key=True)
    mark = CharField()
    body = TextField()
