"""Take a list: choose the file, see what it would do, take it; or give the catalogue out."""

from datetime import datetime
from pathlib import Path

from kiosk.hardware.scan import Scan
from kiosk.imports.report import Report
from kiosk.imports.tables import UnusableFile
from kiosk.office.books import lists
from kiosk.office.books.lists import SUFFIXES, Preview
from kiosk.office.books.touch.desk import BACK, BookDesk, JobDesk, Next, Teller, TroubleDesk, page_of, stopped
from kiosk.office.books.views import BooksAction
from kiosk.office.touch_kit.views import FileLine, PickFile
from kiosk.taps import Act, AnyTap, Tap

FILES = 6


class ImportDesk:
    is_live = False

    def __init__(self, teller: Teller) -> None:
        self._teller, self._page = teller, 0
        self._files = teller.here.places.files(*SUFFIXES)

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.TURN, page):
                self._page = page_of(page)
            case Act(BooksAction.FILE, place):
                return self._look_into(self._files[int(place)])
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> PickFile:
        pages = max(1, -(-len(self._files) // FILES))
        self._page = min(max(0, self._page), pages - 1)
        start = self._page * FILES
        rows = tuple(
            _file_line(start + place, path, self._teller) for place, path in enumerate(self._files[start:][:FILES])
        )
        folder = str(self._teller.here.places.outlet())
        return PickFile("books.import", rows, folder, BooksAction.FILE, BACK, self._page, pages, BooksAction.TURN)

    def _look_into(self, path: Path) -> BookDesk:
        job = self._teller.here.jobs.start(lambda job: lists.preview(path, job))
        return JobDesk("books.reading", job, lambda preview: PreviewDesk(self._teller, preview), file_trouble)


class PreviewDesk:
    """What the file would do; and once it is taken, what it has done."""

    is_live = False

    def __init__(self, teller: Teller, preview: Preview) -> None:
        self._teller, self._preview = teller, preview
        self._report, self._done, self._page = preview.report, False, 0
        self._taking: JobDesk | None = None

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.TURN, page):
                self._page = page_of(page)
            case Act(BooksAction.TAKE) if not self._done and self._preview.report.wrote:
                return self._take(at)
            case Act(BooksAction.REJECTS) if self._report.rejects:
                path = self._teller.file("rejects", at, ".csv")
                lists.write_rejects(path, self._report, self._teller.word)
                self._teller.say("books.told.rejects", text=path.name)
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> object:
        shown = lists.import_page(self._preview.path.name, self._report, self._done, self._page)
        self._page = shown.page
        return shown

    def _take(self, at: datetime) -> BookDesk:
        here = self._teller.here
        job = here.jobs.start(lambda job: lists.take(here.desk, here.actor, at, self._preview, job))
        return JobDesk("books.writing", job, self._taken, stopped)

    def _taken(self, report: Report) -> None:
        self._report, self._done, self._page = report, True, 0


def file_trouble(failure: Exception) -> TroubleDesk:
    if isinstance(failure, UnusableFile):
        return TroubleDesk(f"import.file.{failure.code}", failure.facts)
    return stopped(failure)


def _file_line(place: int, path: Path, teller: Teller) -> FileLine:
    try:
        found = path.stat()
    except OSError:
        return FileLine(str(place), path.name, "", 0)
    return FileLine(
        str(place), path.name, f"{teller.here.desk.local(int(found.st_mtime * 1000)):%m-%d %H:%M}", found.st_size
    )
