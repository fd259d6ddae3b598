"""Cards for the printer and the list for Excel, made beside the screen and put on the stick or into the folder."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from kiosk.office.people import readers
from kiosk.office.people.files import Exported, PrintedCards, export_readers, group_cards, reader_card, staff_cards
from kiosk.office.people.readers import Wanted
from kiosk.office.people.views import ALL, LEFT
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import PickPage, known, saving
from kiosk.office.touch_kit.views import Option

EVERYBODY, STAFF, FILTERED = "all", "staff", "filtered"


def cards_menu(context: RoomContext, wanted: Wanted, at: datetime) -> Page:
    """For a class, for all, for the teachers, for the staff of the library, or for those whom the list shows now."""
    groups = [
        Option(group.subject or EVERYBODY, group.name or f"people.group.{group.subject or EVERYBODY}", str(group.count))
        for group in readers.groups()
        if group.subject != LEFT and group.count
    ]
    shown = readers.count_of(context.desk, wanted, at.date()) if wanted.state else 0
    options = (
        *([Option(FILTERED, f"people.state.{wanted.state}", str(shown))] if shown else ()),
        *groups,
        Option(STAFF, "people.cards.staff"),
    )

    def print_chosen(subject: str, now: datetime) -> Page:
        if subject == STAFF:
            return print_staff(context, "", now)
        chosen = wanted if subject == FILTERED else Wanted(ALL if subject == EVERYBODY else subject)
        return print_group(context, chosen, now)

    return PickPage("people.cards", known(options), print_chosen)


def print_group(context: RoomContext, wanted: Wanted, at: datetime) -> Page:
    return _printing(context, lambda: group_cards(context.desk, wanted, at.date(), context.words), _printed)


def print_staff(context: RoomContext, card: str, at: datetime) -> Page:
    """card: of one, empty for all."""
    return _printing(context, lambda: staff_cards(context.desk, card, at.date(), context.words), _printed)


def print_reader(context: RoomContext, patron: UUID, at: datetime, then: Callable[[str], Move]) -> Page:
    """then: what the saved file's name leads to."""
    return _printing(
        context,
        lambda: reader_card(context.desk, patron, at.date(), context.words),
        lambda _made, file: then(file),
    )


def _printing(
    context: RoomContext, make: Callable[[], PrintedCards | NotDone], then: Callable[[PrintedCards, str], Move]
) -> Page:
    def saved(made: PrintedCards, paths: tuple[Path, ...], at: datetime) -> Move:
        return then(made, paths[0].name)

    return saving("people.printing", context, lambda _job: make(), saved)


def _printed(made: PrintedCards, file: str) -> Move:
    left_out = len(made.lost) + len(made.unreadable)
    if left_out:
        return told("people.told.printed_some", None, cards=made.cards, file=file, left_out=left_out)
    return told("people.told.printed", None, cards=made.cards, sheets=made.sheets, file=file)


def export(context: RoomContext, wanted: Wanted, at: datetime) -> Page:
    def saved(made: Exported, paths: tuple[Path, ...], now: datetime) -> Move:
        return told("people.told.exported", None, count=made.rows, file=paths[0].name)

    return saving(
        "people.exporting",
        context,
        lambda job: export_readers(context.desk, wanted, at.date(), context.words, job.over),
        saved,
    )
