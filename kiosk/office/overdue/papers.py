"""What is printed about late books, as documents: slips and notes by class, the list of a class that leaves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db.settings import get_setting
from kiosk.circulation.school_classes import in_order
from kiosk.lending.desk import Desk
from kiosk.office.documents import PDF, Document
from kiosk.office.overdue.late import SlipKind, late_lines
from kiosk.office.overdue.recall import leavers, leaving_class, signed_by
from kiosk.office.overdue.slips import class_slips, clearance_list, notes
from kiosk.office.overdue.views import ClassLate
from kiosk.printing.words import PaperWords


@dataclass(frozen=True, slots=True)
class Slips:
    """classes: those that it is about."""

    kind: SlipKind
    classes: tuple[str, ...]
    documents: tuple[Document]


def slips(
    desk: Desk,
    today: date,
    kind: SlipKind,
    classes: Sequence[ClassLate],
    words: Mapping[str, str],
    step: Callable[[int, int], None] = lambda done, total: None,
) -> Slips:
    """Class after class. step: how many of them are read."""
    said, school = PaperWords(words), get_setting("school_name")
    ordered = sorted(classes, key=lambda one: (one.grade, in_order(one.name)))
    lists = []
    for number, one in enumerate(ordered):
        step(number, len(ordered))
        lists.append((one.name, late_lines(desk, one.id, today)))
    if kind is SlipKind.CLASS:
        sheets = class_slips(lists, school, today, said)
    else:
        sheets = notes([line for _, own in lists for line in own], school, today, said)
    group = lists[0][0] or said("no_class") if len(lists) == 1 else said("whole_school")
    name = f"{said(f'slip.file.{kind}', group=group)} {today:%Y-%m-%d}.pdf"
    return Slips(kind, tuple(one.id for one in ordered), (Document(name, PDF, sheets.pdf),))


def clearance(desk: Desk, today: date, class_id: str, words: Mapping[str, str]) -> Document:
    """Raises Gone where the class does not leave any more."""
    said, chosen = PaperWords(words), leaving_class(desk, today, class_id)
    signed = (signed_by(class_id, today), chosen.cleared_on) if chosen.cleared_on else None
    sheets = clearance_list(chosen.name, leavers(class_id), signed, get_setting("school_name"), today, said)
    name = f"{said('clearance.title', group=chosen.name)} {today:%Y-%m-%d}.pdf"
    return Document(name, PDF, sheets.pdf)
