"""The room of late books: by class, what is lost, slips; from here the call-in of a term begins."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from db.settings import get_setting
from kiosk.circulation.school_classes import in_order
from kiosk.hardware.scan import Scan
from kiosk.i18n import LANGUAGES
from kiosk.office.editing import editing, undo
from kiosk.office.jobs import Cancelled, Job
from kiosk.office.overdue import late, recall
from kiosk.office.overdue.slips import class_slips, notes
from kiosk.office.overdue.touch.recall import RecallDesk
from kiosk.office.overdue.views import ClassLate, LateLine, OverdueAction, OverduePage
from kiosk.office.touch_kit.room import Answer, RoomContext
from kiosk.office.touch_kit.saving import Saving
from kiosk.office.touch_kit.views import Confirm, Confirmation, Trouble, Working
from kiosk.printing.words import PaperWords
from kiosk.taps import Act, AnyTap

CLASSES_A_PAGE, LINES_A_PAGE = 7, 5
CLASS = "class:"
BACK = Act(OverdueAction.BACK)


class OverdueRoom:
    def __init__(self, here: RoomContext, subject: str = "") -> None:
        """subject: «class:三(2)班» opens at that class."""
        self._here = here
        self.told: Confirmation | None = None
        self._wanted = subject.removeprefix(CLASS) if subject.startswith(CLASS) else ""
        self._class_id = ""
        self._class_page = self._line_page = 0
        self._losing: LateLine | None = None
        self._trouble = ""
        self._saving = Saving(here.jobs)
        self._recall: RecallDesk | None = None
        self._deeds: Mapping[OverdueAction, Callable[[str, datetime], None]] = {
            OverdueAction.CLASS: self._choose,
            OverdueAction.TURN_CLASSES: self._turn_classes,
            OverdueAction.TURN_LINES: self._turn_lines,
            OverdueAction.LOST: self._ask_lost,
            OverdueAction.LOST_YES: self._lose,
            OverdueAction.PRINT_ALL: self._print_all,
            OverdueAction.PRINT_CLASS: self._print_class,
            OverdueAction.PRINT_NOTES: self._print_notes,
            OverdueAction.RECALL: self._open_recall,
            OverdueAction.STOP: lambda subject, at: self._saving.cancel(),
            OverdueAction.UNDO: self._undo,
            OverdueAction.BACK: self._back,
        }

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        if not isinstance(tap, Act):
            return None
        if self._recall is not None and tap.action is not OverdueAction.UNDO:
            if not self._recall.tap(tap, at):
                self._recall = None
        elif tap.action in self._deeds:
            self._deeds[tap.action](tap.subject, at)
        return None

    def scan(self, scan: Scan, at: datetime) -> None:
        """No code means anything here."""

    def page(self, at: datetime) -> object:
        self._tell_what_was_saved()
        if self._saving.is_on:
            return Working("overdue.saving", self._saving.done, self._saving.total, Act(OverdueAction.STOP))
        if self._trouble:
            return Trouble(self._trouble, BACK)
        if self._recall is not None:
            page = self._recall.page(at)
            self.told = self._recall.take_told() or self.told
            return page
        if self._losing is not None:
            facts = {"title": self._losing.title, "name": self._losing.name, "price": self._losing.price}
            return Confirm("overdue.lost", Act(OverdueAction.LOST_YES), BACK, facts)
        return self._overdue_page(at.date())

    # --- the page --------------------------------------------------------------------------------------------------

    def _overdue_page(self, today: date) -> OverduePage:
        found = late.late_classes(self._here.desk, today)
        chosen = self._chosen(found)
        pages = max(1, -(-len(found) // CLASSES_A_PAGE))
        self._class_page = min(self._class_page, pages - 1)
        first = self._class_page * CLASSES_A_PAGE
        line_pages = max(1, -(-(chosen.late if chosen else 0) // LINES_A_PAGE))
        self._line_page = min(self._line_page, line_pages - 1)
        lines: Sequence[LateLine] = ()
        if chosen is not None and chosen.late:
            lines = late.late_lines(self._here.desk, chosen.id, today, self._line_page, LINES_A_PAGE)
        return OverduePage(
            late=sum(one.late for one in found),
            people=sum(one.people for one in found),
            classes=tuple(found[first : first + CLASSES_A_PAGE]),
            most=found[0].late if found else 0,
            class_page=self._class_page,
            class_pages=pages,
            chosen=chosen,
            lines=tuple(lines),
            page=self._line_page,
            pages=line_pages,
        )

    def _chosen(self, found: Sequence[ClassLate]) -> ClassLate | None:
        """What was touched, else what the room was opened for, else the class with the most."""
        if self._wanted:
            at = next((at for at, one in enumerate(found) if one.name == self._wanted), None)
            if at is not None:
                self._class_id, self._class_page = found[at].id, at // CLASSES_A_PAGE
            self._wanted = ""
        chosen = next((one for one in found if one.id == self._class_id), found[0] if found else None)
        self._class_id = chosen.id if chosen else ""
        return chosen

    def _choose(self, subject: str, at: datetime) -> None:
        self._class_id, self._line_page = subject, 0

    def _turn_classes(self, subject: str, at: datetime) -> None:
        self._class_page = max(0, int(subject))

    def _turn_lines(self, subject: str, at: datetime) -> None:
        self._line_page = max(0, int(subject))

    def _open_recall(self, subject: str, at: datetime) -> None:
        if recall.campaign(at.date()) is None:
            self._trouble = "overdue.no_term"
        else:
            self._recall = RecallDesk(self._here, self._saving)

    def _back(self, subject: str, at: datetime) -> None:
        self._losing, self._trouble = None, ""

    # --- a book that cannot be found -------------------------------------------------------------------------------

    def _ask_lost(self, subject: str, at: datetime) -> None:
        self._losing = late.late_line(self._here.desk, subject, at.date())

    def _lose(self, subject: str, at: datetime) -> None:
        line, self._losing = self._losing, None
        if line is None or late.late_line(self._here.desk, line.loan, at.date()) is None:
            return
        with editing(self._here.desk, self._here.actor, at, "loan_lost", title=line.title) as edit:
            late.declare_lost(edit, line.loan)
        self.told = Confirmation("overdue.lost.done", {"title": line.title}, Act(OverdueAction.UNDO, edit.id.hex))

    def _undo(self, subject: str, at: datetime) -> None:
        obstacle = undo(self._here.desk, self._here.actor, at, UUID(subject))
        self.told = Confirmation("overdue.undone" if obstacle is None else "overdue.not_undone")

    # --- slips -----------------------------------------------------------------------------------------------------

    def _print_all(self, subject: str, at: datetime) -> None:
        self._print([one for one in late.late_classes(self._here.desk, at.date()) if one.late], "class", at)

    def _print_class(self, subject: str, at: datetime) -> None:
        self._print(self._only(subject, at.date()), "class", at)

    def _print_notes(self, subject: str, at: datetime) -> None:
        self._print(self._only(subject, at.date()), "notes", at)

    def _only(self, class_id: str, today: date) -> list[ClassLate]:
        return [one for one in late.late_classes(self._here.desk, today) if one.id == class_id and one.late]

    def _print(self, classes: list[ClassLate], kind: str, at: datetime) -> None:
        if classes:
            ordered = sorted(classes, key=lambda one: (one.grade, in_order(one.name)))
            self._saving.start(lambda job: self._write(job, ordered, kind, at))

    def _write(self, job: Job, classes: Sequence[ClassLate], kind: str, at: datetime) -> str:
        """In the job. Gives the file's folder; raises OSError."""
        desk, today = self._here.desk, at.date()
        slips = [(one.name, late.late_lines(desk, one.id, today)) for one in job.over(classes, total=len(classes))]
        school, words = get_setting("school_name"), PaperWords(LANGUAGES[0])
        if kind == "class":
            sheets = class_slips(slips, school, today, words)
        else:
            sheets = notes([line for _, own in slips for line in own], school, today, words)
        group = slips[0][0] or words("no_class") if len(slips) == 1 else words("whole_school")
        path = self._here.places.save(f"{words(f'slip.file.{kind}', group=group)} {today:%Y-%m-%d}.pdf")
        path.write_bytes(sheets.pdf)
        late.note_printed((one.id for one in classes), kind, self._here.actor, at)
        return str(path)

    def _tell_what_was_saved(self) -> None:
        match self._saving.outcome():
            case str(path):
                self.told = Confirmation("overdue.saved", {"file": path})
            case Cancelled():
                pass
            case Exception():
                self._trouble = "overdue.not_saved"
