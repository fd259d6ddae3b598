"""A kiosk joins by a code, and signs what it sends."""

from peewee import BigIntegerField, CharField, Model


def up(migrator, db):
    class EnrolmentCode(Model):
        digest = CharField(primary_key=True)
        expires_at = BigIntegerField()

        class Meta:
            database = db
            table_name = "enrolment_code"

    db.create_tables([EnrolmentCode])
    db.execute_sql("alter table kiosk add column public_key varchar(255) not null default ''")
