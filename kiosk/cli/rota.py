"""`rota show|load|proofs|solve|sheets`: bells, turns of the classes, exceptions; looked at, proposed, printed."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.cli.policy import configure_bylaw
from kiosk.clock import system_clock
from kiosk.i18n import LANGUAGES
from kiosk.office.rota.stored import load_rota, show_rota, stored_rota
from kiosk.toml_files.rota import rota_text


def configure(commands) -> None:
    actions = configure_bylaw(commands, "rota", "which class borrows when", show_rota, load_rota)
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
            told |= {"weekday": weekday, "clock": f"{minutes // 60:02d}:{minutes % 60:02d}"}
        key = f"rota.proof.{proof.code}"
        print(f"{proof.weight.name.lower()}: {words.text(key, **told)} ({words.text(f'{key}.hint', **told)})")
    return 1 if blocking(found) else 0


def run_solve(options: argparse.Namespace) -> int:
    """1 when a class is left without a turn."""
    from kiosk.office.rota.publishing import publish
    from kiosk.office.rota.solver import Rhythm, solve, solve_anew

    with _school(options) as (draft, facts):
        rhythm = Rhythm.FORTNIGHTLY if options.fortnight else Rhythm.WEEKLY
        how = solve_anew if options.anew or options.fortnight else solve
        solution = how(
            replace(draft, valid_from=facts.today + timedelta(days=7 - facts.today.weekday())), facts, rhythm
        )
        sys.stdout.write(rota_text(publish(stored_rota(), solution.draft)))
    print(f"{solution.placed} classes placed", file=sys.stderr)
    for one in solution.left:
        print(f"left: {one.name}, {one.expected} pupils ({solution.shortage}; the longest turn serves "
              f"{solution.largest})", file=sys.stderr)  # fmt: skip
    return 1 if solution.left else 0


def run_sheets(options: argparse.Namespace) -> int:
    """Of what was published last, be it for a later day."""
    from kiosk.office.rota.publishing import newest
    from kiosk.office.rota.sheets import sheets_of

    with _opened(options) as (facts, stored):
        version = newest(stored, facts.today)
        if version is None:
            raise BadInput("no rota is published yet: load one, or publish it in the office")
        sheets = sheets_of(stored, version, facts, options.language)
    try:
        options.output.write_bytes(sheets.pdf)
    except OSError as error:
        raise BadInput(f"{options.output} cannot be written ({error.strerror}): name another file with -o") from error
    print(f"{sheets.pages} sheets: {options.output}")
    return 0


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[tuple]:
    from kiosk.lending.rules import load_bylaw
    from kiosk.office.rota.store import school_facts

    with closing(open_db(options.db, must_exist=True)):
        at: datetime = system_clock(ZoneInfo(get_setting("timezone")))()
        yield school_facts(load_bylaw().rota, at), stored_rota()


@contextmanager
def _school(options: argparse.Namespace) -> Iterator[tuple]:
    """The draft of the office, or what was published last; and the facts."""
    from kiosk.office.rota.publishing import draft_of, newest
    from kiosk.office.rota.store import stored_draft

    with _opened(options) as (facts, stored):
        version = newest(stored, facts.today)
        draft = stored_draft() or (draft_of(stored, version) if version else None)
        if draft is None:
            raise BadInput("there is no rota yet: load one, or begin with a model in the office")
        yield draft, facts
