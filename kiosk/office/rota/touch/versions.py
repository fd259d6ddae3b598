"""Publishing a rota, and the versions that were published: copied, begun early, withdrawn."""

from dataclasses import replace
from datetime import date, datetime

from kiosk.office.rota.drafts import kept_draft, next_monday
from kiosk.office.rota.proofs import blocking
from kiosk.office.rota.publishing import begin_at_once, publish, withdraw
from kiosk.office.rota.stored import stored_rota
from kiosk.office.rota.touch.printing import print_page
from kiosk.office.rota.touch.proofs import ProofsPage
from kiosk.office.rota.touch.shown import A_PAGE, version_lines
from kiosk.office.rota.touch.workspace import Workspace
from kiosk.office.rota.versions import draft_of, version_named
from kiosk.office.rota.views import VersionList, VersionShown, VersionStanding
from kiosk.office.touch_kit.page import Move, Page, told
from kiosk.office.touch_kit.pages import DayPage, PickPage, days_from, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap, FrameAction

OFFERED = {
    VersionStanding.DRAFT: ("discard",),
    VersionStanding.WAITING: ("copy", "begin", "withdraw", "print"),
    VersionStanding.RUNNING: ("copy", "print"),
    VersionStanding.OVER: ("copy",),
}


def publish_page(work: Workspace, at: datetime) -> Page:
    """From which day on, or what must be mended first."""
    if blocking(work.proofs(at)):
        return ProofsPage(work)
    today, monday = at.date(), next_monday(at.date())

    def chosen(day: str, at: datetime) -> Move:
        if day:
            return _publish(work, date.fromisoformat(day), at)
        cell = days_from(at.date(), next_monday(at.date()))
        return DayPage("rota.start_day", next_monday(at.date()), lambda day, at: _publish(work, day, at), cell)

    options = (
        Option(monday.isoformat(), "rota.start.monday", monday.isoformat(), chosen=True),
        Option(today.isoformat(), "rota.start.today", today.isoformat()),
        Option("", "rota.start.other"),
    )
    return PickPage("rota.start", known(options), chosen)


def _publish(work: Workspace, day: date, at: datetime) -> Move:
    context = work.context
    return told("rota.told.published", publish(context.desk, context.actor, at, work.to_change(at), day), day=day)


class VersionsPage(Page):
    is_still = True
    pager: Pager

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self.pager = Pager(A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.PICK, name):
                return self._menu(name, at)
        return None

    def _menu(self, name: str, at: datetime) -> Page:
        line = next((line for line in self._lines(at) if line.subject == name), None)
        offered = OFFERED[line.standing] if line else ()
        options = [Option(what, f"rota.version.{what}", f"rota.version.{what}.hint") for what in offered]
        return PickPage("rota.version", known(options), lambda what, at: _do(self._work, name, what, at))

    def _lines(self, at: datetime) -> list[VersionShown]:
        return version_lines(stored_rota(), kept_draft(), self._work.facts(at))

    def view(self, at: datetime) -> VersionList:
        return VersionList(self.pager.of(self._lines(at)), self.pager.number, self.pager.pages)


def _do(work: Workspace, name: str, what: str, at: datetime) -> Move:
    """All of it ends at the grid, past the list."""
    desk, actor = work.context.desk, work.context.actor
    match what:
        case "discard":
            return work.change(None, at, "discarded", steps=1)
        case "copy":
            stored = stored_rota()
            copied = draft_of(stored, version_named(stored, name))
            return work.change(replace(copied, valid_from=next_monday(at.date())), at, "copied", steps=1)
        case "withdraw":
            return told("rota.told.withdrawn", withdraw(desk, actor, at, name), steps=1)
        case "begin":
            return told("rota.told.begun", begin_at_once(desk, actor, at, name), steps=1)
        case "print":
            return print_page(work.context, at, name, steps=1)
    return None
