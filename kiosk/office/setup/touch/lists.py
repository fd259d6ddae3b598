"""The guide's lists: a file is chosen, read on trial, looked at, and then taken."""

from collections.abc import Callable
from datetime import datetime

from kiosk.imports.report import Report
from kiosk.lending.storage import StorageFailed
from kiosk.office.documents import GivenFile
from kiosk.office.refusal import NotDone
from kiosk.office.setup import first_lists
from kiosk.office.setup.touch.step import StepPage, save_blank_lists
from kiosk.office.setup.views import ListRead, ListStep, RejectRow, SetupAction, SetupStep
from kiosk.office.touch_kit.page import Done, Move, Page, Replace, RoomContext
from kiosk.office.touch_kit.pages import FilePage, WaitPage
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap

REJECTS_A_PAGE = 3


class ListPage(StepPage):
    """step: SetupStep.READERS or SetupStep.BOOKS."""

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(SetupAction.FILE):
                return choose_file(self.context, self.step)
            case Act(SetupAction.TEMPLATE):
                return save_blank_lists(self.context)
        return super().tap(tap, at)

    def view(self, at: datetime) -> ListStep:
        return ListStep(self.step, first_lists.count(self.step))


class ListReadPage(Page):
    """What the file would come to."""

    pager: Pager

    def __init__(self, context: RoomContext, kind: SetupStep, file: GivenFile, report: Report) -> None:
        self._context, self._kind, self._file, self._report = context, kind, file, report
        self.pager = Pager(REJECTS_A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(SetupAction.FILE):
                return Replace(choose_file(self._context, self._kind))
            case Act(SetupAction.SAVE):
                return Replace(take(self._context, self._kind, self._file, at))
        return None

    def view(self, at: datetime) -> ListRead:
        report, pager = self._report, self.pager
        rows = tuple(
            RejectRow(reject.line, first_lists.name_in(self._kind, reject), reject.code, reject.what)
            for reject in pager.of(report.rejects)
        )
        return ListRead(
            self._kind,
            self._file.name,
            report.new,
            report.changed,
            report.unchanged,
            rows,
            len(report.rejects),
            pager.number,
            pager.pages,
        )


def choose_file(context: RoomContext, kind: SetupStep) -> Page:
    return FilePage(f"guide.file.{kind}", context, first_lists.SUFFIXES, lambda file, at: read(context, kind, file, at))


def read(context: RoomContext, kind: SetupStep, file: GivenFile, at: datetime) -> Page:
    def finished(report: Report | NotDone, _at: datetime) -> Move:
        return report if isinstance(report, NotDone) else ListReadPage(context, kind, file, report)

    job = context.jobs.start(lambda job: first_lists.read_on_trial(context.desk, at, kind, file, job.over))
    return WaitPage(f"guide.reading.{kind}", job, finished, unreadable(file))


def take(context: RoomContext, kind: SetupStep, file: GivenFile, at: datetime) -> Page:
    """And on to the next step."""

    def finished(taken: first_lists.Taken | NotDone, _at: datetime) -> Move:
        return taken if isinstance(taken, NotDone) else Done(f"guide.{kind}.taken", taken.entry, steps=1)

    desk, actor = context.desk, context.actor
    job = context.jobs.start(lambda job: first_lists.take_list(desk, actor, at, kind, file, job.over))
    return WaitPage(f"guide.taking.{kind}", job, finished, unreadable(file))


def unreadable(file: GivenFile) -> Callable[[Exception], Move]:
    """A file that nobody can read; the log knows more. What the database suffers is said in general words."""
    return lambda failure: None if isinstance(failure, StorageFailed) else first_lists.unusable(file)
