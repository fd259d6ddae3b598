"""`figures`: a term's loans by class, subject, hour and day, on the screen, as a workbook, as PDF."""

import argparse
import json
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from db.models import Term
from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.clock import system_clock
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.office.documents import Document
from kiosk.office.figures.papers import report, workbook
from kiosk.office.figures.reckoning import figures, span_of, terms
from kiosk.office.figures.views import Figures


def configure(commands) -> None:
    parser = commands.add_parser("figures", help="a term's loans by class, subject, hour and day")
    add_db(parser)
    parser.add_argument("--term", metavar="NAME", help="as the calendar names it (default: the newest that has begun)")
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="reckon as on that day")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write a workbook with charts")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="write a report with charts")
    parser.add_argument("--json", action="store_true", help="everything as one JSON object")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the files")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    with closing(open_db(options.db, must_exist=True)):
        zone = ZoneInfo(get_setting("timezone"))
        today = options.today or system_clock(zone)().date()
        found = figures(span_of(_term(options.term, today), today, zone), today, zone)
        if options.json:
            print(json.dumps(asdict(found), ensure_ascii=False, default=date.isoformat))
        else:
            _print(found)
        words = load_catalogue(options.language)
        if options.xlsx:
            write_file(options.xlsx, workbook(found, today, words))
        if options.pdf:
            write_file(options.pdf, report(found, today, words))
    return 0


def _term(name: str | None, today: date) -> Term:
    known = terms(today)
    if not known:
        raise BadInput("the calendar has no term that has begun: enter one with `calendar load`")
    found = next((term for term in known if name in (None, term.name)), None)
    if found is None:
        raise BadInput(f"--term {name}: there is {', '.join(term.name for term in known)}")
    return found


def _print(found: Figures) -> None:
    reach = found.reach
    print(f"{found.term}: {found.loans} loans from {found.starts_on} to {found.until}, {found.by_others} not by pupils")
    print(f"{reach.borrowers} of {reach.pupils} pupils borrowed ({reach.part:.1%}), {reach.never} never")
    print(f"the keenest tenth made {reach.top_tenth:.1%} of the pupils' loans; {found.per_head:.2f} loans a head")
    print(f"turnover {found.turnover:.3f}: {found.items} copies, {found.titles_lent} of {found.titles} titles lent")
    if found.busiest:
        day, hour, count = found.busiest
        print(f"busiest hour: {day} {hour}:00, {count} loans")
    for one in found.classes:
        print(f"{one.name}: {one.loans} loans, {one.per_head:.2f} a head, {one.borrowers} of {one.pupils} borrowed")
    print("hours: " + ", ".join(f"{hour} {count}" for hour, count in found.hours))
    print("subjects: " + ", ".join(f"{one.letter or '-'} {one.loans}" for one in found.subjects if one.loans))


def write_file(path: Path, document: Document) -> None:
    try:
        path.write_bytes(document.content)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}; name a file in a folder that you may write to") from error
    print(f"{path} written")
