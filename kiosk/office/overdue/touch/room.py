"""The room of late books: by class, what is lost, slips; from here the call-in of a term begins."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from kiosk.office.overdue import late, recall
from kiosk.office.overdue.late import SlipKind
from kiosk.office.overdue.papers import Slips, slips
from kiosk.office.overdue.touch.recall import CallInPage
from kiosk.office.overdue.views import ClassLate, LateBooks, LateLine, OverdueAction
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import ConfirmPage, saving
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap

CLASSES_A_PAGE, LINES_A_PAGE = 7, 5
CLASS = "class:"


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    """subject: «class:三(2)班» opens at that class."""
    return (LatePage(context, subject.removeprefix(CLASS) if subject.startswith(CLASS) else ""),)


class LatePage(Page):
    """wanted: the name of the class that it opens at, else the one with the most."""

    pager: Pager

    def __init__(self, context: RoomContext, wanted: str) -> None:
        self._context, self._wanted = context, wanted
        self._class_id = ""
        self.pager, self._lines = Pager(CLASSES_A_PAGE), Pager(LINES_A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(OverdueAction.CLASS, class_id):
                self._class_id = class_id
                self._lines.turn("0")
            case Act(OverdueAction.TURN_LINES, number):
                self._lines.turn(number)
            case Act(OverdueAction.LOST, loan):
                return self._ask_lost(loan, at.date())
            case Act(OverdueAction.PRINT_ALL):
                return self._print(SlipKind.CLASS, self._with_late_books(at.date()), at.date())
            case Act(OverdueAction.PRINT_CLASS, class_id):
                return self._print(SlipKind.CLASS, self._only(class_id, at.date()), at.date())
            case Act(OverdueAction.PRINT_NOTES, class_id):
                return self._print(SlipKind.NOTES, self._only(class_id, at.date()), at.date())
            case Act(OverdueAction.RECALL):
                return CallInPage(self._context) if recall.campaign(at.date()) else NotDone("no_term")
        return None

    def view(self, at: datetime) -> LateBooks:
        desk, today = self._context.desk, at.date()
        found = late.late_classes(desk, today)
        chosen = self._chosen(found)
        page = self._lines.among(chosen.late if chosen else 0)
        lines: Sequence[LateLine] = ()
        if chosen is not None and chosen.late:
            lines = late.late_lines(desk, chosen.id, today, page, LINES_A_PAGE)
        return LateBooks(
            late=sum(one.late for one in found),
            people=sum(one.people for one in found),
            classes=self.pager.of(found),
            most=found[0].late if found else 0,
            class_page=self.pager.number,
            class_pages=self.pager.pages,
            chosen=chosen,
            lines=tuple(lines),
            page=page,
            pages=self._lines.pages,
        )

    def _chosen(self, found: Sequence[ClassLate]) -> ClassLate | None:
        wanted = next((number for number, one in enumerate(found) if one.name == self._wanted), None)
        if self._wanted and wanted is not None:
            self._class_id = found[wanted].id
            self.pager.turn(str(wanted // CLASSES_A_PAGE))
        self._wanted = ""
        chosen = next((one for one in found if one.id == self._class_id), found[0] if found else None)
        self._class_id = chosen.id if chosen else ""
        return chosen

    # --- a book that cannot be found -------------------------------------------------------------------------------

    def _ask_lost(self, loan: str, today: date) -> Move:
        line = late.late_line(self._context.desk, loan, today)
        if line is None:
            return None
        facts = {"title": line.title, "name": line.name, "price": line.price}
        return ConfirmPage("overdue.lost", lambda at: self._lose(line, at), facts)

    def _lose(self, line: LateLine, at: datetime) -> Move:
        done = late.declare_lost(self._context.desk, self._context.actor, at, line.loan)
        return told("overdue.lost.done", done, title=line.title)

    # --- slips -----------------------------------------------------------------------------------------------------

    def _with_late_books(self, today: date) -> list[ClassLate]:
        return [one for one in late.late_classes(self._context.desk, today) if one.late]

    def _only(self, class_id: str, today: date) -> list[ClassLate]:
        return [one for one in self._with_late_books(today) if one.id == class_id]

    def _print(self, kind: SlipKind, classes: Sequence[ClassLate], today: date) -> Move:
        if not classes:
            return None
        desk, words = self._context.desk, self._context.words
        return saving(
            "overdue.saving",
            self._context,
            lambda job: slips(desk, today, kind, classes, words, job.step),
            self._saved,
        )

    def _saved(self, made: Slips, paths: tuple[Path, ...], at: datetime) -> Move:
        """Only what could be written counts as printed."""
        noted = late.note_printed(self._context.desk, self._context.actor, at, made.classes, made.kind)
        return noted if isinstance(noted, NotDone) else Done("overdue.saved", facts={"file": str(paths[0])})
