"""Whose cards are printed, and what stands on them."""

import argparse
from collections.abc import Iterable, Sequence

from peewee import JOIN

from db.models import Patron, SchoolClass, Staff
from db.settings import get_setting
from kiosk.bylaw.patterns import stored_patterns
from kiosk.bylaw.reading import fold
from kiosk.circulation.barcodes import CodeKind, printed_card
from kiosk.circulation.model import TEACHER
from kiosk.cli import Refused
from kiosk.i18n import load_catalogue
from kiosk.printing.cards import CardFace


def add_choice(parser: argparse.ArgumentParser) -> None:
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--class", dest="classes", nargs="+", metavar="CLASS", help="everybody in these classes")
    whose.add_argument("--reader", nargs="+", metavar="NUMBER", help="these readers")
    whose.add_argument("--teachers", action="store_true", help="all teachers")
    whose.add_argument("--staff", action="store_true", help="all librarians and helpers who have a card")


def chosen_faces(options: argparse.Namespace) -> tuple[list[CardFace], list[str]]:
    """The cards, and a sentence for each that cannot be printed."""
    words = load_catalogue(options.language)
    school, photo = get_setting("school_name"), words["print.photo"]
    people = _staff(words) if options.staff else _readers(options, words)
    kind = CodeKind.STAFF_CARD if options.staff else CodeKind.PATRON_CARD
    heading = words["print.staff_card" if options.staff else "print.card"]
    patterns = stored_patterns()
    faces, remarks = [], []
    for number, name, group, is_lost in people:
        text = None if is_lost else printed_card(number, kind, patterns)
        if text is not None:
            faces.append(CardFace(text, school, heading, name, group, photo))
        elif is_lost:
            remarks.append(f"{number}: not printed, it is reported lost: take that out of the list, import it again")
        else:
            remarks.append(f"{number}: not printed, the patterns would not read it: see `patterns try {number}`")
    return faces, remarks


def _readers(options: argparse.Namespace, words) -> Iterable[tuple[str, str, str, bool]]:
    query = (
        Patron.select(Patron.number, Patron.name, Patron.category, Patron.card_lost, SchoolClass.name)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(Patron.left == False)  # noqa: E712
        .order_by(SchoolClass.grade, SchoolClass.name, Patron.number)
    )
    if options.teachers:
        query = query.where(Patron.category == TEACHER)
    elif options.classes:
        query = query.where(SchoolClass.name.in_(_class_names(options.classes)))
    else:
        query = query.where(Patron.number.in_(options.reader))
    rows = list(query.tuples())
    unknown = sorted(set(options.reader or ()) - {row[0] for row in rows})
    if unknown:
        raise Refused(f"no reader has the number «{unknown[0]}»: give it without prefix and check digit")
    if not rows:
        raise Refused("nobody is there: import the readers first")
    for number, name, category, is_lost, group in rows:
        yield number, name, group or (words["print.teacher"] if category == TEACHER else ""), is_lost


def _class_names(wanted: Sequence[str]) -> list[str]:
    known = {fold(name): name for (name,) in SchoolClass.select(SchoolClass.name).order_by(SchoolClass.name).tuples()}
    for name in wanted:
        if fold(name) not in known:
            raise Refused(f"there is no class «{name}»; there are {', '.join(known.values())}")
    return [known[fold(name)] for name in wanted]


def _staff(words) -> Iterable[tuple[str, str, str, bool]]:
    rows = list(
        Staff.select(Staff.card, Staff.name, Staff.role)
        .where(Staff.active, Staff.card.is_null(False))
        .order_by(Staff.role.desc(), Staff.name)
        .tuples()
    )
    if not rows:
        raise Refused("nobody on the staff has a card: give one with `staff add NAME --card H0001`")
    for card, name, role in rows:
        yield card, name, words[f"role.{role}"], False
