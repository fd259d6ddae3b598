"""How long the station had been running when an event was written: a clock that was set is found out by it."""


def up(migrator, db):
    db.execute_sql("alter table journal add column run varchar(255)")
    db.execute_sql("alter table journal add column up bigint")
