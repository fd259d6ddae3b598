"""Each volume's line in the accession register (个别登记), and the batches it came in (总括登记)."""

from peewee import CharField, DateField, IntegerField, Model, TextField, UUIDField


def up(migrator, db):
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
    db.execute_sql("alter table record add column series text not null default ''")
    db.execute_sql("alter table item add column accession_no varchar(255)")
    db.execute_sql("alter table item add column acquired_on date")
    db.execute_sql("alter table item add column price integer")
    kind = "uuid" if db.for_update else "text"
    db.execute_sql(f"alter table item add column batch_id {kind} references batch (id) on delete restrict")
    db.execute_sql("create index item_batch_id on item (batch_id)")
    db.execute_sql("create index item_accession_no on item (accession_no)")
