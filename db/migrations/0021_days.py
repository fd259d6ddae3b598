"""One day's returns and refusals are found without reading all the years before it."""

from peewee import Database
from playhouse.migrate import SchemaMigrator

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, "create index loan_returned_at on loan (returned_at)")
    # Of refusals alone: what is lent and returned pays nothing for it.
    run_sql(db, "create index journal_refused on journal (at) where kind = 'refused'")
