"""What the parts of the room of the books have in common: each is a desk that lies on the one before it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from kiosk.circulation.denials import Fact
from kiosk.hardware.scan import Scan
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.office.books.edits import Refused
from kiosk.office.books.views import BooksAction
from kiosk.office.jobs import Cancelled, Job
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.room import GoTo, RoomContext
from kiosk.office.touch_kit.views import Confirmation, Trouble, Working
from kiosk.taps import Act, AnyTap, Tap, TapKey

BACK = Act(BooksAction.BACK)
Undo = Callable[[datetime], Refused | NotDone | None]


class BookDesk(Protocol):
    """is_live: its page changes by itself. An answer: another desk on top, another room, «close», or None to stay."""

    is_live: bool

    def tap(self, tap: AnyTap, at: datetime) -> "Next": ...
    def scan(self, scan: Scan, at: datetime) -> "Next": ...
    def page(self, at: datetime) -> object: ...


Next = BookDesk | GoTo | Literal["close"] | None


@dataclass
class Teller:
    """What was just done, and how it is taken back; the room shows it."""

    here: RoomContext
    told: Confirmation | None = None
    undo: Undo | None = None
    words: Mapping[str, str] = field(default_factory=lambda: load_catalogue(LANGUAGES[0]))

    def say(self, key: str, undo: Undo | None = None, **facts: Fact) -> None:
        self.told = Confirmation(key, facts, Act(BooksAction.UNDO) if undo else None)
        self.undo = undo

    def word(self, key: str) -> str:
        """In the school's language: of documents and the names of files."""
        return self.words[key]

    def file(self, name: str, at: datetime, suffix: str) -> Path:
        """A path for a new file under words books.file.<name>. Raises OSError."""
        return self.here.places.save(f"{self.word(f'books.file.{name}')} {at:%Y-%m-%d}{suffix}")


class TroubleDesk:
    """One sentence, and the way back."""

    is_live = False

    def __init__(self, key: str, facts: Mapping[str, Fact]) -> None:
        self._page = Trouble(key, BACK, facts)

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        return "close"

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> Trouble:
        return self._page


def trouble(refused: Refused) -> TroubleDesk:
    return TroubleDesk(f"books.refused.{refused.code}", refused.facts)


class JobDesk:
    """Shows a job while it works, then does with its result what `then` says; a second tap stops it.

    then: gives the desk that comes in its place, or None for the one below."""

    def __init__(
        self, key: str, job: Job, then: Callable[[object], BookDesk | None], wrong: Callable[[Exception], BookDesk]
    ) -> None:
        self._key, self._job, self._then, self._wrong = key, job, then, wrong
        self._after: BookDesk | None = None
        self.is_over = False

    @property
    def is_live(self) -> bool:
        return not self.is_over

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        if not self._settled():
            if tap == Act(BooksAction.STOP):
                self._job.cancel()
            return None
        return "close" if self._after is None else self._after.tap(tap, at)

    def scan(self, scan: Scan, at: datetime) -> Next:
        return self._after.scan(scan, at) if self._settled() and self._after else None

    def page(self, at: datetime) -> object:
        """None: there is nothing more to show, the desk below is."""
        if not self._settled():
            return Working(self._key, self._job.done, self._job.total, Act(BooksAction.STOP))
        return None if self._after is None else self._after.page(at)

    def _settled(self) -> bool:
        if self._job.finished and not self.is_over:
            self.is_over = True
            failure = self._job.failure
            if failure is None:
                self._after = self._then(self._job.result)
            elif not isinstance(failure, Cancelled):
                self._after = self._wrong(failure)
        return self.is_over


def stopped(_failure: Exception) -> TroubleDesk:
    return TroubleDesk("books.stopped", {})


def typed(text: str, tap: AnyTap, most: int = 60) -> str:
    """The text after a key of the pad."""
    match tap:
        case TapKey(sign):
            return (text + sign)[:most]
        case Tap.BACKSPACE:
            return text[:-1]
    return text


def page_of(subject: str) -> int:
    return int(subject) if subject.lstrip("-").isdigit() else 0
