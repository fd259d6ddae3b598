"""The room of the books in a test: a librarian, a folder instead of a stick, and what is tapped and shown."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from peewee import Database

from kiosk.office.touch_kit.views import PageView
from kiosk.taps import Act, AnyTap, FrameAction, Tap, TapKey
from tests.office import rooms
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
        self.desk = desk_at(self.database)
        self.context = rooms.context(self.desk, self.folder)
        self.room = rooms.room("books", self.context, self.subject)

    @property
    def page(self) -> PageView:
        return self.room.view(self.clock())

    @property
    def told(self) -> str | None:
        return self.room.told and self.room.told.key

    def tap(self, action: StrEnum, subject: str | UUID = "") -> PageView:
        return self.do(Act(action, subject.hex if isinstance(subject, UUID) else subject))

    def pick(self, subject: str | UUID) -> PageView:
        return self.do(rooms.picked(self.page, subject.hex if isinstance(subject, UUID) else subject))

    def back(self) -> PageView:
        return self.tap(FrameAction.BACK)

    def type(self, text: str) -> PageView:
        for sign in text:
            self.do(TapKey(sign))
        return self.page

    def enter(self, text: str = "") -> PageView:
        self.type(text)
        return self.do(Tap.ENTER)

    def show(self, text: str) -> PageView:
        self.clock.wait(seconds=1)
        self.shown += 1
        self.room.scan(scan(text, self.shown), self.clock())
        return self.page

    def wait_for_job(self) -> PageView:
        """Until what works in its thread is done."""
        rooms.finish_jobs()
        return self.page

    def undo(self) -> PageView:
        assert self.room.told.can_undo
        return self.tap(FrameAction.UNDO)

    def do(self, tap: AnyTap) -> PageView:
        self.clock.wait(seconds=1)
        self.room.tap(tap, self.clock())
        return self.page
