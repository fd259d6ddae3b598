"""A reader list from Excel: choose the file, look at what would happen, take it in."""

from datetime import datetime
from pathlib import Path

from kiosk.office.jobs import Job
from kiosk.office.people.roster import RosterPreview, Taken, lines_of, look, take
from kiosk.office.people.touch.parts import BACK, Ask, Back, Move, Then, Wait, pages_of, told, turned
from kiosk.office.people.views import ImportOutcome, PeopleAction, RosterPage
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import FileLine, PickFile
from kiosk.taps import Act, AnyTap

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".txt")
FILES = 6
ROWS = 4


class FilesPart:
    def __init__(self, here: RoomContext) -> None:
        self._here, self._page = here, 0
        self._files = here.places.files(*SUFFIXES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.PICK, subject):
                path = Path(subject)
                job = self._here.jobs.start(lambda job: look(path, at.date(), job.over))
                return Then(Wait("looking", job, lambda seen, _: RosterPart(self._here, seen)))
            case Act(PeopleAction.TURN, subject):
                self._page = turned(subject, pages_of(len(self._files), FILES))
            case Act(PeopleAction.BACK):
                return Back()
        return None

    def page(self, _at: datetime) -> PickFile:
        self._files = self._here.places.files(*SUFFIXES)  # a stick may have come
        first = self._page * FILES
        rows = tuple(self._line(path) for path in self._files[first : first + FILES])
        folder = str(self._here.places.home)
        pages = pages_of(len(self._files), FILES)
        return PickFile("people.file", rows, folder, PeopleAction.PICK, BACK, self._page, pages, PeopleAction.TURN)

    def _line(self, path: Path) -> FileLine:
        try:
            known = path.stat()
        except OSError:  # the stick has just gone
            return FileLine(str(path), path.name, "", 0)
        at = self._here.desk.local(int(known.st_mtime * 1000))
        return FileLine(str(path), path.name, f"{at:%m-%d %H:%M}", known.st_size)


class RosterPart:
    """What was looked at, and what the librarian decides about those whom the list does not name."""

    def __init__(self, here: RoomContext, seen: RosterPreview) -> None:
        self._here, self._seen = here, seen
        self._part = next((part for part, count in seen.counts if count), ImportOutcome.NEW)
        self._page, self._marks_missing = 0, False

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.PART, subject):
                self._part, self._page = ImportOutcome(subject), 0
            case Act(PeopleAction.TURN, subject):
                self._page = turned(subject, self._pages)
            case Act(PeopleAction.MISSING):
                self._marks_missing = not self._marks_missing
            case Act(PeopleAction.TAKE) if self._does_something:
                return self._ask()
            case Act(PeopleAction.BACK):
                return Back()
        return None

    @property
    def _does_something(self) -> bool:
        leaves = self._marks_missing and len(self._seen.differences.missing) > len(self._seen.still_lent)
        return self._seen.changes_something or leaves

    def _ask(self) -> Ask:
        counts = dict(self._seen.counts)
        facts = {"new": counts[ImportOutcome.NEW], "changed": counts[ImportOutcome.CHANGED]}
        if self._marks_missing:
            leaving = counts[ImportOutcome.MISSING] - len(self._seen.still_lent)
            return Ask("take_and_leave", self._take, missing=leaving, **facts)
        return Ask("take", self._take, **facts)

    def _take(self, at: datetime) -> Move:
        def work(job: Job[Taken]) -> Taken:
            return take(self._here.desk, self._here.actor, at, self._seen, self._marks_missing, job.over)

        return Wait("taking", self._here.jobs.start(work), _taken)

    @property
    def _pages(self) -> int:
        return pages_of(dict(self._seen.counts)[self._part], ROWS)

    def page(self, _at: datetime) -> RosterPage:
        seen = self._seen
        return RosterPage(
            file=seen.file,
            counts=seen.counts,
            unchanged=seen.differences.unchanged,
            part=self._part,
            rows=lines_of(seen, self._part, self._page, ROWS),
            marks_missing=self._marks_missing,
            lent_to=len(seen.still_lent),
            takes_something=self._does_something,
            page=self._page,
            pages=self._pages,
        )


def _taken(result: Taken, _at: datetime) -> Move:
    facts = {"new": result.new, "changed": result.changed, "left": result.left, "rejected": result.rejected}
    return Back(1, told("taken", result.entry, **facts))
