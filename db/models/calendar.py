"""The school's year, its bells, and which class borrows when."""

from uuid import UUID

from peewee import BigIntegerField, CharField, DateField, ForeignKeyField, IntegerField, UUIDField

from db.models.base import Identified
from db.models.patrons import SchoolClass


class Term(Identified):
    """lending_from: first day of lending (starts_on when empty); lending_until: the last one (when empty, the day
    before recall_on); recall_on: no due date passes it."""

    name = CharField()
    starts_on = DateField()
    ends_on = DateField()
    lending_from = DateField(null=True)
    recall_on = DateField(null=True)
    lending_until = DateField(null=True)


class ClassRecall(Identified):
    """A class whose books come back earlier than the school's, as a rule because it leaves. Days as in Term.

    cleared_at: ms since 1970, UTC, once somebody has signed that it has settled everything; cleared_by: which staff;
    left_open: how many books were out then, all the same."""

    school_class = ForeignKeyField(SchoolClass, on_delete="CASCADE")
    recall_on = DateField()
    lending_until = DateField(null=True)
    cleared_at = BigIntegerField(null=True)
    cleared_by = UUIDField(null=True)
    left_open = IntegerField(default=0)

    class Meta:
        indexes = ((("school_class", "recall_on"), True),)


class ReturnDay(Identified):
    """A day on which books are taken back and none are lent."""

    day = DateField(unique=True)


class Holiday(Identified):
    name = CharField()
    starts_on = DateField()
    ends_on = DateField()


class MakeUpDay(Identified):
    """A working day out of the ordinary that follows another weekday (0 Monday … 6 Sunday)."""

    day = DateField(unique=True)
    follows = IntegerField()


class Period(Identified):
    """A stretch of a weekday. starts, ends: minutes after midnight. kind: rota, free, closed.

    valid_from, valid_to: the days on which it rings, both included; None: since ever, until further notice."""

    name = CharField()
    weekday = IntegerField()
    starts = IntegerField()
    ends = IntegerField()
    kind = CharField()
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)


class Rota(Identified):
    """A published version of the class rota."""

    name = CharField()
    valid_from = DateField()
    valid_to = DateField(null=True)


class RotaEntry(Identified):
    """subject_kind: class, grade, division, everyone; subject: its name or number. week: every, odd, even.
    purpose: lend, read."""

    rota_id: UUID
    period_id: UUID
    rota = ForeignKeyField(Rota, backref="entries", on_delete="CASCADE")
    period = ForeignKeyField(Period, on_delete="CASCADE")
    week = CharField(default="every")
    subject_kind = CharField()
    subject = CharField(default="")
    purpose = CharField(default="lend")


class RotaException(Identified):
    """What differs on one day. kind: closed, free, or serve (subject borrows then). Minutes after midnight."""

    day = DateField(index=True)
    starts = IntegerField()
    ends = IntegerField()
    kind = CharField()
    subject_kind = CharField(default="everyone")
    subject = CharField(default="")
    granted_by = CharField()
    reason = CharField()
