"""A page of a feature as a state machine without Kivy, what its taps lead to, and the room that holds the pages."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from uuid import UUID

from kiosk.circulation.denials import Fact
from kiosk.hardware.scan import Scan
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import StaffMember
from kiosk.lending.storage import TakenMeanwhile
from kiosk.office.actors import Actor
from kiosk.office.editing import undo
from kiosk.office.jobs import Jobs
from kiosk.office.refusal import Gone, NotDone
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.views import Confirmation, PageView, Trouble
from kiosk.taps import Act, AnyTap, FrameAction, Tap


@dataclass(frozen=True)
class RoomContext:
    """What every page works with. actor: the member, as use-cases take it."""

    desk: Desk
    member: StaffMember
    actor: Actor
    places: Places
    jobs: Jobs = field(compare=False)

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The school's language: of documents, file names and what is kept, whatever the screen speaks."""
        return load_catalogue(LANGUAGES[0])


# --- what a tap leads to -----------------------------------------------------------------------------------------

TakeBack = Callable[[datetime], NotDone | None]


@dataclass(frozen=True, slots=True)
class Back:
    """So many pages down."""

    steps: int = 1


ALL = sys.maxsize  # steps, to the first page


@dataclass(frozen=True, slots=True)
class Replace:
    """This page has done its work: away with it, and on as the page below it would. steps: so many pages."""

    move: "Move"
    steps: int = 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice was made. Another choice is laid on top, so that back leads here again; at anything else, all choices
    that have led there are done with."""

    move: "Move"


@dataclass(frozen=True, slots=True)
class Done:
    """Say what was done in the words of `key`. undo: the audit entry or what takes it back, None where nothing does.
    steps: so many pages down first."""

    key: str
    undo: UUID | TakeBack | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    steps: int = 0


def told(key: str, answer: UUID | NotDone | None, steps: int = 0, **facts: Fact) -> Done | NotDone:
    """What a use-case has answered, said. answer: the audit entry, None where nothing takes it back."""
    return answer if isinstance(answer, NotDone) else Done(key, answer, facts, steps)


@dataclass(frozen=True, slots=True)
class GoTo:
    """Open another feature, by its name, at what `subject` says there."""

    feature: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class LendTo:
    """Leave the office and begin this patron's visit."""

    patron: UUID


@dataclass(frozen=True, slots=True)
class LeaveApp:
    """Close the station."""


Answer = GoTo | LendTo | LeaveApp | None


class Page(ABC):
    """What lies on the pages before it until it is left.

    A tap answers with a page to lay on top, another move, a NotDone to be said, or None to stay. is_still: what it
    shows changes by taps alone, so it is made once for each. is_choice: one of the steps to something, see Chosen.
    pager: turned by the room."""

    is_still: bool = False
    is_choice: bool = False
    pager: Pager | None = None

    def tap(self, tap: AnyTap, at: datetime) -> "Move":
        return None

    def scan(self, scan: Scan, at: datetime) -> "Move":
        """A code was read; most pages have no use for it."""
        return None

    def back(self, at: datetime) -> "Move":
        return Back()

    def ended(self, at: datetime) -> "Move":
        """Where it leads by itself, None while it stays."""
        return None

    @abstractmethod
    def view(self, at: datetime) -> PageView: ...


Move = Page | Back | Replace | Chosen | Done | NotDone | GoTo | LendTo | LeaveApp | None


class TroublePage(Page):
    """What could not be done, and what to do next; any touch leads back."""

    def __init__(self, key: str, facts: Mapping[str, Fact] | None = None) -> None:
        self._view = Trouble(key, facts or {})

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        return Back()

    def view(self, at: datetime) -> Trouble:
        return self._view


# Said the same in every room; all other codes are the feature's own.
GENERAL = frozenset({"not_allowed", "not_done", "not_saved"})


class TouchRoom:
    """The pages of one feature while somebody is in it: the last one is shown, the first one stays.

    name: the feature's, under whose «<name>.trouble.<code>» a NotDone is said."""

    def __init__(self, context: RoomContext, name: str, pages: Sequence[Page]) -> None:
        self.told: Confirmation | None = None
        self._context, self._name = context, name
        self._pages = list(pages)
        self._undo: TakeBack | None = None
        self._shown: PageView | None = None

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        self._shown = self.told = None
        if tap == Act(FrameAction.UNDO):
            self._take_back(at)
            return None
        return self._safely(lambda page: self._tapped(page, tap, at), at)

    def scan(self, scan: Scan, at: datetime) -> Answer:
        self._shown = None
        return self._safely(lambda page: page.scan(scan, at), at)

    def view(self, at: datetime) -> PageView:
        while (move := self._pages[-1].ended(at)) is not None:
            self._shown = None
            self._follow(move, at)
        page = self._pages[-1]
        if self._shown is None or not page.is_still:
            try:
                self._shown = page.view(at)
            except Gone:
                del self._pages[1:]
                return self.view(at)
        return self._shown

    def _tapped(self, page: Page, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.BACK) | Tap.BACK:
                return page.back(at)
            case Act(FrameAction.TURN, subject) if page.pager is not None:
                page.pager.turn(subject)
                return None
        return page.tap(tap, at)

    def _safely(self, tapped: Callable[[Page], Move], at: datetime) -> Answer:
        try:
            return self._follow(tapped(self._pages[-1]), at)
        except Gone:  # what the page is about is there no more
            del self._pages[1:]
        except TakenMeanwhile:
            self._pages.append(TroublePage("office.trouble.not_done"))
        except OSError:  # the stick was pulled out, or is full
            self._pages.append(TroublePage("office.trouble.not_saved"))
        return None

    def _follow(self, move: Move, at: datetime) -> Answer:
        match move:
            case None:
                return None
            case GoTo() | LendTo() | LeaveApp():
                return move
            case Back(steps):
                self._down(steps)
            case Replace(following, steps):
                self._down(steps)
                return self._follow(following, at)
            case Chosen(following):
                if not (isinstance(following, Page) and following.is_choice):
                    self._leave_choices()
                return self._follow(following, at)
            case Done(key, back, facts, steps):
                self._down(steps)
                self._undo = self._undoing(back) if isinstance(back, UUID) else back
                self.told = Confirmation(key, facts, self._undo is not None)
            case NotDone(code, facts):
                prefix = "office" if code in GENERAL else self._name
                self._pages.append(TroublePage(f"{prefix}.trouble.{code}", facts))
            case Page():
                self._pages.append(move)
        return None

    def _leave_choices(self) -> None:
        while len(self._pages) > 1 and self._pages[-1].is_choice:
            self._pages.pop()

    def _down(self, steps: int) -> None:
        del self._pages[max(1, len(self._pages) - steps) :]

    def _undoing(self, entry: UUID) -> TakeBack:
        def take_back(at: datetime) -> NotDone | None:
            stopped = undo(self._context.desk, self._context.actor, at, entry)
            # A deed that said what was so already has left no entry.
            return None if stopped is None or stopped.code == "unknown" else stopped

        return take_back

    def _take_back(self, at: datetime) -> None:
        back, self._undo = self._undo, None
        if back is None:
            return
        stopped = back(at)
        self.told = Confirmation("office.undone" if stopped is None else f"office.not_undone.{stopped.code}")
