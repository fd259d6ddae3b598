"""Which screen shows which view. A view that is missing here is a bug, found by tests/screens."""

from kiosk.screens.base import Screen
from kiosk.screens.welcome import WelcomeScreen
from kiosk.views import View, Welcome

SCREENS: dict[type[View], type[Screen]] = {
    Welcome: WelcomeScreen,
}
