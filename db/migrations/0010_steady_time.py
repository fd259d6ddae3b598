"""How long the station had been running when an event was written: a clock that was set is found out by it."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, "alter table journal add column run varchar(255)")
    run_sql(db, "alter table journal add column up bigint")
