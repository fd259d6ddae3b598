"""Cards for the printer and the list for Excel, made beside the screen and put on the stick or into the folder."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from kiosk.circulation.barcodes import CodeKind
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.office.people import readers
from kiosk.office.people.card_faces import Holder, Words, patron_holders, staff_holders
from kiosk.office.people.files import Exported, PrintedCards, export_readers, print_cards
from kiosk.office.people.readers import Wanted, is_patron, matching
from kiosk.office.people.touch.parts import Back, Move, Pick, Wait, cut, said, told
from kiosk.office.people.views import LEFT
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Confirmation, Option

# Cards and lists are for the school, whatever language somebody reads the screen in.
LANGUAGE = LANGUAGES[0]
STAFF, FILTERED = "staff", "filtered"


def cards_menu(here: RoomContext, wanted: Wanted, at: datetime) -> Pick:
    """For a class, for all, for the teachers, for the staff of the library, or for those whom the list shows now."""
    groups = [
        Option(group.subject or "all", group.name or f"people.group.{group.subject or 'all'}", str(group.count))
        for group in readers.groups()
        if group.subject != LEFT and group.count
    ]
    shown = readers.count_of(wanted, at.date()) if wanted.state else 0
    options = (
        *([Option(FILTERED, f"people.state.{wanted.state}", str(shown))] if shown else ()),
        *groups,
        Option(STAFF, "people.cards.staff"),
    )
    return Pick("cards", cut(options), lambda subject, now: _print_group(here, wanted, subject, now))


def _print_group(here: RoomContext, wanted: Wanted, subject: str, at: datetime) -> Move:
    if subject == STAFF:
        return print_staff(here, "", at)
    if subject != FILTERED:
        wanted = Wanted("" if subject == "all" else subject)
    name = next((group.name for group in readers.groups() if group.subject == wanted.group), "")
    return print_group(here, wanted, name, at)


def print_group(here: RoomContext, wanted: Wanted, name: str, at: datetime) -> Move:
    """name: of the group, for the file."""
    whose = matching(wanted, at.date())
    return _printing(here, lambda words: patron_holders(whose, words), CodeKind.PATRON_CARD, name, at, _printed)


def print_patron(
    here: RoomContext, patron: UUID, number: str, at: datetime, then: Callable[[PrintedCards], Confirmation]
) -> Move:
    return _printing(
        here, lambda words: patron_holders(is_patron(patron), words), CodeKind.PATRON_CARD, number, at, then
    )


def print_staff(here: RoomContext, card: str, at: datetime) -> Move:
    """card: of one, empty for all."""

    def holders(words: Words) -> Sequence[Holder]:
        return [holder for holder in staff_holders(words) if card in ("", holder.number)]

    return _printing(here, holders, CodeKind.STAFF_CARD, card, at, _printed)


def _printing(
    here: RoomContext,
    holders: Callable[[Words], Sequence[Holder]],
    kind: CodeKind,
    of_whom: str,
    at: datetime,
    then: Callable[[PrintedCards], Confirmation],
) -> Wait:
    def work(_job) -> PrintedCards:
        words = load_catalogue(LANGUAGE)
        name = f"{words['people.file.cards']} {of_whom} {at:%Y-%m-%d}".replace("  ", " ")
        return print_cards(holders(words), kind, words, here.places, name)

    return Wait("printing", here.jobs.start(work), lambda result, _: Back(0, then(result)))


def _printed(result: PrintedCards) -> Confirmation:
    facts = {"cards": result.cards, "sheets": result.sheets, "file": result.path.name}
    left_out = len(result.lost) + len(result.unreadable)
    if left_out:
        return told("printed_some", left_out=left_out, **facts)
    return told("printed", **facts)


def printed_one(result: PrintedCards) -> Confirmation:
    return told("printed_one", file=result.path.name)


def export(here: RoomContext, wanted: Wanted, at: datetime) -> Move:
    def work(job) -> Exported:
        words = load_catalogue(LANGUAGE)
        name = f"{words['people.file.readers']} {at:%Y-%m-%d}"
        return export_readers(wanted, at.date(), words, here.places, name, job.over)

    return Wait("exporting", here.jobs.start(work), _exported)


def _exported(result: Exported, _at: datetime) -> Move:
    return said("exported", count=result.rows, file=result.path.name)
