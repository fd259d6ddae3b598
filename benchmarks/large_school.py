"""A school as large as they come, all of it invented, for measuring lists, searches and figures.

usage: python -m benchmarks.large_school --db FILE|postgresql://… [--loans 500000] [--today 2026-11-25] [--seed 1]

2,000 pupils in 45 classes (nine grades), a hundred teachers, pupils of former years, 40,000 titles with 100,000
labelled copies, and 500,000 loans of the last five years: each class comes once a week in its period, a few pupils
borrow much and some nothing, popular titles go out more often, nearly all comes back. About 600 loans are open and some
of them late. The same seed makes the same school. The place named must be empty.
"""

import argparse
import random
import sys
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from peewee import SqliteDatabase

from benchmarks.school.books import make_books
from benchmarks.school.lending import make_loans
from benchmarks.school.people import make_people
from benchmarks.school.writing import write
from benchmarks.school.year import make_year
from db.connection import open_database
from db.models import Record
from db.settings import bump_bylaw, put_setting
from kiosk.backup.tables import copy_all

NAME = "大河镇九年一贯制学校"
LOANS = 500_000
TODAY = date(2026, 11, 25)
YEARS = 5


def make_school(url: str, loans: int = LOANS, today: date = TODAY, seed: int = 1) -> None:
    """Fills an empty SQLite file."""
    db = open_database(url)
    if Record.select().exists():
        db.close()
        raise SystemExit(f"{url} holds a school already: name an empty place")
    dice = random.Random(seed)
    # Nothing here needs to survive a pulled plug.
    db.execute_sql("pragma synchronous = off")
    with db.atomic():
        terms = make_year(today, YEARS)
        people = make_people(dice, today, YEARS)
        items = make_books(dice)
        write(db, "loan", make_loans(dice, people, items, terms, today, YEARS, loans))
        put_setting("school_name", NAME)
        put_setting("rota_mode", "enforce")
        bump_bylaw()
    db.execute_sql("analyze")
    db.execute_sql("pragma wal_checkpoint(truncate)")
    db.close()


def make_on_server(url: str, **choices) -> None:
    with TemporaryDirectory() as folder:
        source_url = str(Path(folder, "school.db"))
        make_school(source_url, **choices)
        target = open_database(url)
        if Record.select().exists():
            raise SystemExit("that database holds a school already: name an empty one")
        source = SqliteDatabase(source_url)
        source.connect()
        with target.atomic():
            copy_all(source, target)
        target.execute_sql("analyze")
        source.close()
        target.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a large invented school.")
    parser.add_argument("--db", required=True, metavar="FILE|URL")
    parser.add_argument("--loans", type=int, default=LOANS)
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    began = time.perf_counter()
    make = make_on_server if "://" in options.db else make_school
    make(options.db, loans=options.loans, today=options.today, seed=options.seed)
    print(f"{options.loans} loans, {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
