"""Draws the steps of the first-run guide."""

from collections.abc import Callable, Mapping

from kiosk.office.setup import views
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.setup.steps import (
    draw_all_done,
    draw_cards,
    draw_choice,
    draw_list,
    draw_list_read,
    draw_school,
    draw_set_pin,
)

PAGES: Mapping[type[PageView], Callable] = {
    views.AllDone: draw_all_done,
    views.CardsStep: draw_cards,
    views.ChoiceStep: draw_choice,
    views.ListRead: draw_list_read,
    views.ListStep: draw_list,
    views.SchoolStep: draw_school,
    views.SetPin: draw_set_pin,
}
