"""Draws the pages of readers, classes and staff."""

from collections.abc import Callable, Mapping

from kiosk.office.people import views
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.people.accounts import draw_account, draw_accounts, draw_new_pin
from kiosk.screens.office.people.promotion import (
    draw_class,
    draw_classes,
    draw_leavers,
    draw_promotion,
    draw_roster,
)
from kiosk.screens.office.people.readers import draw_patron, draw_people

PAGES: Mapping[type[PageView], Callable] = {
    views.AccountList: draw_accounts,
    views.AccountPage: draw_account,
    views.ClassList: draw_classes,
    views.ClassPage: draw_class,
    views.LeaverLoans: draw_leavers,
    views.NewPin: draw_new_pin,
    views.PatronPage: draw_patron,
    views.PeopleList: draw_people,
    views.PromotionPage: draw_promotion,
    views.RosterPage: draw_roster,
}
