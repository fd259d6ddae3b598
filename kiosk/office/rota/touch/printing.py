"""A sheet for each class and one for the wall, as a file to print (S001)."""

from datetime import datetime
from pathlib import Path

from kiosk.office.jobs import Job
from kiosk.office.refusal import NotDone
from kiosk.office.rota.sheets import RotaSheets, rota_sheets
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import saving


def print_page(context: RoomContext, at: datetime, version: str = "", steps: int = 0) -> Page:
    """version: as rota_sheets takes it; steps: so many pages down once it is saved."""

    def make(job: Job[object]) -> RotaSheets | NotDone:
        made = rota_sheets(context.desk, at, context.words, version)
        job.step(1, 1)  # for whoever has stopped it meanwhile
        return made

    def saved(_made: RotaSheets, paths: tuple[Path, ...], _at: datetime) -> Move:
        (path,) = paths
        return Done("rota.told.printed", facts={"file": path.name, "folder": str(path.parent)}, steps=steps)

    return saving("rota.printing", context, make, saved)
