"""What the room of the readers is put together from: parts that lie on each other, each with its page.

A part answers a tap by what happens next: another part above it, a step back, or leaving the room."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from kiosk.circulation.denials import Fact
from kiosk.imports.tables import UnusableFile
from kiosk.office.jobs import Cancelled, Job
from kiosk.office.people.files import NothingToPrint
from kiosk.office.people.patron import Refusal
from kiosk.office.people.views import PeopleAction
from kiosk.office.touch_kit.room import GoTo, LendTo
from kiosk.office.touch_kit.views import (
    Confirm,
    Confirmation,
    DayCell,
    Option,
    PickDay,
    PickOne,
    Trouble,
    TypeText,
    Working,
)
from kiosk.taps import Act, AnyTap, Tap, TapKey

BACK = Act(PeopleAction.BACK)
A_PAGE = 12
LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Back:
    """So many parts down; 0 stays. told: what was just done."""

    steps: int = 1
    told: Confirmation | None = None


class Part(Protocol):
    def tap(self, tap: AnyTap, at: datetime) -> "Move": ...
    def page(self, at: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Then:
    """This part has done its work: away with it, and on as the part below it would."""

    move: "Move"


Move = Part | Back | Then | GoTo | LendTo | None


def said(key: str, entry: UUID | None = None, **facts: Fact) -> Back:
    """Stay, and tell what was done; entry: by which it is undone."""
    return Back(0, told(key, entry, **facts))


def told(key: str, entry: UUID | None = None, **facts: Fact) -> Confirmation:
    return Confirmation(f"people.told.{key}", facts, None if entry is None else Act(PeopleAction.UNDO, entry.hex))


def pages_of(total: int, size: int) -> int:
    return max(1, -(-total // size))


def turned(subject: str, pages: int) -> int:
    """The page asked for, as far as there is one."""
    return min(max(0, int(subject)), pages - 1)


class Sorry:
    """What could not be done, and what to do next."""

    def __init__(self, code: str, **facts: Fact) -> None:
        self._page = Trouble(f"people.trouble.{code}", BACK, facts)

    def tap(self, _tap: AnyTap, _at: datetime) -> Move:
        return Back()

    def page(self, _at: datetime) -> object:
        return self._page


def refused(refusal: Refusal) -> Sorry:
    return Sorry(refusal.code, count=refusal.count)


class Ask:
    """A question before something that is not done lightly."""

    def __init__(self, key: str, then: Callable[[datetime], Move], danger: bool = False, **facts: Fact) -> None:
        self._page = Confirm(f"people.{key}", Act(PeopleAction.YES), BACK, facts, danger)
        self._then = then

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        return Then(self._then(at)) if tap == self._page.yes else Back()

    def page(self, _at: datetime) -> object:
        return self._page


class Pick:
    """One of many. options: of a page, with how many there are; then: what the chosen one leads to."""

    def __init__(
        self,
        key: str,
        options: Callable[[int], tuple[int, tuple[Option, ...]]],
        then: Callable[[str, datetime], Move],
        **facts: Fact,
    ) -> None:
        self._key, self._options, self._then, self._facts = f"people.{key}", options, then, facts
        self._at = 0

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.PICK, subject):
                return Then(self._then(subject, at))
            case Act(PeopleAction.TURN, subject):
                self._at = turned(subject, pages_of(self._options(0)[0], A_PAGE))
                return None
        return Back()

    def page(self, _at: datetime) -> object:
        total, options = self._options(self._at)
        pages = pages_of(total, A_PAGE)
        return PickOne(self._key, options, PeopleAction.PICK, BACK, self._at, pages, PeopleAction.TURN, self._facts)


def cut(options: tuple[Option, ...]) -> Callable[[int], tuple[int, tuple[Option, ...]]]:
    """Pages of options that are all known."""
    return lambda page: (len(options), options[page * A_PAGE : (page + 1) * A_PAGE])


class Days:
    """A day in a month, from `first` on."""

    def __init__(self, key: str, first: date, then: Callable[[date, datetime], Move], **facts: Fact) -> None:
        self._key, self._first, self._then, self._facts = f"people.{key}", first, then, facts
        self._month = first.replace(day=1)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.PICK, subject):
                return Then(self._then(date.fromisoformat(subject), at))
            case Act(PeopleAction.TURN, subject):
                year, month = map(int, subject.split("-"))
                self._month = max(date(year, month, 1), self._first.replace(day=1))
                return None
        return Back()

    def page(self, _at: datetime) -> object:
        following = (self._month + timedelta(days=31)).replace(day=1)
        days = tuple(
            DayCell(day, enabled=day >= self._first)
            for offset in range((following - self._month).days)
            if (day := self._month + timedelta(days=offset))
        )
        return PickDay(self._key, self._month, days, PeopleAction.PICK, PeopleAction.TURN, BACK, self._facts)


class Typing:
    """Letters and digits. entered: what the whole text leads to, nothing while it answers None; found: what the text
    finds already, and picked: what one of these leads to."""

    def __init__(
        self,
        key: str,
        entered: Callable[[str], Move],
        found: Callable[[str], tuple[Option, ...]],
        picked: Callable[[str], Move],
    ) -> None:
        self._key, self._entered, self._found, self._picked = f"people.{key}", entered, found, picked
        self._text = ""

    def tap(self, tap: AnyTap, _at: datetime) -> Move:
        match tap:
            case TapKey(sign):
                self._text = (self._text + sign)[:LONGEST_NAME]
                return None
            case Tap.BACKSPACE:
                self._text = self._text[:-1]
                return None
            case Act(PeopleAction.PICK, subject):
                return Then(self._picked(subject))
            case Tap.ENTER:
                move = self._entered(self._text.strip()) if self._text.strip() else None
                return None if move is None else Then(move)
        return Back()

    def page(self, _at: datetime) -> object:
        return TypeText(self._key, self._text, BACK, self._found(self._text), PeopleAction.PICK)


class Wait:
    """A job under way. then: what its result leads to."""

    def __init__(self, key: str, job: Job, then: Callable[[object, datetime], Move]) -> None:
        self._key, self.job, self._then = f"people.{key}", job, then

    def tap(self, tap: AnyTap, _at: datetime) -> Move:
        if tap == Act(PeopleAction.STOP):
            self.job.cancel()
        return None

    def ended(self, at: datetime) -> Move:
        failure = self.job.failure
        match failure:
            case None:
                return Then(self._then(self.job.result, at))
            case Cancelled():
                return Back()
            case UnusableFile():
                return Then(Sorry(f"file.{failure.code}", **failure.facts))
            case NothingToPrint():
                return Then(_nothing_printed(failure))
            case OSError():
                return Then(Sorry("no_room"))
        return Then(Sorry("not_done"))

    def page(self, _at: datetime) -> object:
        return Working(self._key, self.job.done, self.job.total, Act(PeopleAction.STOP))


def _nothing_printed(failure: NothingToPrint) -> Sorry:
    if failure.too_long:
        return Sorry("card_too_long", text=failure.too_long)
    if failure.lost:
        return Sorry("cards_lost", count=len(failure.lost))
    return Sorry("card_unreadable" if failure.unreadable else "nobody_to_print")
