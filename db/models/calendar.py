"""The school's year, its bells, and which class borrows when."""

from peewee import CharField, DateField, ForeignKeyField, IntegerField

from db.models.base import Identified


class Term(Identified):
    """lending_from: first day of lending (starts_on when empty); recall_on: no due date passes it."""

    name = CharField()
    starts_on = DateField()
    ends_on = DateField()
    lending_from = DateField(null=True)
    recall_on = DateField(null=True)


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
