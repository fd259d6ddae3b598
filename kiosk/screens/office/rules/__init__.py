"""Draws the pages of the rules, the school year and the trial."""

from collections.abc import Callable, Mapping

from kiosk.office.rules import views
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.rules.policies import draw_edit_policy, draw_policies
from kiosk.screens.office.rules.school_year import draw_school_year
from kiosk.screens.office.rules.trial import draw_try_it

PAGES: Mapping[type[PageView], Callable] = {
    views.Policies: draw_policies,
    views.EditPolicy: draw_edit_policy,
    views.SchoolYear: draw_school_year,
    views.TryIt: draw_try_it,
}
