"""The room of the devices: the camera, the backups and their trial, what is new, and the way out of the program."""

from datetime import datetime

from kiosk import VERSION
from kiosk.hardware.scan import Scan
from kiosk.office.editing import editing
from kiosk.office.jobs import Cancelled, Job
from kiosk.office.stations import backups
from kiosk.office.stations.changelog import log_pages
from kiosk.office.stations.views import BackupState, CameraRoom, CopyEnded, CopyRow, StationsAction, UpdateLog, Upkeep
from kiosk.office.touch_kit.room import Answer, LeaveApp, RoomContext
from kiosk.office.touch_kit.views import Confirm, Confirmation, Working
from kiosk.taps import Act, AnyTap, Tap

COPIES = 3
MEGABYTE, GIGABYTE = 1_000_000, 1_000_000_000
# This station's own: the one in the corridor may be quieter than the one in the hall.
VOLUME = "kiosk_volume"


class DevicesRoom:
    def __init__(self, here: RoomContext, subject: str = "") -> None:
        self._here = here
        self.told: Confirmation | None = None
        self._open = ""  # more, log or exit; empty: the camera
        self._page = 0
        self._job: Job[backups.Ended] | None = None
        self._is_drill = False
        self._ended: CopyEnded | None = None
        self._kept: Upkeep | None = None  # read from the medium when it is opened, not every second

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        if not isinstance(tap, Act):
            if tap is Tap.BACK:
                self._back()
            return None
        match tap.deed:
            case StationsAction.BACK_UP:
                self._back_up(at)
            case StationsAction.TRY_RESTORE:
                self._try_restore(int(tap.subject))
            case StationsAction.MORE:
                self._open, self._kept = "more", self._upkeep()
            case StationsAction.LOG:
                self._open, self._page = "log", 0
            case StationsAction.EXIT:
                self._open = "exit"
            case StationsAction.TURN:
                self._page = min(max(0, int(tap.subject)), len(log_pages()) - 1)
            case StationsAction.VOLUME:
                with editing(self._here.desk, self._here.member.id, at, "volume_set", volume=tap.subject) as edit:
                    edit.set(VOLUME, tap.subject)
            case StationsAction.CANCEL if self._job:
                self._job.cancel()
            case StationsAction.SURE if self._open == "exit":
                return LeaveApp()
            case StationsAction.BACK:
                self._back()
        return None

    def scan(self, scan: Scan, at: datetime) -> None:
        """What is read shows on the camera's picture and concludes nothing."""

    def page(self, at: datetime) -> object:
        self._look_at_job()
        if self._job is not None:
            key = "devices.trying" if self._is_drill else "devices.backing_up"
            return Working(key, self._job.done, self._job.total, Act(StationsAction.CANCEL))
        if self._ended is not None:
            return self._ended
        match self._open:
            case "more" if self._kept is not None:
                return self._kept
            case "exit":
                return Confirm("devices.exit", Act(StationsAction.SURE), Act(StationsAction.BACK))
            case "log":
                pages = log_pages()
                here = pages[self._page]
                return UpdateLog(here.heading, here.lines, self._page, len(pages))
        return CameraRoom(self._state())

    # --- inside --------------------------------------------------------------------------------------------------

    def _back(self) -> None:
        if self._ended is not None:
            self._ended = None
        else:
            self._open = "more" if self._open in ("log", "exit") else ""

    def _folder(self):
        return backups.folder_for(self._here.desk.db, self._here.places.sticks())

    def _back_up(self, at: datetime) -> None:
        if self._job is not None:
            return
        db, folder, self._is_drill = self._here.desk.db, self._folder(), False
        self._job = self._here.jobs.start(lambda job: backups.back_up_now(db, folder, at, job))

    def _try_restore(self, number: int) -> None:
        copies = backups.copies(self._here.desk.db, self._folder())
        if self._job is not None or number >= len(copies):
            return
        self._is_drill = True
        self._job = self._here.jobs.start(lambda job: backups.try_restore(copies[number].path, job))

    def _look_at_job(self) -> None:
        """What it came to; one that was stopped by hand has come to nothing."""
        job = self._job
        if job is None or not job.finished:
            return
        self._job = None
        if not isinstance(job.failure, Cancelled):
            self._ended = self._came_to(job.result or backups.Ended("database"))
        self._kept = self._upkeep() if self._open else None

    def _came_to(self, ended: backups.Ended) -> CopyEnded:
        return CopyEnded(
            self._is_drill,
            ended.why,
            ended.name,
            ended.folder,
            round(ended.size / MEGABYTE, 1),
            ended.items,
            ended.loans,
            ended.differing,
            ended.second_medium,
        )

    def _state(self) -> BackupState:
        last, folder = backups.last_outcome(), self._folder()
        return BackupState(
            self._here.desk.local(last.success.at) if last.success else None,
            last.failure.why if last.failure else "",
            last.success.second_medium if last.success else True,
            str(folder),
            any(folder.is_relative_to(stick) for stick in self._here.places.sticks()),
        )

    def _upkeep(self) -> Upkeep:
        db = self._here.desk.db
        rows = tuple(
            CopyRow(
                number,
                copy.path.stem,
                self._here.desk.local(copy.made_at),
                round(copy.size / MEGABYTE, 1),
                copy.loans,
            )
            for number, copy in enumerate(backups.copies(db, self._folder())[:COPIES])
        )
        free = round(backups.free_bytes(db) / GIGABYTE, 1)
        return Upkeep(self._state(), rows, free, VERSION, bool(log_pages()))
