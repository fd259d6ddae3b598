"""`rota show|load|proofs|solve|sheets`: bells, turns of the classes, exceptions; looked at, proposed, printed."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from peewee import Database

from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.cli.policy import configure_bylaw
from kiosk.clock import clock_text, system_clock
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.desk import Desk
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.refusal import NotDone
from kiosk.office.rota.draft import Draft
from kiosk.office.rota.drafts import kept_draft, next_monday, published_draft
from kiosk.office.rota.facts import SchoolFacts
from kiosk.office.rota.loading import load_rota, show_rota
from kiosk.office.rota.school import school_facts
from kiosk.office.rota.stored import stored_rota
from kiosk.office.rota.versions import published
from kiosk.sync.identity import identity
from kiosk.toml_files.reading import Loaded
from kiosk.toml_files.rota import rota_text


def configure(commands) -> None:
    actions = configure_bylaw(commands, "rota", "which class borrows when", show_rota, _load)
    actions.metavar = "show|load|proofs|solve|sheets"
    proving = actions.add_parser("proofs", help="what must be mended before the draft of the office can be published")
    solving = actions.add_parser("solve", help="print the rota with every class in a turn of its own; `load` takes it")
    solving.add_argument("--anew", action="store_true", help="place all classes, not only those without a turn")
    solving.add_argument("--fortnight", action="store_true", help="all anew, each class every second week")
    sheets = actions.add_parser("sheets", help="a sheet for each class and one for the wall, as PDF")
    sheets.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
    for parser, run in ((proving, run_proofs), (solving, run_solve), (sheets, run_sheets)):
        parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
        add_db(parser)
        parser.set_defaults(run=run)


def _load(text: str, db: Database) -> Loaded:
    desk, at = _desk(db)
    loaded = load_rota(desk, AT_COMMAND_LINE, at, text)
    assert not isinstance(loaded, NotDone)  # whoever sits here may do it
    return loaded


def run_proofs(options: argparse.Namespace) -> int:
    """1 when something must be mended."""
    from kiosk.office.rota.proofs import blocking, proofs
    from kiosk.screens.wording import Wording

    with _school(options) as (draft, facts):
        found = proofs(draft, facts)
    words = Wording(options.language)
    for proof in found:
        told = dict(proof.facts)
        if proof.place is not None:
            minutes = proof.place.window.starts
            weekday = words.text(f"weekday.{proof.place.weekday + 1}")
            told |= {"weekday": weekday, "clock": clock_text(minutes)}
        key = f"rota.proof.{proof.code}"
        print(f"{proof.weight.name.lower()}: {words.text(key, **told)} ({words.text(f'{key}.hint', **told)})")
    return 1 if blocking(found) else 0


def run_solve(options: argparse.Namespace) -> int:
    """1 when a class is left without a turn."""
    from kiosk.office.rota.solver import Rhythm, solve, solve_anew

    with _school(options) as (draft, facts):
        rhythm = Rhythm.FORTNIGHTLY if options.fortnight else Rhythm.WEEKLY
        how = solve_anew if options.anew or options.fortnight else solve
        solution = how(replace(draft, valid_from=next_monday(facts.today)), facts, rhythm)
        sys.stdout.write(rota_text(published(stored_rota(), solution.draft).file))
    print(f"{solution.placed} classes placed", file=sys.stderr)
    for one in solution.left:
        print(f"left: {one.name}, {one.expected} pupils ({solution.shortage}; the longest turn serves "
              f"{solution.largest})", file=sys.stderr)  # fmt: skip
    return 1 if solution.left else 0


def run_sheets(options: argparse.Namespace) -> int:
    """Of what was published last, be it for a later day."""
    from kiosk.office.rota.sheets import rota_sheets

    with closing(open_db(options.db, must_exist=True)) as db:
        desk, at = _desk(db)
        sheets = rota_sheets(desk, at, load_catalogue(options.language))
    if isinstance(sheets, NotDone):
        raise BadInput("no rota is published yet: load one, or publish it in the office")
    try:
        options.output.write_bytes(sheets.document.content)
    except OSError as error:
        raise BadInput(f"{options.output} cannot be written ({error.strerror}): name another file with -o") from error
    print(f"{sheets.pages} sheets: {options.output}")
    return 0


@contextmanager
def _school(options: argparse.Namespace) -> Iterator[tuple[Draft, SchoolFacts]]:
    """The draft of the office, or what was published last; and the facts."""
    with closing(open_db(options.db, must_exist=True)) as db:
        desk, at = _desk(db)
        draft = kept_draft() or published_draft(at.date())
        if draft is None:
            raise BadInput("there is no rota yet: load one, or begin with a model in the office")
        yield draft, school_facts(desk.bylaw().rota, at)


def _desk(db: Database) -> tuple[Desk, datetime]:
    zone = ZoneInfo(get_setting("timezone"))
    return Desk(db, *identity(db), zone), system_clock(zone)()
