"""Whose card this is, for the librarian who holds it: also a lost one, a replaced one, and one of somebody gone."""

from uuid import UUID

from db.models import Patron
from kiosk.circulation.barcodes import CodeKind, readings
from kiosk.lending.desk import Desk


def owner_of(desk: Desk, text: str) -> UUID | None:
    read = readings(text, CodeKind.PATRON_CARD, desk.bylaw().patterns)
    rows = (Patron.get_or_none(Patron.number == one.number) for one in read)
    return next((row.id for row in rows if row is not None), None)
