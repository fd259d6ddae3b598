"""Classes and the people who borrow."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField

from db.models.base import Identified


class SchoolClass(Identified):
    """grade: 1.., 0 for staff and others; division: 小学部, 初中部, or empty."""

    name = CharField(unique=True)
    grade = IntegerField(default=0)
    division = CharField(default="")
    trained = BooleanField(default=True)


class Patron(Identified):
    """number: what the card carries, without its prefix. category: student, teacher, … as policies name it.

    initials: of the name, as pinyin, for search on a Latin keyboard; empty where names are masked. card_issue: how
    many cards this patron has been given; older ones are refused as lost. loan_limit: this patron's own, above the
    policy's; None follows the policy."""

    number = CharField(unique=True)
    name = CharField()
    initials = CharField(default="", index=True)
    school_class = ForeignKeyField(SchoolClass, null=True, backref="patrons", on_delete="RESTRICT")
    category = CharField(default="student")
    blocked = BooleanField(default=False)
    card_lost = BooleanField(default=False)
    card_issue = IntegerField(default=1)
    owes_compensation = BooleanField(default=False)
    expires_on = DateField(null=True)
    loan_limit = IntegerField(null=True)
    left = BooleanField(default=False)
