"""Bells get dates: those of the next rota may be published while today's still ring."""


def up(migrator, db):
    for column in ("valid_from", "valid_to"):
        db.execute_sql(f"alter table period add column {column} date")
