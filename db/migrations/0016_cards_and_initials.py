"""Patrons are found by the initials of their names, and may be given another card under the same number."""

from pypinyin import Style, lazy_pinyin


def up(migrator, db):
    db.execute_sql("alter table patron add column initials varchar(255) not null default ''")
    db.execute_sql("alter table patron add column card_issue integer not null default 1")
    db.execute_sql("create index patron_initials on patron (initials)")
    # A station of a centre has masked names, and is told no more than these.
    if not db.execute_sql("select 1 from setting where key = 'kiosk_centre_id'").fetchone():
        _fill(db)


def _fill(db):
    place = db.param
    rows = db.execute_sql("select id, name from patron").fetchall()
    for id_, name in rows:
        db.execute_sql(f"update patron set initials = {place} where id = {place}", (_initials(name), id_))


def _initials(name):
    parts = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    return "".join(sign for sign in parts if sign.isascii() and sign.isalnum())
