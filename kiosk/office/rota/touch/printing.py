"""A sheet for each class and one for the wall, as a file to print (S001)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.office.jobs import Job
from kiosk.office.rota.publishing import newest, version_named
from kiosk.office.rota.sheets import sheets_of
from kiosk.office.rota.views import RotaAction
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Trouble, Working
from kiosk.taps import Act

if TYPE_CHECKING:
    from kiosk.office.rota.touch.room import RotaRoom

TO_GRID = Act(RotaAction.GRID)


class RotaPrinting:
    def __init__(self, here: RoomContext, room: "RotaRoom") -> None:
        self._here = here
        self._room = room
        self._job: Job[Path] | None = None
        self.deeds: Mapping[RotaAction, Callable[[str, datetime], None]] = {RotaAction.PRINT: self._print}

    @property
    def is_busy(self) -> bool:
        return self._job is not None

    def _print(self, _subject: str, at: datetime) -> None:
        """What was published last, be it for a later day."""
        version = newest(self._room.stored(), at.date())
        if version is None:
            self._room.show(lambda _at: Trouble("rota.nothing_to_print", TO_GRID))
        else:
            self.print_version(version.name, at)

    def print_version(self, name: str, at: datetime) -> None:
        stored, facts = self._room.stored(), self._room.facts(at)
        version = version_named(stored, name)

        def work(_job: Job[Path]) -> Path:
            path = self._here.places.save(f"rota-{version.valid_from}.pdf")
            path.write_bytes(sheets_of(stored, version, facts).pdf)
            return path

        self._job = self._here.jobs.start(work)
        self._room.show(self._waiting)

    def _waiting(self, at: datetime) -> object:
        job = self._job
        if job is None or not job.finished:
            return Working("rota.printing")
        self._job = None
        if job.failure is not None:
            trouble = Trouble("rota.not_printed", TO_GRID)
            self._room.show(lambda _at: trouble)
            return trouble
        self._room.show_grid()
        self._room.tell("rota.told.printed", file=job.result.name, folder=str(job.result.parent))
        return self._room.page(at)
