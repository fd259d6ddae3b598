"""How far a verified copy of the centre's records reaches: below it a kiosk may prune its journal."""

from peewee import IntegerField


def up(migrator, db):
    migrator.migrate(migrator.add_column("position", "safe", IntegerField(default=0)))
