"""What staff change is written down: who, when, before and after."""

from peewee import BigIntegerField, CharField, Database, ForeignKeyField, Model, TextField, UUIDField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Audit(Model):
        id = UUIDField(primary_key=True)
        at = BigIntegerField(index=True)
        staff = UUIDField(null=True)
        deed = CharField()
        facts = TextField(default="{}")
        undoes = UUIDField(null=True, unique=True)

        class Meta:
            database = db
            table_name = "audit"

    class AuditRow(Model):
        id = UUIDField(primary_key=True)
        audit = ForeignKeyField(Audit, on_delete="CASCADE")
        entity = CharField()
        row = CharField()
        before = TextField(default="")
        after = TextField(default="")

        class Meta:
            database = db
            table_name = "audit_row"
            indexes = ((("entity", "row"), False),)

    db.create_tables([Audit, AuditRow])
