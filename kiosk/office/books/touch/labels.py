"""Sheets of labels: for copies that have none, for new books in advance, and for the spine."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from kiosk.circulation.denials import Fact
from kiosk.office.books import catalogue, labels
from kiosk.office.books.labels import IN_ADVANCE, PrintedLabels
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import PickPage, known, saving
from kiosk.office.touch_kit.views import Option, PickOne
from kiosk.printing.sheets import LABEL_LAYOUTS, SheetLayout
from kiosk.taps import Act, AnyTap, FrameAction


class Labels(StrEnum):
    UNLABELLED = "unlabelled"
    ADVANCE = "advance"
    SPINES = "spines"
    AGAIN = "again"


class LabelsPage(Page):
    """record: the labels of one title only."""

    is_still = True

    def __init__(self, context: RoomContext, record: UUID | None = None) -> None:
        self._context, self._record = context, record

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.PICK, Labels.ADVANCE):
                options = [Option(str(count), str(count)) for count in IN_ADVANCE]
                return PickPage(
                    "books.advance", known(options), lambda count, _at: self._sheets(Labels.ADVANCE, int(count))
                )
            case Act(FrameAction.PICK, what):
                return self._sheets(Labels(what))
        return None

    def view(self, at: datetime) -> PickOne:
        if self._record is None:
            waiting = labels.to_print()
            counts = {
                Labels.UNLABELLED: f"{waiting.unlabelled:,}",
                Labels.ADVANCE: "",
                Labels.SPINES: f"{waiting.spines:,}",
            }
        else:
            counts = dict.fromkeys((Labels.AGAIN, Labels.UNLABELLED, Labels.SPINES), "")
        return PickOne("books.print", tuple(Option(what, f"books_print_{what}", hint) for what, hint in counts.items()))

    def _sheets(self, what: Labels, count: int = 0) -> Page:
        """What paper lies in the printer; then the file is made."""
        options = [
            Option(name, name.replace("x", " × "), f"{layout.width:g} × {layout.height:g} mm")
            for name, layout in LABEL_LAYOUTS.items()
        ]
        return PickPage(
            "books.sheet_of",
            known(options),
            lambda name, at: saving(
                "books.printing",
                self._context,
                lambda _job: self._made(what, count, LABEL_LAYOUTS[name], at),
                self._saved,
            ),
        )

    def _made(self, what: Labels, count: int, layout: SheetLayout, at: datetime) -> PrintedLabels | NotDone:
        record, words = self._record, self._context.words
        if what is Labels.SPINES:
            return labels.spines_of(record, layout, at, words) if record else labels.fresh_spines(layout, at, words)
        given = self._given(what, count, at)
        return given if isinstance(given, NotDone) else labels.label_file(given, layout, at, words)

    def _given(self, what: Labels, count: int, at: datetime) -> Sequence[str] | NotDone:
        desk, actor, record = self._context.desk, self._context.actor, self._record
        if what is Labels.ADVANCE:
            return labels.give_out(desk, actor, at, count)
        if what is Labels.AGAIN and record:
            return labels.labels_of(record)
        return labels.label_copies(desk, actor, at, catalogue.isbn_of(record) if record else None)

    def _saved(self, printed: PrintedLabels, paths: tuple[Path, ...], at: datetime) -> Done | NotDone:
        """Spines are fresh until their file is kept."""
        desk, actor, name = self._context.desk, self._context.actor, paths[0].name
        if printed.last is not None:
            noted = labels.note_spines(desk, actor, at, printed.count, printed.last)
            if isinstance(noted, NotDone):
                return noted
        if printed.missing:
            return Done("books.told.printed_boxes", facts={"text": name}, steps=1)
        facts: dict[str, Fact] = {"count": printed.count, "sheets": printed.sheets, "text": name}
        return Done("books.told.printed", facts=facts, steps=1)
