"""What people have decided about notices gets a table of its own; what the feed numbers gets a time."""

from peewee import BigIntegerField, BooleanField, Database, Model, TextField, UUIDField
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Resolution(Model):
        id = UUIDField(primary_key=True)
        resolved = BooleanField()
        hlc = BigIntegerField()
        at = BigIntegerField()
        staff = UUIDField(null=True)
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "resolution"

    db.create_tables([Resolution])
    # 16 bits of counter: as the journal's hlc.
    run_sql(
        db,
        "insert into resolution (id, resolved, hlc, at, note)"
        " select id, true, resolved_at * 65536, resolved_at, '' from notice where resolved_at is not null",
    )
    run_sql(db, "alter table notice drop column resolved_at")
    run_sql(db, "alter table change add column at bigint not null default 0")
