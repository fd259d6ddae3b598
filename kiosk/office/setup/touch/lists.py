"""The guide's lists: a file is chosen, read on trial, looked at, and then taken."""

from datetime import datetime
from pathlib import Path

from kiosk.imports.report import Report
from kiosk.lending.storage import StorageFailed
from kiosk.office.jobs import Cancelled, Job
from kiosk.office.setup import first_lists
from kiosk.office.setup.views import ListRead, ListStep, RejectRow, SetupAction, SetupStep
from kiosk.office.touch_kit.files import file_page
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import PickFile, Trouble, Working
from kiosk.taps import Act

A_PAGE = 3


class ListDesk:
    """kind: SetupStep.READERS or SetupStep.BOOKS. taken: the audit entry, once the list is in."""

    def __init__(self, here: RoomContext, kind: SetupStep) -> None:
        self._here, self.kind = here, kind
        self.taken: object | None = None
        self._choosing = False
        self._files: list[Path] = []
        self._page = 0
        self._path: Path | None = None
        self._job: Job | None = None
        self._report: Report | None = None
        self._trouble = False

    def tap(self, act: Act, at: datetime) -> None:
        match act.action:
            case SetupAction.FILE:
                self._files = self._here.places.files(*first_lists.LISTS)
                self._choosing, self._page, self._report, self._trouble = True, 0, None, False
            case SetupAction.PICK_FILE if self._choosing:
                self._read(self._files[int(act.subject)], at)
            case SetupAction.TURN:
                self._page = max(0, int(act.subject))
            case SetupAction.SAVE if self._report and self._path and self._job is None:
                self._take(self._path, at)
            case SetupAction.CANCEL if self._job:
                self._job.cancel()
            case SetupAction.BACK:
                self._choosing, self._report, self._trouble = False, None, False

    def page(self) -> object:
        self._look_at_job()
        back = Act(SetupAction.BACK)
        if self._job is not None:
            key = "guide.taking" if self._report else "guide.reading"
            return Working(f"{key}.{self.kind}", self._job.done, self._job.total or 0, Act(SetupAction.CANCEL))
        if self._trouble:
            return Trouble("guide.unusable", back, {"file": self._path.name})
        if self._report is not None:
            return self._read_page(self._report)
        if self._choosing:
            return self._file_page(back)
        return ListStep(self.kind, first_lists.count(self.kind.value))

    # --- inside --------------------------------------------------------------------------------------------------

    def _file_page(self, back: Act) -> PickFile:
        desk, folder = self._here.desk, self._here.places.home
        return file_page(
            f"guide.file.{self.kind}",
            self._files,
            folder,
            desk,
            SetupAction.PICK_FILE,
            SetupAction.TURN,
            back,
            self._page,
        )

    def _read(self, path: Path, at: datetime) -> None:
        desk, kind = self._here.desk, self.kind.value
        self._path, self._choosing, self._page = path, False, 0
        self._job = self._here.jobs.start(lambda job: first_lists.read_on_trial(desk, kind, path, at, job.over))

    def _take(self, path: Path, at: datetime) -> None:
        desk, kind, member = self._here.desk, self.kind.value, self._here.actor
        self._job = self._here.jobs.start(lambda job: first_lists.take_list(desk, member, kind, path, at, job.over))

    def _look_at_job(self) -> None:
        job = self._job
        if job is None or not job.finished:
            return
        self._job = None
        if isinstance(job.failure, Cancelled):
            self._report = None
        elif isinstance(job.failure, StorageFailed):
            raise job.failure
        elif job.failure is not None:  # a file that nobody can read; the log knows more
            self._report, self._trouble = None, True
        elif isinstance(job.result, tuple):
            self._report, self.taken = None, job.result[1]
        else:
            self._report = job.result

    def _read_page(self, report: Report) -> ListRead:
        pages = max(1, -(-len(report.rejects) // A_PAGE))
        page = min(self._page, pages - 1)
        shown = report.rejects[page * A_PAGE : (page + 1) * A_PAGE]
        rows = tuple(
            RejectRow(reject.line, first_lists.name_in(self.kind.value, reject), reject.code, reject.what)
            for reject in shown
        )
        return ListRead(
            self.kind,
            self._path.name,
            report.new,
            report.changed,
            report.unchanged,
            rows,
            len(report.rejects),
            page,
            pages,
        )
