"""The end of a term: the last day of lending, classes that leave, days of returns. Targets, slips, kept figures."""

from peewee import (
    BigIntegerField,
    CharField,
    Database,
    DateField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
    UUIDField,
)
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    class SchoolClass(Model):
        id = UUIDField(primary_key=True)

        class Meta:
            database = db
            table_name = "school_class"

    run_sql(db, "alter table term add column lending_until date")

    class ClassRecall(Model):
        id = UUIDField(primary_key=True)
        school_class = ForeignKeyField(SchoolClass, on_delete="CASCADE")
        recall_on = DateField()
        lending_until = DateField(null=True)
        cleared_at = BigIntegerField(null=True)
        cleared_by = UUIDField(null=True)
        left_open = IntegerField(default=0)

        class Meta:
            database = db
            table_name = "class_recall"
            indexes = ((("school_class", "recall_on"), True),)

    class ReturnDay(Model):
        id = UUIDField(primary_key=True)
        day = DateField(unique=True)

        class Meta:
            database = db
            table_name = "return_day"

    class Target(Model):
        id = UUIDField(primary_key=True)
        grade = IntegerField()
        valid_from = DateField()
        loans = IntegerField()

        class Meta:
            database = db
            table_name = "target"
            indexes = ((("grade", "valid_from"), True),)

    class Reminder(Model):
        id = UUIDField(primary_key=True)
        school_class = ForeignKeyField(SchoolClass, null=True, on_delete="CASCADE")
        kind = CharField()
        at = BigIntegerField()
        staff = UUIDField(null=True)

        class Meta:
            database = db
            table_name = "reminder"

    class TermFigures(Model):
        starts_on = DateField(primary_key=True)
        mark = CharField()
        body = TextField()

        class Meta:
            database = db
            table_name = "term_figures"

    db.create_tables([ClassRecall, ReturnDay, Target, Reminder, TermFigures])
