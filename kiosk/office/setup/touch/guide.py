"""The first-run guide while somebody is at it: eight steps, each on its own page, from nothing to lending.

It begins without a PIN, at a station that is empty; from the moment there is a librarian it is his."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from kiosk.lending.desk import Desk
from kiosk.lending.staffing import StaffMember
from kiosk.office.actors import FOUNDER, Actor
from kiosk.office.jobs import Jobs
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from kiosk.office.setup import guide
from kiosk.office.setup.first_school import school_name
from kiosk.office.setup.touch.cards import CardsPage
from kiosk.office.setup.touch.choices import ChoicePage
from kiosk.office.setup.touch.librarian import PinPage
from kiosk.office.setup.touch.lists import ListPage
from kiosk.office.setup.touch.school import SchoolPage
from kiosk.office.setup.touch.step import Progress
from kiosk.office.setup.views import AllDone, FirstRun, SetupAction, SetupStep
from kiosk.office.touch_kit.page import GoTo, Move, Page, RoomContext, TouchRoom
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.views import Confirmation
from kiosk.taps import Act, AnyTap, FrameAction

Asked = Literal["leave", "office"] | None
NOBODY = StaffMember(UUID(int=0), "", "")
FEATURE = "setup"


class GuideSession:
    """member: None at an empty station, until the first librarian has made himself."""

    def __init__(self, desk: Desk, places: Places, jobs: Jobs, member: StaffMember | None, at: datetime) -> None:
        self.member = member
        self._progress = Progress()
        if member is None:
            self._context = RoomContext(desk, NOBODY, FOUNDER, places, jobs)
            self._room = TouchRoom(self._context, FEATURE, (PinPage(self._context, self._begin),))
        else:
            self._context = RoomContext(desk, member, Actor(member.id, Role(member.role)), places, jobs)
            self._room = self._room_at(guide.next_step(guide.step_states()), at)

    @property
    def is_busy(self) -> bool:
        return self._context.jobs.busy

    def tap(self, tap: AnyTap, at: datetime) -> Asked:
        """leave: for now; office: the guide is at its end."""
        if self.is_busy and tap != Act(FrameAction.STOP):
            return None
        if self.member is not None:
            match tap:
                case Act(SetupAction.LEAVE):
                    return "leave"
                case Act(SetupAction.OPEN, step) if step != SetupStep.PIN:
                    self._room = self._room_at(SetupStep(step), at)
                    return None
        return "office" if self._room.tap(tap, at) is not None else None

    def view(self, at: datetime) -> FirstRun:
        page = self._room.view(at)
        return FirstRun(guide.step_states(), self._progress.now, page, self._context.member.name, self._room.told)

    def _begin(self, member: StaffMember, at: datetime) -> Move:
        """From here on it is the librarian's."""
        here = self._context
        self.member = member
        self._context = RoomContext(here.desk, member, Actor(member.id, Role(member.role)), here.places, here.jobs)
        self._room = self._room_at(guide.next_step(guide.step_states()), at)
        self._room.told = Confirmation("guide.pin_is_set", {"name": member.name})
        return None

    def _room_at(self, step: SetupStep, at: datetime) -> TouchRoom:
        self._progress.open(step)
        pages = (BelowTheSteps(self._context, self._progress), page_of(self._context, self._progress, at))
        return TouchRoom(self._context, FEATURE, pages)


class BelowTheSteps(Page):
    """Whoever is done with a step comes to the next one that nobody has seen to, and at the end stays here."""

    def __init__(self, context: RoomContext, progress: Progress) -> None:
        self._context, self._progress = context, progress

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        if not self._progress.is_over or tap != Act(SetupAction.FINISH):
            return None
        ended = guide.finish(self._context.desk, self._context.actor, at)
        return ended if isinstance(ended, NotDone) else GoTo("today")

    def ended(self, at: datetime) -> Move:
        if self._progress.is_over:
            return None
        self._progress.open(guide.next_step(guide.step_states(), self._progress.now))
        return page_of(self._context, self._progress, at)

    def view(self, at: datetime) -> AllDone:
        people, copies = guide.counts()
        return AllDone(school_name(), people, copies)


def page_of(context: RoomContext, progress: Progress, at: datetime) -> Page:
    """The step that the guide is at; the first one is over by then."""
    match progress.now:
        case SetupStep.SCHOOL:
            return SchoolPage(context, at)
        case SetupStep.READERS | SetupStep.BOOKS as kind:
            return ListPage(context, kind)
        case SetupStep.CARDS:
            return CardsPage(context, progress)
    return ChoicePage(context, progress.now)
