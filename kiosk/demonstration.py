"""The demonstration: what the pretend camera sees, made from the demo school's own script."""

from peewee import Database

from db.demo import demo_script
from kiosk.circulation.barcodes import is_ean13
from kiosk.hardware.demo_stage import COMING, GOING, Showing
from kiosk.hardware.scan import Symbology

HOLD, GAP = 1.6, 0.9
# Time to read the answer before the next pupil comes.
BETWEEN = 2.5
FIRST = 2.0


def showings(db: Database) -> list[Showing]:
    """Cards as Code 128, books by their ISBN or copy label, one after another."""
    script, at = [], FIRST
    for card, books in demo_script(db):
        for kind, text in [("card", card)] * bool(card) + [("book", text) for text in books]:
            symbology = Symbology.EAN13 if is_ean13(text) else Symbology.CODE128
            script.append(Showing(at, ((symbology, text),), kind, HOLD))
            at += COMING + HOLD + GOING + GAP
        at += BETWEEN
    return script
