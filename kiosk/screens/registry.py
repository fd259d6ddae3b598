"""Which screen shows which view. A view that is missing here is a bug, found by tests/screens."""

from kiosk.office.today.notice_views import NoticeDetail, Notices
from kiosk.screens.ask_for_card import AskForCardScreen
from kiosk.screens.ask_kind import AskKindScreen
from kiosk.screens.base import Screen
from kiosk.screens.camera_lost import CameraLostScreen
from kiosk.screens.devices import DevicesScreen
from kiosk.screens.find_patron import FindPatronScreen
from kiosk.screens.finished import FinishedScreen
from kiosk.screens.keypad import KeypadScreen
from kiosk.screens.lane import LaneScreen
from kiosk.screens.my_loans import MyLoansScreen
from kiosk.screens.notice_detail import NoticeDetailScreen
from kiosk.screens.notices import NoticesScreen
from kiosk.screens.office.office_screen import OfficeScreen
from kiosk.screens.office.setup.guide_screen import GuideScreen
from kiosk.screens.out_of_service import OutOfServiceScreen
from kiosk.screens.pin import PinScreen
from kiosk.screens.returned_without_card import ReturnedWithoutCardScreen
from kiosk.screens.same_child import SameChildScreen
from kiosk.screens.search import SearchScreen
from kiosk.screens.staff_menu import StaffMenuScreen
from kiosk.screens.visit import VisitScreen
from kiosk.screens.welcome import WelcomeScreen
from kiosk.selfcheck.views import (
    AskForCard,
    AskKind,
    AskSameChild,
    CameraLost,
    Devices,
    FindPatron,
    Finished,
    FirstRun,
    Keypad,
    Lane,
    MyLoans,
    Office,
    OutOfService,
    Pin,
    ReturnedWithoutCard,
    Search,
    StaffMenu,
    View,
    Visit,
    Welcome,
)

SCREENS: dict[type[View], type[Screen]] = {
    Welcome: WelcomeScreen,
    Visit: VisitScreen,
    MyLoans: MyLoansScreen,
    Finished: FinishedScreen,
    AskForCard: AskForCardScreen,
    AskKind: AskKindScreen,
    AskSameChild: SameChildScreen,
    CameraLost: CameraLostScreen,
    Devices: DevicesScreen,
    FindPatron: FindPatronScreen,
    FirstRun: GuideScreen,
    Keypad: KeypadScreen,
    Lane: LaneScreen,
    NoticeDetail: NoticeDetailScreen,
    Notices: NoticesScreen,
    Office: OfficeScreen,
    OutOfService: OutOfServiceScreen,
    Pin: PinScreen,
    ReturnedWithoutCard: ReturnedWithoutCardScreen,
    Search: SearchScreen,
    StaffMenu: StaffMenuScreen,
}
