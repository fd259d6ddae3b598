"""Where a deed was done: at the station, as all until now, or on the command line."""


def up(migrator, db):
    db.execute_sql("alter table audit add column place varchar(255) not null default 'station'")
