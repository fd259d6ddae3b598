"""Each volume's line in the accession register (个别登记), and the batches it came in (总括登记)."""

from peewee import CharField, Database, DateField, IntegerField, Model, TextField, UUIDField
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    class Batch(Model):
        id = UUIDField(primary_key=True)
        number = CharField(unique=True)
        received_on = DateField()
        source = CharField(default="purchase")
        supplier = TextField(default="")
        voucher = CharField(default="")
        copies = IntegerField(null=True)
        value = IntegerField(null=True)
        note = TextField(default="")

        class Meta:
            database = db
            table_name = "batch"

    db.create_tables([Batch])
    # By hand: the migrator would rebuild a table that loans refer to.
    run_sql(db, "alter table record add column series text not null default ''")
    run_sql(db, "alter table item add column accession_no varchar(255)")
    run_sql(db, "alter table item add column acquired_on date")
    run_sql(db, "alter table item add column price integer")
    kind = "uuid" if db.for_update else "text"
    run_sql(db, f"alter table item add column batch_id {kind} references batch (id) on delete restrict")
    run_sql(db, "create index item_batch_id on item (batch_id)")
    run_sql(db, "create index item_accession_no on item (accession_no)")
