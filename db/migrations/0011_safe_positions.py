"""How far a verified copy of the centre's records reaches: below it a kiosk may prune its journal."""

from peewee import Database, IntegerField
from playhouse.migrate import SchemaMigrator


def up(migrator: SchemaMigrator, db: Database) -> None:
    migrator.migrate(migrator.add_column("position", "safe", IntegerField(default=0)))
