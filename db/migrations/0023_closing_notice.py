"""What the idle screen says on days with other hours."""

from peewee import CharField, Database, DateField, IntegerField, Model, UUIDField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class ClosingNotice(Model):
        id = UUIDField(primary_key=True)
        kind = CharField()
        minutes = IntegerField(null=True)
        starts_on = DateField()
        ends_on = DateField(index=True)

        class Meta:
            database = db
            table_name = "closing_notice"

    db.create_tables([ClosingNotice])
