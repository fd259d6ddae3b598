"""Patrons are found by the initials of their names, and may be given another card under the same number."""

from peewee import Database
from playhouse.migrate import SchemaMigrator
from pypinyin import Style, lazy_pinyin

from db.rows import run_sql


def up(migrator: SchemaMigrator, db: Database) -> None:
    run_sql(db, "alter table patron add column initials varchar(255) not null default ''")
    run_sql(db, "alter table patron add column card_issue integer not null default 1")
    run_sql(db, "create index patron_initials on patron (initials)")
    # A station of a centre has masked names, and is told no more than these.
    if not run_sql(db, "select 1 from setting where key = 'kiosk_centre_id'").fetchone():
        _fill(db)


def _fill(db: Database) -> None:
    place = db.param
    rows = run_sql(db, "select id, name from patron").fetchall()
    for id_, name in rows:
        run_sql(db, f"update patron set initials = {place} where id = {place}", (_initials(name), id_))


def _initials(name: str) -> str:
    parts = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    return "".join(sign for sign in parts if sign.isascii() and sign.isalnum())
