"""One day's returns and refusals are found without reading all the years before it."""


def up(migrator, db):
    db.execute_sql("create index loan_returned_at on loan (returned_at)")
    # Of refusals alone: what is lent and returned pays nothing for it.
    db.execute_sql("create index journal_refused on journal (at) where kind = 'refused'")
