"""`patterns show|load FILE|try TEXT`: what may be a card, what a label."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from kiosk.circulation.barcodes import (
    DEFAULT_PATTERNS,
    SYMBOLOGIES,
    TYPED,
    Misfit,
    Pattern,
    is_isbn,
    is_likely_a_misread,
)
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.cli.policy import at_command_line, configure_bylaw, read_file
from kiosk.lending.patterns import stored_patterns
from kiosk.office.rules.files import load_patterns, show_patterns
from kiosk.toml_files.patterns import read_patterns
from kiosk.toml_files.reading import Unusable

_WHY_NOT = {
    Misfit.SYMBOLOGY: "it is for {symbology} alone",
    Misfit.FORM: "its form is another",
    Misfit.CHECK: "the check digit ({check}) is wrong: a misread, or a number that nobody gave out",
}


def configure(commands) -> None:
    about, load = "what may be a card, what a label", at_command_line(load_patterns)
    actions = configure_bylaw(commands, "patterns", about, show_patterns, load)
    trying = actions.add_parser("try", help="say what a code would be taken for, and why not for something else")
    trying.add_argument("text", metavar="TEXT", help="what the code carries, as a scanner types it")
    trying.add_argument("--symbology", choices=SYMBOLOGIES, default=TYPED, help="as the camera sees it; left out: any")
    where = trying.add_mutually_exclusive_group()
    where.add_argument("--file", type=Path, metavar="FILE", help="patterns that are not loaded yet")
    add_db(where, required=False)
    trying.set_defaults(run=run_try)


def run_try(options: argparse.Namespace) -> int:
    """0: it may be something; 1: nothing."""
    patterns = _patterns(options)
    text, symbology = options.text.strip(), options.symbology
    for line in patterns:
        print(f"{line.kind}\t{line.expression.pattern}\t{_verdict(line, text, symbology)}")
    if is_isbn(text):
        print("it is an ISBN: a book")
        return 0
    if any(line.number(text, symbology) for line in patterns):
        print("the database decides among what it may be")
        return 0
    if is_likely_a_misread(text, patterns, symbology):
        print(f"it is nothing: the camera passes over a {symbology} code that fits no pattern, as over a misread")
    else:
        print("it is nothing: the screen says that the code is not known")
    return 1


def _verdict(line: Pattern, text: str, symbology: str) -> str:
    misfit = line.misfit(text, symbology)
    if misfit is None:
        return f"yes: {line.number(text, symbology)}"
    return "no: " + _WHY_NOT[misfit].format(symbology=line.symbology, check=line.check)


def _patterns(options: argparse.Namespace) -> Sequence[Pattern]:
    if options.file:
        try:
            return read_patterns(read_file(options.file))
        except Unusable as error:
            raise BadInput("\n".join(f"{options.file}: {problem}" for problem in error.problems)) from error
    if options.db is None:
        return DEFAULT_PATTERNS
    with closing(open_db(options.db, must_exist=True)):
        return stored_patterns()
