"""What staff do at the station itself, behind their PIN: find a patron without a card, the lane, the librarian's list,
leave the app."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from kiosk.circulation.model import PatronFacts
from kiosk.circulation.naming import Choice
from kiosk.hardware.scan import Scan
from kiosk.lending.desk import Desk
from kiosk.lending.notices import count_open
from kiosk.lending.people import class_name, classes, patrons_of
from kiosk.lending.staffing import StaffMember
from kiosk.office.actors import Actor
from kiosk.office.features import FEATURES, Feature
from kiosk.office.jobs import Jobs
from kiosk.office.permissions import Role
from kiosk.office.setup.guide import guide_is_open
from kiosk.office.setup.touch.guide import GuideSession
from kiosk.office.today.notice_desk import NoticeDesk
from kiosk.office.touch_kit.page import LeaveApp, LendTo, RoomContext
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.rail import features_for
from kiosk.office.touch_kit.session import OfficeSession
from kiosk.selfcheck import views
from kiosk.selfcheck.sign_in import SignIn
from kiosk.selfcheck.staff_views import Devices, FindPatron, PinPurpose, StaffMenu
from kiosk.taps import AnyTap, Tap, TapChoice, TapKey

TYPING = timedelta(seconds=20)
CHOOSING = timedelta(seconds=60)
WATCHING = timedelta(minutes=5)
OFFICE = timedelta(minutes=5)  # without a touch; then the PIN is asked for again
A_PAGE = 12

Asked = PatronFacts | Literal["lane", "exit", "override", "back"] | None


def never() -> bool:
    """A station that is no school's beginning: it has joined a centre, or a test has no use for the guide."""
    return False


@dataclass(frozen=True, slots=True)
class OfficeSetup:
    """places: where its files come from and go to; guide_needed: whether it is still empty, so that anybody may open
    the first-run guide. features: the office's; at_a_branch: with what a station that follows a centre has."""

    places: Places = field(default_factory=Places)
    guide_needed: Callable[[], bool] = never
    features: tuple[Feature, ...] = FEATURES
    at_a_branch: bool = False


class StaffDesk:
    """`tap` answers what the station is to do next, None while it stays here."""

    def __init__(self, desk: Desk, purpose: PinPurpose, office_setup: OfficeSetup) -> None:
        self._desk, self._office_setup = desk, office_setup
        self._sign_in: SignIn | None = SignIn(desk, purpose)
        self._purpose = purpose
        self._finding = False
        self._notices: NoticeDesk | None = None
        self._office: OfficeSession | None = None
        self._guide: GuideSession | None = None
        self.watches_camera = False  # what is read then is shown there and concludes nothing
        self._class: UUID | None = None
        self._page = 0
        self.member: StaffMember | None = None

    @classmethod
    def at_an_empty_station(cls, desk: Desk, office_setup: OfficeSetup, at: datetime) -> "StaffDesk":
        """The first-run guide, before there is any PIN."""
        staff_desk = cls(desk, PinPurpose.STAFF_MENU, office_setup)
        staff_desk._sign_in = None
        staff_desk._guide = GuideSession(desk, office_setup.places, Jobs(desk.db), None, at)
        return staff_desk

    @property
    def is_nobodys(self) -> bool:
        """The guide is open, and whoever stands there has shown no PIN: there is none."""
        return self._guide is not None and self._guide.member is None

    @property
    def signed_in(self) -> StaffMember:
        """Of all that lies behind the PIN: whose it was."""
        assert self.member is not None
        return self.member

    @property
    def _actor(self) -> Actor:
        return Actor(self.signed_in.id, Role(self.signed_in.role))

    @property
    def span(self) -> timedelta | None:
        """None: it stays as long as the station is empty."""
        if self.is_nobodys:
            return None
        if self.watches_camera:
            return WATCHING
        if self._office is not None or self._guide is not None:
            return OFFICE
        return TYPING if self._sign_in else CHOOSING

    @property
    def is_busy(self) -> bool:
        return any(session is not None and session.is_busy for session in (self._office, self._guide))

    @property
    def takes_scans(self) -> bool:
        """What is read then is for the one who sits here, and begins nobody's visit."""
        return self.watches_camera or self._office is not None or self._guide is not None

    def scan(self, scan: Scan, at: datetime) -> None:
        if self._office is not None:
            self._office.scan(scan, at)

    def tap(self, tap: AnyTap, at: datetime) -> Asked:
        if self._sign_in is not None:
            return self._tap_pin(self._sign_in, tap, at)
        if self._guide is not None:
            return self._tap_guide(self._guide, tap, at)
        if self._finding:
            return self._tap_finding(tap)
        if self.watches_camera:
            self.watches_camera = tap not in (Tap.BACK, Tap.DISMISS, Tap.FINISH)
            return None
        if self._notices is not None:
            self._notices = self._notices if self._notices.tap(tap, at) else None
            return None
        if self._office is not None:
            return self._tap_office(self._office, tap, at)
        match tap:
            case Tap.NO_CARD:
                self._finding = True
            case Tap.NOTICES:
                self._notices = NoticeDesk(self._desk, self._actor)
            case Tap.DEVICES:
                self.watches_camera = True
            case Tap.OFFICE if self._has_office:
                self._open_office()
            case Tap.OPEN_LANE:
                return "lane"
            case Tap.EXIT:
                return "exit"
            case Tap.BACK | Tap.DISMISS | Tap.FINISH:
                return "back"
        return None

    def _open_office(self) -> None:
        actor = self._actor
        context = RoomContext(self._desk, self.signed_in, actor, self._office_setup.places, Jobs(self._desk.db))
        self._office = OfficeSession(
            context, features_for(actor, self._office_setup.features, self._office_setup.at_a_branch)
        )

    def _tap_guide(self, guide: GuideSession, tap: AnyTap, at: datetime) -> Asked:
        asked = guide.tap(tap, at)
        self.member = guide.member
        if asked is not None:
            self._guide = None
            if asked == "office" and self._has_office:
                self._open_office()
        return None

    def _tap_office(self, office: OfficeSession, tap: AnyTap, at: datetime) -> Asked:
        if tap is Tap.DISMISS:
            return "back"
        match office.tap(tap, at):
            case LendTo(patron):
                return self._desk.facts.patron_by_id(patron)
            case LeaveApp():
                return "exit"
        return None

    @property
    def _has_office(self) -> bool:
        return bool(self._office_setup.features) and self.signed_in.role == Role.LIBRARIAN

    def _tap_pin(self, sign_in: SignIn, tap: AnyTap, at: datetime) -> Asked:
        match tap:
            case TapKey(character):
                self.member = sign_in.key(character, at)
            case Tap.BACKSPACE:
                sign_in.backspace()
            case Tap.SWITCH_STAFF:
                sign_in.switch()
            case Tap.BACK | Tap.DISMISS | Tap.FINISH:
                return "back"
        if self.member is None:
            return None
        self._sign_in = None
        self._finding = self._purpose is PinPurpose.FIND_PATRON
        if self._purpose is PinPurpose.STAFF_MENU and self._has_office and guide_is_open():
            self._guide = GuideSession(self._desk, self._office_setup.places, Jobs(self._desk.db), self.member, at)
        return "override" if self._purpose is PinPurpose.OVERRIDE else None

    def _tap_finding(self, tap: AnyTap) -> Asked:
        match tap:
            case TapChoice(chosen) if self._class is None:
                self._class, self._page = chosen, 0
            case TapChoice(chosen):
                return self._desk.facts.patron_by_id(chosen)
            case Tap.NEXT_PAGE:
                self._page = min(self._page + 1, self._pages() - 1)
            case Tap.PREVIOUS_PAGE:
                self._page = max(0, self._page - 1)
            case Tap.BACK if self._class is not None:
                self._class, self._page = None, 0
            case Tap.BACK | Tap.DISMISS | Tap.FINISH:
                return "back"
        return None

    def _choices(self) -> tuple[int, tuple[Choice, ...]]:
        if self._class is None:
            return classes(self._page, A_PAGE)
        return patrons_of(self._class, self._page, A_PAGE)

    def _pages(self) -> int:
        return max(1, -(-self._choices()[0] // A_PAGE))

    def view(self, at: datetime) -> views.View:
        if self._sign_in is not None:
            return self._sign_in.view(at)
        if self._guide is not None:
            return self._guide.view(at)
        if self.watches_camera:
            return Devices()
        if self._notices is not None:
            return self._notices.view
        if self._office is not None:
            return self._office.view(at)
        if not self._finding:
            return StaffMenu(self.signed_in.name, count_open(), self._has_office)
        _, choices = self._choices()
        name = class_name(self._class) if self._class else ""
        return FindPatron(name, choices, self._page, self._pages())
