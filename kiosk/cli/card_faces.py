"""Whose cards are printed, as the command line names them."""

import argparse
from collections.abc import Sequence

from db.models import Patron, SchoolClass
from kiosk.circulation.barcodes import CodeKind
from kiosk.circulation.model import TEACHER
from kiosk.cli import BadInput
from kiosk.i18n import load_catalogue
from kiosk.lending.patterns import stored_patterns
from kiosk.office.people.card_faces import Holder, faces_of, patron_holders, staff_holders
from kiosk.printing.cards import CardFace
from kiosk.toml_files.reading import fold


def add_choice(parser: argparse.ArgumentParser) -> None:
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--class", dest="classes", nargs="+", metavar="CLASS", help="everybody in these classes")
    whose.add_argument("--reader", nargs="+", metavar="NUMBER", help="these readers")
    whose.add_argument("--teachers", action="store_true", help="all teachers")
    whose.add_argument("--staff", action="store_true", help="all librarians and helpers who have a card")


def chosen_faces(options: argparse.Namespace) -> tuple[tuple[CardFace, ...], list[str]]:
    """The cards, and a sentence for each that cannot be printed."""
    words = load_catalogue(options.language)
    holders = _staff(words) if options.staff else _readers(options, words)
    kind = CodeKind.STAFF_CARD if options.staff else CodeKind.PATRON_CARD
    found = faces_of(holders, kind, stored_patterns(), words)
    lost = [
        f"{number}: not printed, it is reported lost: give a new card in the office, or import the list without that"
        for number in found.lost
    ]
    unreadable = [
        f"{number}: not printed, the patterns would not read it: see `patterns try {number}`"
        for number in found.unreadable
    ]
    return found.faces, [*lost, *unreadable]


def _readers(options: argparse.Namespace, words) -> list[Holder]:
    if options.teachers:
        whose = Patron.category == TEACHER
    elif options.classes:
        whose = SchoolClass.name.in_(_class_names(options.classes))
    else:
        whose = Patron.number.in_(options.reader)
    holders = patron_holders(whose, words)
    unknown = sorted(set(options.reader or ()) - {holder.number for holder in holders})
    if unknown:
        raise BadInput(f"no reader has the number «{unknown[0]}»: give it without prefix and check digit")
    if not holders:
        raise BadInput("nobody is there: import the readers first")
    return holders


def _class_names(wanted: Sequence[str]) -> list[str]:
    known = {fold(name): name for (name,) in SchoolClass.select(SchoolClass.name).order_by(SchoolClass.name).tuples()}
    for name in wanted:
        if fold(name) not in known:
            raise BadInput(f"there is no class «{name}»; there are {', '.join(known.values())}")
    return [known[fold(name)] for name in wanted]


def _staff(words) -> list[Holder]:
    holders = staff_holders(words)
    if not holders:
        raise BadInput("nobody on the staff has a card: give one with `staff add NAME --card H0001`")
    return holders
