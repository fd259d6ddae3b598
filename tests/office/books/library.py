"""The room of the books in a test: a librarian, a folder instead of a stick, and what is tapped and shown."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from kiosk.office.touch_kit.room import RoomContext
from peewee import Database

from db.models import Staff
from kiosk.lending.staffing import StaffMember
from kiosk.office.books.touch.room import BooksRoom
from kiosk.office.books.views import BooksAction
from kiosk.office.jobs import Jobs
from kiosk.office.touch_kit.places import Places
from kiosk.taps import Act, Tap, TapKey
from tests.school import SteppingClock, desk_at, scan


@dataclass
class Librarian:
    """Each tap and scan is a second after the one before."""

    database: Database
    folder: Path
    subject: str = ""
    clock: SteppingClock = field(default_factory=SteppingClock)
    shown: int = 0

    def __post_init__(self) -> None:
        row = Staff.create(name="林老师", role="librarian")
        self.jobs = Jobs(self.database)
        self.desk = desk_at(self.database)
        member = StaffMember(row.id, row.name, row.role)
        self.here = RoomContext(self.desk, member, Places(self.folder, lambda: ()), self.jobs)
        self.room = BooksRoom(self.here, self.subject)

    @property
    def page(self):
        return self.room.page(self.clock())

    @property
    def told(self):
        return self.room.told and self.room.told.key

    def tap(self, deed: BooksAction, subject: str | UUID = ""):
        return self.do(Act(deed, subject.hex if isinstance(subject, UUID) else subject))

    def type(self, text: str):
        for sign in text:
            self.do(TapKey(sign))
        return self.page

    def enter(self, text: str = ""):
        self.type(text)
        return self.do(Tap.ENTER)

    def show(self, text: str):
        self.clock.wait(seconds=1)
        self.shown += 1
        self.room.scan(scan(text, self.shown), self.clock())
        return self.page

    def wait_for_job(self):
        """Until what works in its thread is done."""
        while self.jobs.busy:
            for job in list(self.jobs._running):
                assert job.wait(30)
        return self.page

    def undo(self):
        return self.do(self.room.told.undo)

    def do(self, tap):
        self.clock.wait(seconds=1)
        self.room.told = None
        self.room.tap(tap, self.clock())
        return self.page
