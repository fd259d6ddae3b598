"""Take a list: choose the file, see what it would do, take it."""

from datetime import datetime

from kiosk.imports.report import Report
from kiosk.office.books import lists
from kiosk.office.books.lists import SUFFIXES, Preview, reject_line
from kiosk.office.books.views import BooksAction, ImportPage
from kiosk.office.documents import GivenFile
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import FilePage, WaitPage, trouble, written
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap

FILES, REJECTS = 6, 4  # of a page


class FilesPage(FilePage):
    """Stays below what a file says, so that one can look into another."""

    is_choice = False

    def __init__(self, context: RoomContext) -> None:
        super().__init__("books.import", context, SUFFIXES, lambda file, _at: look_into(context, file), FILES)

    def given(self, file: GivenFile, at: datetime) -> Move:
        return look_into(self._context, file)


def look_into(context: RoomContext, file: GivenFile) -> Page:
    job = context.jobs.start(lambda job: lists.preview(file, job.over))
    return WaitPage("books.reading", job, lambda found, _at: looked_into(context, found))


def looked_into(context: RoomContext, found: Preview | NotDone) -> Page:
    return trouble("import.file")(found) if isinstance(found, NotDone) else PreviewPage(context, found)


class PreviewPage(Page):
    """What the file would do; and once it is taken, what it has done."""

    is_still = True
    pager: Pager

    def __init__(self, context: RoomContext, preview: Preview) -> None:
        self._context, self._preview = context, preview
        self._done: Report | None = None
        self.pager = Pager(REJECTS)

    @property
    def _report(self) -> Report:
        return self._done or self._preview.report

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(BooksAction.TAKE) if self._done is None and self._preview.report.wrote:
                return self._take(at)
            case Act(BooksAction.REJECTS) if self._report.rejects:
                path = written(self._context, lists.rejects_file(self._report.rejects, at, self._context.words))
                return Done("books.told.rejects", facts={"text": path.name})
        return None

    def view(self, at: datetime) -> ImportPage:
        report, pager = self._report, self.pager
        return ImportPage(
            file=self._preview.file,
            done=self._done is not None,
            new=report.new,
            changed=report.changed,
            unchanged=report.unchanged,
            copies_added=report.copies_added,
            copies_withdrawn=report.copies_withdrawn,
            rejects=tuple(map(reject_line, pager.of(report.rejects))),
            total=len(report.rejects),
            page=pager.number,
            pages=pager.pages,
            remarks=len(report.remarks),
        )

    def _take(self, at: datetime) -> Page:
        desk, actor, preview = self._context.desk, self._context.actor, self._preview
        job = self._context.jobs.start(lambda job: lists.take(desk, actor, at, preview.file, preview.judged, job.over))
        return WaitPage("books.writing", job, self._taken)

    def _taken(self, done: Report | NotDone, at: datetime) -> Move:
        if isinstance(done, NotDone):
            return done
        self._done, self.pager = done, Pager(REJECTS)
        return None
