"""The pages that every feature builds with: a question, a choice, a day, letters, a file, a job that is waited for."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar, cast

from kiosk.circulation.denials import Fact
from kiosk.hardware.scan import Scan
from kiosk.office.documents import Document, GivenFile
from kiosk.office.jobs import Cancelled, Job
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Back, Chosen, Move, Page, Replace, RoomContext, TroublePage
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import (
    Confirm,
    DayCell,
    FileLine,
    Option,
    PickDay,
    PickFile,
    PickOne,
    TypeText,
    Working,
)
from kiosk.taps import Act, AnyTap, FrameAction, Tap, TapKey

A_PAGE = 12  # options
FILES_A_PAGE = 5
LONGEST_TEXT = 60
SECOND = 1000
AT_ONCE = 0.05  # s: what a job does in them shows no page of its own

NO_FACTS: Mapping[str, Fact] = {}
Options = Callable[[int, int], tuple[int, Sequence[Option]]]


def known(options: Sequence[Option]) -> Options:
    """Options that are all in memory, as a page of choices asks for them."""
    return lambda first, size: (len(options), options[first : first + size])


class ConfirmPage(Page):
    """A question before something that is not done lightly."""

    is_choice = True

    def __init__(
        self, key: str, then: Callable[[datetime], Move], facts: Mapping[str, Fact] = NO_FACTS, danger: bool = False
    ) -> None:
        self._view, self._then = Confirm(key, facts, danger), then

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        return Chosen(self._then(at)) if tap == Act(FrameAction.YES) else None

    def view(self, at: datetime) -> Confirm:
        return self._view


class PickPage(Page):
    """One of many. options(first, size): how many there are, and those from the first on; then: what it leads to."""

    is_choice = True
    pager: Pager

    def __init__(
        self,
        key: str,
        options: Options,
        then: Callable[[str, datetime], Move],
        facts: Mapping[str, Fact] = NO_FACTS,
        size: int = A_PAGE,
    ) -> None:
        self._key, self._options, self._then, self._facts = key, options, then, facts
        self.pager = Pager(size)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.PICK, subject):
                return Chosen(self._then(subject, at))
        return None

    def view(self, at: datetime) -> PickOne:
        pager = self.pager
        _, options = pager.asked(self._options)
        return PickOne(self._key, options, pager.number, pager.pages, self._facts)


def month_of(subject: str) -> date:
    """«2026-12», as a turned page says it."""
    return date.fromisoformat(f"{subject}-01")


def month_view(key: str, month: date, cell: Callable[[date], DayCell], facts: Mapping[str, Fact] = NO_FACTS) -> PickDay:
    month = month.replace(day=1)
    days = (month.replace(day=number) for number in range(1, monthrange(month.year, month.month)[1] + 1))
    return PickDay(key, month, tuple(map(cell, days)), facts)


class DayPage(Page):
    """A day. month: the first one shown; cell: how a day looks and whether it can be chosen."""

    is_choice = True

    def __init__(
        self,
        key: str,
        month: date,
        then: Callable[[date, datetime], Move],
        cell: Callable[[date], DayCell] = DayCell,
        facts: Mapping[str, Fact] = NO_FACTS,
    ) -> None:
        self._key, self._month, self._then, self._cell, self._facts = key, month, then, cell, facts

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.TURN, month):
                self._month = month_of(month)
            case Act(FrameAction.PICK, day):
                return self._chosen(date.fromisoformat(day), at)
        return None

    def _chosen(self, day: date, at: datetime) -> Move:
        return Chosen(self._then(day, at)) if self._cell(day).enabled else None

    def view(self, at: datetime) -> PickDay:
        return month_view(self._key, self._month, self._cell, self._facts)


def days_from(first: date | None, marked: date | None = None) -> Callable[[date], DayCell]:
    """Days before the first cannot be chosen; marked: the one that stands now."""
    return lambda day: DayCell(day, first is None or day >= first, day == marked)


def typed(text: str, tap: AnyTap, most: int = LONGEST_TEXT) -> str:
    """The text after a key of the pad."""
    match tap:
        case TapKey(sign):
            return (text + sign)[:most]
        case Tap.BACKSPACE:
            return text[:-1]
    return text


def nothing_found(_text: str) -> tuple[Option, ...]:
    return ()


class TypePage(Page):
    """Letters and digits. entered: what the whole text leads to, None while it leads nowhere; found: what it finds
    already; picked: what one of these leads to; scanned: what a code leads to."""

    is_still = True

    is_choice = True

    def __init__(
        self,
        key: str,
        entered: Callable[[str, datetime], Move],
        found: Callable[[str], tuple[Option, ...]] = nothing_found,
        picked: Callable[[str, datetime], Move] | None = None,
        scanned: Callable[[Scan, datetime], Move] | None = None,
        text: str = "",
        facts: Mapping[str, Fact] = NO_FACTS,
        signs: str = "",
        most: int = LONGEST_TEXT,
    ) -> None:
        self._key, self._entered, self._found, self._picked, self._scanned = key, entered, found, picked, scanned
        self._text, self._facts, self._signs, self._most = text, facts, signs, most

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.PICK, subject) if self._picked is not None:
                return Chosen(self._picked(subject, at))
            case Tap.ENTER:
                move = self._entered(self._text.strip(), at)
                return None if move is None else Chosen(move)
        self._text = typed(self._text, tap, self._most)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        move = self._scanned(scan, at) if self._scanned is not None else None
        return None if move is None else Chosen(move)

    def view(self, at: datetime) -> TypeText:
        return TypeText(self._key, self._text, self._found(self._text), self._facts, self._signs)


class FilePage(Page):
    """A file with one of these endings, from a stick or the station's folder. then: what its content leads to."""

    is_choice = True
    pager: Pager

    def __init__(
        self,
        key: str,
        context: RoomContext,
        suffixes: Sequence[str],
        then: Callable[[GivenFile, datetime], Move],
        size: int = FILES_A_PAGE,
    ) -> None:
        self._key, self._context, self._suffixes, self._then = key, context, suffixes, then
        self.pager = Pager(size)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.PICK, place):
                return self._reading(Path(place))
        return None

    def _files(self) -> Sequence[Path]:
        """Looked for anew each time: a stick may come and go."""
        return self._context.places.files(*self._suffixes)

    def _reading(self, path: Path) -> Page:
        """In a job: a stick is slow, and a list may be large."""
        job = self._context.jobs.start(lambda _job: GivenFile(path.name, path.read_bytes()))
        gone = TroublePage("import.file.no_access", {"path": path.name})
        return WaitPage("office.reading", job, self.given, lambda _failure: gone)

    def given(self, file: GivenFile, at: datetime) -> Move:
        return Chosen(self._then(file, at))

    def view(self, at: datetime) -> PickFile:
        lines = tuple(line for path in self.pager.of(self._files()) if (line := self._line(path)) is not None)
        return PickFile(self._key, lines, str(self._context.places.home), self.pager.number, self.pager.pages)

    def _line(self, path: Path) -> FileLine | None:
        """None: the stick was pulled out meanwhile."""
        try:
            stat = path.stat()
        except OSError:
            return None
        at = self._context.desk.local(int(stat.st_mtime * SECOND))
        return FileLine(str(path), path.name, f"{at:%m-%d %H:%M}", stat.st_size)


Result = TypeVar("Result")


class WaitPage(Page, Generic[Result]):
    """A job under way. then: what its result leads to. failed: what an exception of the job leads to, None for the
    general sentence. can_stop: a tap stops it."""

    def __init__(
        self,
        key: str,
        job: Job[Result],
        then: Callable[[Result, datetime], Move],
        failed: Callable[[Exception], Move] = lambda _failure: None,
        can_stop: bool = True,
    ) -> None:
        self._key, self._job, self._then, self._failed, self._can_stop = key, job, then, failed, can_stop
        job.wait(AT_ONCE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        if tap == Act(FrameAction.STOP):
            self._job.cancel()
        return None

    def back(self, at: datetime) -> Move:
        return None

    def ended(self, at: datetime) -> Move:
        job = self._job
        if not job.finished:
            return None
        match job.failure:
            case None:
                return Replace(Chosen(self._then(cast(Result, job.result), at)))
            case Cancelled():
                return Back()
            case OSError():
                return Replace(self._failed(job.failure) or NotDone("not_saved"))
        return Replace(self._failed(job.failure) or NotDone("not_done"))

    def view(self, at: datetime) -> Working:
        return Working(self._key, self._job.done, self._job.total, self._can_stop)


class HasDocuments(Protocol):
    @property
    def documents(self) -> Sequence[Document]: ...


Made = TypeVar("Made", bound=HasDocuments)


def saving(
    key: str,
    context: RoomContext,
    make: Callable[[Job[Any]], Made | NotDone],
    then: Callable[[Made, tuple[Path, ...], datetime], Move],
    failed: Callable[[Exception], Move] = lambda _failure: None,
    can_stop: bool = True,
) -> Page:
    """Documents that a use-case makes in a job, written to the stick or the folder. then: with where they lie now."""

    def work(job: Job[Any]) -> tuple[Made, tuple[Path, ...]] | NotDone:
        made = make(job)
        if isinstance(made, NotDone):
            return made
        return made, tuple(written(context, document) for document in made.documents)

    def finished(result: tuple[Made, tuple[Path, ...]] | NotDone, at: datetime) -> Move:
        return result if isinstance(result, NotDone) else then(*result, at)

    return WaitPage(key, context.jobs.start(work), finished, failed, can_stop)


def written(context: RoomContext, document: Document) -> Path:
    """Where it lies now, on the stick or in the folder. Raises OSError."""
    path = context.places.save(document.name)
    path.write_bytes(document.content)
    return path


def trouble(prefix: str) -> Callable[[NotDone], TroublePage]:
    """Says a NotDone in other words than the feature's usual ones."""
    return lambda stopped: TroublePage(f"{prefix}.{stopped.code}", stopped.facts)
