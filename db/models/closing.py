"""Days on which the library keeps other hours, as the idle screen says it."""

from peewee import CharField, DateField, IntegerField

from db.models.base import Identified


class ClosingNotice(Identified):
    """kind: closes_at, opens_at or closed. minutes: after midnight, null for closed. Said from starts_on to ends_on."""

    kind = CharField()
    minutes = IntegerField(null=True)
    starts_on = DateField()
    ends_on = DateField(index=True)
