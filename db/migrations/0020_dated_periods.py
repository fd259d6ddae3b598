"""Bells get dates: those of the next rota may be published while today's still ring."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    for column in ("valid_from", "valid_to"):
        run_sql(db, f"alter table period add column {column} date")
