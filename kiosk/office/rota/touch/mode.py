"""Whether the station follows the rota at all, with the reach before and after (S008, S009); who kept it (S011)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from db.settings import get_setting
from kiosk.circulation.rota import Mode
from kiosk.office.rota.borrower_reach import reach, set_mode
from kiosk.office.rota.touch.shown import KEPT, page_of
from kiosk.office.rota.turn_attendance import kept_turns
from kiosk.office.rota.views import KeptLine, KeptPage, ModePage, RotaAction
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Confirm
from kiosk.taps import Act

if TYPE_CHECKING:
    from kiosk.office.rota.touch.room import RotaRoom


class RotaMode:
    def __init__(self, here: RoomContext, room: "RotaRoom") -> None:
        self._here = here
        self._room = room
        self.deeds: Mapping[RotaAction, Callable[[str, datetime], None]] = {
            RotaAction.MODE: lambda *_: room.show(mode_page),
            RotaAction.MODE_ASK: self._ask,
            RotaAction.MODE_SET: self._set,
            RotaAction.KEPT: lambda *_: self._show_kept(0),
            RotaAction.KEPT_PAGE: lambda page, _at: self._show_kept(int(page)),
        }

    def _ask(self, mode: str, _at: datetime) -> None:
        if mode != get_setting("rota_mode"):
            yes, no = Act(RotaAction.MODE_SET, mode), Act(RotaAction.MODE)
            self._room.show(lambda _at: Confirm(f"rota.mode.{mode}", yes, no))

    def _set(self, mode: str, at: datetime) -> None:
        entry = set_mode(self._here.desk, self._here.actor, at, Mode(mode))
        self._room.show(mode_page)
        self._room.tell_deed("rota.told.mode", entry)

    def _show_kept(self, page: int) -> None:
        self._room.show(lambda at: self._kept(at, page))

    def _kept(self, at: datetime, page: int) -> KeptPage:
        found = kept_turns(self._here.desk.bylaw().rota, self._room.facts(at).classes, at)
        if found is None:
            return KeptPage(())
        shown, page, pages = page_of(found.classes, page, KEPT)
        lines = tuple(KeptLine(one.name, one.turns, one.came) for one in shown)
        return KeptPage(lines, found.first, found.last, page, pages)


def mode_page(at: datetime) -> ModePage:
    found = reach(at)
    return ModePage(
        Mode(get_setting("rota_mode")),
        found.pupils,
        found.after.borrowers,
        found.before.borrowers,
        found.changed_on,
        found.mode_before,
    )
