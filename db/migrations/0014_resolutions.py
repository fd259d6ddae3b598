"""What people have decided about notices gets a table of its own; what the feed numbers gets a time."""

from peewee import BigIntegerField, BooleanField, Model, TextField, UUIDField


def up(migrator, db):
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
    db.execute_sql(
        "insert into resolution (id, resolved, hlc, at, note)"
        " select id, true, resolved_at * 65536, resolved_at, '' from notice where resolved_at is not null"
    )
    db.execute_sql("alter table notice drop column resolved_at")
    db.execute_sql("alter table change add column at bigint not null default 0")
