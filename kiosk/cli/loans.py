"""`loans`: what was lent, to which card, until when: by the loan's own day or by a recall."""

import json
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import closing
from zoneinfo import ZoneInfo

from peewee import JOIN

from db.models import Item, Loan, Patron, Record, SchoolClass
from db.settings import get_setting
from kiosk.cli.options import add_db, open_db
from kiosk.clock import from_ms
from kiosk.lending.due import IS_OPEN, due_day
from kiosk.lending.rules import load_bylaw

COLUMNS = ("patron", "title", "isbn", "label", "lent_at", "due_on", "renewals", "returned_at", "ended_as")
WIDEST = 32


def configure(commands) -> None:
    parser = commands.add_parser("loans", help="list the loans, oldest first; readers by number, never by name")
    add_db(parser)
    parser.add_argument("--open", action="store_true", help="only those not returned yet")
    parser.add_argument("--json", action="store_true", help="as a JSON list, times in the school's own zone")
    parser.set_defaults(run=run)


def run(options) -> int:
    with closing(open_db(options.db, must_exist=True)):
        rows = list(_loans(options.open, ZoneInfo(get_setting("timezone"))))
    if options.json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        _print_table([COLUMNS, *([_cell(row[name]) for name in COLUMNS] for row in rows)])
    return 0


def _loans(only_open: bool, zone: ZoneInfo) -> Iterable[dict]:
    query = (
        Loan.select(Loan, Patron.number, SchoolClass.name, Item.label, Record.isbn, Record.title)
        .join_from(Loan, Patron)
        .join_from(Patron, SchoolClass, JOIN.LEFT_OUTER)
        .join_from(Loan, Item)
        .join_from(Loan, Record)
        .order_by(Loan.lent_at, Loan.id)
    )
    calendar = load_bylaw().rota.calendar
    for loan in query.where(IS_OPEN) if only_open else query:
        group = loan.patron.school_class
        due_on = due_day(loan.due_on, loan.lent_at, calendar, zone, group.name if group else "")
        yield {
            "loan": str(loan.id),
            "patron": loan.patron.number,
            "isbn": loan.record.isbn,
            "label": loan.item.label,
            "title": loan.record.title,
            "lent_at": _iso(loan.lent_at, zone),
            "due_on": due_on.isoformat(),
            "renewals": loan.renewals,
            "in_library": loan.in_library,
            "returned_at": _iso(loan.returned_at, zone),
            "ended_as": loan.ended_as,
        }


def _iso(ms: int | None, zone: ZoneInfo) -> str | None:
    return None if ms is None else from_ms(ms, zone).isoformat(timespec="seconds")


def _cell(value) -> str:
    text = "" if value is None else str(value)
    while _width(text) > WIDEST:
        text = text[:-2] + "…"
    return text


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _print_table(rows: list) -> None:
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip())
