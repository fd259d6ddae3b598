"""The room of the devices: the camera, the backups and their trial, what is new, and the way out of the program."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kiosk import VERSION
from kiosk.backup.outcome import last_outcome
from kiosk.office.refusal import NotDone
from kiosk.office.stations import backups
from kiosk.office.stations.changelog import log_pages
from kiosk.office.stations.views import BackupState, CameraRoom, CopyEnded, CopyRow, StationsAction, UpdateLog, Upkeep
from kiosk.office.stations.volume import set_volume
from kiosk.office.touch_kit.page import Back, LeaveApp, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import ConfirmPage, WaitPage
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap

COPIES = 3
MEGABYTE, GIGABYTE = 1_000_000, 1_000_000_000


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    return (CameraPage(context),)


class CameraPage(Page):
    """What is read shows on the camera's picture and concludes nothing."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(StationsAction.BACK_UP):
                return back_up(self._context, at)
            case Act(StationsAction.MORE):
                return UpkeepPage(self._context)
        return None

    def view(self, at: datetime) -> CameraRoom:
        return CameraRoom(backup_state(self._context))


class UpkeepPage(Page):
    def __init__(self, context: RoomContext) -> None:
        self._context = context

    # Read from the medium when something was tapped, not every second.
    is_still = True

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(StationsAction.BACK_UP):
                return back_up(self._context, at)
            case Act(StationsAction.TRY_RESTORE, number):
                return self._try_restore(int(number))
            case Act(StationsAction.LOG):
                return LogPage()
            case Act(StationsAction.EXIT):
                return ConfirmPage("devices.exit", lambda _at: LeaveApp())
            case Act(StationsAction.VOLUME, volume):
                done = set_volume(self._context.desk, self._context.actor, at, volume)
                return done if isinstance(done, NotDone) else None
        return None

    def _try_restore(self, number: int) -> Move:
        copies = backups.copies(self._context.desk.db, folder_of(self._context))
        if number >= len(copies):
            return None
        job = self._context.jobs.start(lambda job: backups.try_restore(copies[number].path, job))
        return WaitPage("devices.trying", job, lambda ended, _at: EndedPage(ended, is_drill=True), did_not_begin)

    def view(self, at: datetime) -> Upkeep:
        db = self._context.desk.db
        rows = tuple(
            CopyRow(
                number,
                copy.path.stem,
                self._context.desk.local(copy.made_at),
                round(copy.size / MEGABYTE, 1),
                copy.loans,
            )
            for number, copy in enumerate(backups.copies(db, folder_of(self._context))[:COPIES])
        )
        free = round(backups.free_bytes(db) / GIGABYTE, 1)
        return Upkeep(backup_state(self._context), rows, free, VERSION, bool(log_pages()))


class EndedPage(Page):
    """What a backup or the trial of a copy came to."""

    def __init__(self, ended: backups.Ended, *, is_drill: bool = False) -> None:
        self._view = CopyEnded(
            is_drill,
            ended.why,
            ended.name,
            ended.folder,
            round(ended.size / MEGABYTE, 1),
            ended.items,
            ended.loans,
            ended.differing,
            ended.second_medium,
        )

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        return Back() if isinstance(tap, Act) else None

    def view(self, at: datetime) -> CopyEnded:
        return self._view


class LogPage(Page):
    pager: Pager

    def __init__(self) -> None:
        self.pager = Pager(1)

    def view(self, at: datetime) -> UpdateLog:
        (shown,) = self.pager.of(log_pages())
        return UpdateLog(shown.heading, shown.lines, self.pager.number, self.pager.pages)


def back_up(context: RoomContext, at: datetime) -> Page:
    db, folder = context.desk.db, folder_of(context)
    job = context.jobs.start(lambda job: backups.back_up_now(db, folder, at, job))
    return WaitPage("devices.backing_up", job, lambda ended, _at: EndedPage(ended), did_not_begin)


def did_not_begin(_failure: Exception) -> Page:
    return EndedPage(backups.Ended("database"))


def folder_of(context: RoomContext) -> Path:
    return backups.folder_for(context.desk.db, context.places.sticks())


def backup_state(context: RoomContext) -> BackupState:
    last, folder = last_outcome(), folder_of(context)
    return BackupState(
        context.desk.local(last.success.at) if last.success else None,
        last.failure.why if last.failure else "",
        last.success.second_medium if last.success else True,
        str(folder),
        any(folder.is_relative_to(stick) for stick in context.places.sticks()),
    )
