"""Where a deed was done: at the station, as all until now, or on the command line."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, "alter table audit add column place varchar(255) not null default 'station'")
