"""`print cards|labels -o FILE`: sheets as PDF, with check digits, for the printer that the school has."""

import argparse
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from peewee import Database

from db.settings import get_setting
from kiosk.catalog import labelling
from kiosk.circulation.barcodes import label_serial, label_text
from kiosk.cli import BadInput
from kiosk.cli.card_faces import add_choice, chosen_faces
from kiosk.cli.options import add_db, open_db
from kiosk.clock import system_clock
from kiosk.i18n import LANGUAGES
from kiosk.lending.desk import Desk
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.books.labels import faces_of, give_out, label_copies
from kiosk.office.refusal import NotDone
from kiosk.printing.bars import LEAST_MODULE, DoesNotFit
from kiosk.printing.cards import card_sheets
from kiosk.printing.labels import Sheets, label_sheets
from kiosk.printing.sheets import CARD_LAYOUT, LABEL_LAYOUTS, SheetLayout, layout_of, moved
from kiosk.sync.feed_apply import CENTRE
from kiosk.sync.identity import identity

MOST_LABELS = 10_000


def configure(commands) -> None:
    actions = commands.add_parser("print", help="readers' cards and item labels as PDF").add_subparsers(
        dest="action", required=True, metavar="cards|labels"
    )
    cards = actions.add_parser("cards", help="ten cards of 85.6 x 54 mm a sheet; a card printed again stays the same")
    add_choice(cards)
    cards.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the words on the card")
    labels = actions.add_parser("labels", help="labels for copies that have none, in advance, or once more")
    what = labels.add_mutually_exclusive_group(required=True)
    what.add_argument("--unlabelled", action="store_true", help="label the copies on the shelf that have no label yet")
    what.add_argument("--label", nargs="+", metavar="TEXT", help="print these copies' labels once more")
    what.add_argument("--count", type=int, metavar="N", help="so many new numbers, for books not entered yet")
    labels.add_argument("--isbn", help="with --unlabelled: only the copies of this title")
    labels.add_argument("--most", type=int, metavar="N", help="with --unlabelled: no more than so many")
    labels.add_argument(
        "--from", dest="first", metavar="B…", help="with --count: from this number on, once more or new"
    )
    labels.add_argument(
        "--layout",
        default="3x8",
        help=f"{', '.join(LABEL_LAYOUTS)}, or COLUMNSxROWS,width,height,left,top,across,down in mm (default 3x8)",
    )
    labels.add_argument(
        "--module", type=float, default=LEAST_MODULE, metavar="MM", help=f"narrowest bar (default {LEAST_MODULE})"
    )
    for parser, run in ((cards, run_cards), (labels, run_labels)):
        parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.pdf")
        parser.add_argument(
            "--skip", type=int, default=0, metavar="N", help="places of the first sheet used up already"
        )
        parser.add_argument(
            "--shift", default="0,0", metavar="RIGHT,DOWN", help="mm, for a printer that is a little off"
        )
        add_db(parser)
        parser.set_defaults(run=run)


def run_cards(options: argparse.Namespace) -> int:
    layout = _shifted(CARD_LAYOUT, options)
    with closing(open_db(options.db, must_exist=True)):
        if get_setting(CENTRE):
            raise BadInput("this station has a centre and knows no whole names: print with --db of the centre")
        faces, remarks = chosen_faces(options)
    if faces:
        _write(options.output, lambda: card_sheets(faces, layout, options.skip), f"{len(faces)} cards")
    for remark in remarks:
        print(remark)
    return 1 if remarks else 0


def run_labels(options: argparse.Namespace) -> int:
    layout = layout_of(options.layout)
    if layout is None:
        raise BadInput(f"--layout {options.layout}: there is {', '.join(LABEL_LAYOUTS)}; your own must fit an A4 sheet")
    layout = _shifted(layout, options)
    if not options.output.parent.is_dir():
        raise BadInput(f"there is no folder {options.output.parent}: make it, or name another file with -o")
    with closing(open_db(options.db, must_exist=True)) as db:
        labels = _labels(options, db)
        if not labels:
            print("every copy on the shelf has a label already: nothing was printed")
            return 0
        faces, waiting = faces_of(labels), labelling.still_unlabelled()
    print(f"{labels[0]} to {labels[-1]}")
    try:
        _write(
            options.output, lambda: label_sheets(faces, layout, options.skip, options.module), f"{len(faces)} labels"
        )
    except BadInput as refusal:
        if options.label:
            raise
        again = f"`print labels --from {labels[0]} --count {len(labels)}`"
        raise BadInput(f"{refusal}; the numbers are given out, print them with {again}") from refusal
    if options.unlabelled and waiting:
        print(f"{waiting} copies without a label are out or in repair: print again once they are back")
    return 0


def _labels(options: argparse.Namespace, db: Database) -> Sequence[str]:
    """Empty where there is nothing to label."""
    if options.label:
        known = labelling.described(options.label)
        for label in options.label:
            if label not in known:
                raise BadInput(f"no copy bears the label «{label}»: type it as it stands on the book, or use --from")
            if not label.isascii():
                raise BadInput(f"«{label}» has signs that Code 128 has not: give that copy another label")
        return options.label
    if get_setting(CENTRE):
        raise BadInput("this station has a centre, which alone gives out numbers: print with --db of the centre")
    given = _given_out(options, db)
    if not isinstance(given, NotDone):
        return given
    if given.code == "label_pattern":
        raise BadInput(
            f"the school's patterns take no label such as {label_text(1)}: load that pattern first, "
            "as docs/examples/patterns.toml has it"
        )
    return ()


def _given_out(options: argparse.Namespace, db: Database) -> Sequence[str] | NotDone:
    zone = ZoneInfo(get_setting("timezone"))
    desk, now = Desk(db, *identity(db), zone), system_clock(zone)()
    if options.unlabelled:
        if options.most is not None and options.most < 1:
            raise BadInput(f"--most {options.most}: label 1 or more, or leave it out for all")
        return label_copies(desk, AT_COMMAND_LINE, now, options.isbn, options.most)
    if not 0 < options.count <= MOST_LABELS:
        raise BadInput(f"--count {options.count}: print 1 to {MOST_LABELS} labels at a time")
    if options.first is not None and label_serial(options.first) is None:
        raise BadInput(
            f"--from {options.first}: this is no number of ours such as {label_text(1)}; print it with --label"
        )
    return give_out(desk, AT_COMMAND_LINE, now, options.count, options.first or "")


def _shifted(layout: SheetLayout, options: argparse.Namespace) -> SheetLayout:
    if not 0 <= options.skip < layout.places:
        raise BadInput(f"--skip {options.skip}: a sheet has {layout.places} places, so skip 0 to {layout.places - 1}")
    try:
        right, down = map(float, options.shift.split(","))
    except ValueError:
        raise BadInput(f"--shift {options.shift}: write it as 1.5,-1 (mm to the right, mm down)") from None
    shifted = moved(layout, right, down)
    if not shifted.fits:
        raise BadInput(f"--shift {options.shift} moves places off the sheet: shift less")
    return shifted


def _write(path: Path, draw: Callable[[], Sheets], what: str) -> None:
    try:
        sheets = draw()
        path.write_bytes(sheets.pdf)
    except DoesNotFit as error:
        raise BadInput(
            f"{error.text} needs a place {error.needs:.1f} mm wide, this one has {error.has:.1f}: "
            "choose another --layout, or a smaller --module"
        ) from None
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}): name another file with -o") from error
    print(f"{what} on {sheets.pages} sheets: {path}")
    if sheets.missing:
        print(f"the fonts lack {' '.join(sheets.missing)}: boxes stand in their place, write these by hand")
