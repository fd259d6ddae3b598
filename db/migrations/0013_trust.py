"""A kiosk joins by a code, and signs what it sends."""

from peewee import BigIntegerField, CharField, Database, Model
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    class EnrolmentCode(Model):
        digest = CharField(primary_key=True)
        expires_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "enrolment_code"

    db.create_tables([EnrolmentCode])
    run_sql(db, "alter table kiosk add column public_key varchar(255) not null default ''")
