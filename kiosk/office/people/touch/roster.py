"""A reader list from Excel: choose the file, look at what would happen, take it in."""

from datetime import datetime

from kiosk.circulation.denials import Fact
from kiosk.office.documents import GivenFile
from kiosk.office.people.roster import RosterPreview, Taken, lines_of, look, take
from kiosk.office.people.views import ImportOutcome, PeopleAction, RosterPage
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import ConfirmPage, FilePage, WaitPage, trouble
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".txt")
FILES = 6
ROWS = 4


def choose_list(context: RoomContext) -> Page:
    def chosen(given: GivenFile, at: datetime) -> Page:
        job = context.jobs.start(lambda job: look(given, at.date(), job.over))
        return WaitPage("people.looking", job, looked)

    def looked(seen: RosterPreview | NotDone, _at: datetime) -> Page:
        return trouble("import.file")(seen) if isinstance(seen, NotDone) else RosterLookPage(context, seen)

    return FilePage("people.file", context, SUFFIXES, chosen, FILES)


class RosterLookPage(Page):
    """What was looked at, and what the librarian decides about those whom the list does not name."""

    pager: Pager

    def __init__(self, context: RoomContext, seen: RosterPreview) -> None:
        self._context, self._seen = context, seen
        self._part = next((part for part, count in seen.counts if count), ImportOutcome.NEW)
        self._marks_missing = False
        self.pager = Pager(ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.PART, subject):
                self._part, self.pager.number = ImportOutcome(subject), 0
            case Act(PeopleAction.MISSING):
                self._marks_missing = not self._marks_missing
            case Act(PeopleAction.TAKE) if self._does_something:
                return self._ask()
        return None

    @property
    def _does_something(self) -> bool:
        return self._seen.changes_something or (self._marks_missing and self._leaving > 0)

    @property
    def _leaving(self) -> int:
        return len(self._seen.differences.missing) - len(self._seen.still_lent)

    def _ask(self) -> Page:
        counts = dict(self._seen.counts)
        facts: dict[str, Fact] = {"new": counts[ImportOutcome.NEW], "changed": counts[ImportOutcome.CHANGED]}
        if self._marks_missing:
            return ConfirmPage("people.take_and_leave", self._take, facts | {"missing": self._leaving})
        return ConfirmPage("people.take", self._take, facts)

    def _take(self, at: datetime) -> Page:
        desk, actor, seen, marks = self._context.desk, self._context.actor, self._seen, self._marks_missing
        job = self._context.jobs.start(lambda job: take(desk, actor, at, seen, marks, job.over))
        return WaitPage("people.taking", job, _taken)

    def view(self, at: datetime) -> RosterPage:
        seen = self._seen
        _, rows = self.pager.asked(lambda first, size: lines_of(seen, self._part, first, size))
        return RosterPage(
            file=seen.file,
            counts=seen.counts,
            unchanged=seen.differences.unchanged,
            part=self._part,
            rows=rows,
            marks_missing=self._marks_missing,
            lent_to=len(seen.still_lent),
            takes_something=self._does_something,
            page=self.pager.number,
            pages=self.pager.pages,
        )


def _taken(result: Taken | NotDone, _at: datetime) -> Move:
    if isinstance(result, NotDone):
        return result
    facts = {"new": result.new, "changed": result.changed, "left": result.left, "rejected": result.rejected}
    return told("people.told.taken", result.entry, steps=1, **facts)
