"""Publishing a rota, and the versions that were published: copied, begun early, withdrawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from kiosk.office.rota import store
from kiosk.office.rota.proofs import blocking
from kiosk.office.rota.publishing import begin_at_once, draft_of, publish, version_named, withdraw
from kiosk.office.rota.touch.choices import month_of, month_page
from kiosk.office.rota.touch.shown import VERSIONS, page_of, proofs_page, version_lines
from kiosk.office.rota.views import RotaAction, VersionsPage, VersionStanding
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import DayCell, Option, PickDay, PickOne
from kiosk.taps import Act
from kiosk.toml_files.rota_lines import RotaFile

if TYPE_CHECKING:
    from kiosk.office.rota.touch.room import RotaRoom

TO_GRID = Act(RotaAction.GRID)
OFFERED = {
    VersionStanding.DRAFT: ("discard",),
    VersionStanding.WAITING: ("copy", "begin", "withdraw", "print"),
    VersionStanding.RUNNING: ("copy", "print"),
    VersionStanding.OVER: ("copy",),
}


def next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


class RotaVersions:
    def __init__(self, here: RoomContext, room: "RotaRoom") -> None:
        self._here = here
        self._room = room
        self._version = ""
        self.deeds: Mapping[RotaAction, Callable[[str, datetime], None]] = {
            RotaAction.PUBLISH: lambda *_: room.show(self._when),
            RotaAction.PUBLISH_ON: self._publish_on,
            RotaAction.START_MONTH: lambda month, _at: room.show(lambda at: self._start_days(at, month_of(month))),
            RotaAction.START_DAY: lambda day, at: self._publish(date.fromisoformat(day), at),
            RotaAction.VERSIONS: lambda *_: self._show_versions(0),
            RotaAction.VERSION_PAGE: lambda page, _at: self._show_versions(int(page)),
            RotaAction.VERSION: self._open_version,
            RotaAction.VERSION_DO: self._do_with_version,
        }

    def _when(self, at: datetime) -> object:
        found = self._room.proofs(at)
        if blocking(found):
            return proofs_page(found, 0)
        today, monday = at.date(), next_monday(at.date())
        options = (
            Option(monday.isoformat(), "rota.start.monday", monday.isoformat(), chosen=True),
            Option(today.isoformat(), "rota.start.today", today.isoformat()),
            Option("", "rota.start.other"),
        )
        return PickOne("rota.start", options, RotaAction.PUBLISH_ON, TO_GRID)

    def _publish_on(self, day: str, at: datetime) -> None:
        if day:
            self._publish(date.fromisoformat(day), at)
        else:
            month = next_monday(at.date()).replace(day=1)
            self._room.show(lambda at: self._start_days(at, month))

    def _start_days(self, at: datetime, month: date) -> PickDay:
        def cell(day: date) -> DayCell:
            return DayCell(day, enabled=day >= at.date(), marked=day == next_monday(at.date()))

        back = Act(RotaAction.PUBLISH)
        return month_page("rota.start_day", month, cell, RotaAction.START_DAY, RotaAction.START_MONTH, back)

    def _publish(self, day: date, at: datetime) -> None:
        room = self._room
        draft = replace(room.working(at), valid_from=day)
        room.show_grid()
        entry = store.write(
            self._here.desk, self._here.actor, at, "rota_published", publish(room.stored(), draft), day=str(day)
        )
        store.keep_draft(self._here.desk, None)

        def take_back(at: datetime) -> None:
            if room.undo_deed(entry, at):
                store.keep_draft(self._here.desk, draft)

        room.tell("rota.told.published", take_back, day=day)

    def _show_versions(self, page: int) -> None:
        self._room.show(lambda at: VersionsPage(*page_of(self._lines(at), page, VERSIONS)))

    def _lines(self, at: datetime) -> list:
        return version_lines(self._room.stored(), store.stored_draft(), self._room.facts(at))

    def _open_version(self, name: str, _at: datetime) -> None:
        self._version = name
        self._room.show(self._version_menu)

    def _version_menu(self, at: datetime) -> PickOne:
        line = next((line for line in self._lines(at) if line.subject == self._version), None)
        offered = OFFERED[line.standing] if line else ()
        options = tuple(Option(what, f"rota.version.{what}", f"rota.version.{what}.hint") for what in offered)
        return PickOne("rota.version", options, RotaAction.VERSION_DO, Act(RotaAction.VERSIONS))

    def _do_with_version(self, what: str, at: datetime) -> None:
        room, stored = self._room, self._room.stored()
        if what == "print":
            room.printing.print_version(self._version, at)
            return
        room.show_grid()
        match what:
            case "discard":
                room.discard()
            case "copy":
                copied = draft_of(stored, version_named(stored, self._version))
                room.change(replace(copied, valid_from=next_monday(at.date())), "rota.told.copied")
            case "withdraw":
                room.tell_deed(
                    "rota.told.withdrawn", self._write("rota_withdrawn", withdraw(stored, self._version), at)
                )
            case "begin":
                wanted = begin_at_once(stored, self._version, at.date())
                room.tell_deed("rota.told.begun", self._write("rota_begun", wanted, at))

    def _write(self, deed: str, wanted: RotaFile, at: datetime) -> UUID:
        return store.write(self._here.desk, self._here.actor, at, deed, wanted, version=self._version)
