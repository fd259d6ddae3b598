"""The pages of the rules, of the devices and of the first-run guide, and what draws each."""

from collections.abc import Callable, Mapping

from kiosk.office.rules import views
from kiosk.office.setup import views as guide
from kiosk.office.stations import views as devices
from kiosk.screens.office.rules.policies import draw_edit_policy, draw_policies
from kiosk.screens.office.rules.school_year import draw_school_year
from kiosk.screens.office.rules.trial import draw_try_it
from kiosk.screens.office.setup.steps import (
    draw_all_done,
    draw_cards,
    draw_choice,
    draw_list,
    draw_list_read,
    draw_school,
    draw_set_pin,
)
from kiosk.screens.office.stations.devices import draw_camera_room, draw_copy_ended, draw_update_log, draw_upkeep

HOUSE: Mapping[type, Callable] = {
    views.Policies: draw_policies,
    views.EditPolicy: draw_edit_policy,
    views.SchoolYear: draw_school_year,
    views.TryIt: draw_try_it,
    devices.CameraRoom: draw_camera_room,
    devices.CopyEnded: draw_copy_ended,
    devices.UpdateLog: draw_update_log,
    devices.Upkeep: draw_upkeep,
    guide.AllDone: draw_all_done,
    guide.CardsStep: draw_cards,
    guide.ChoiceStep: draw_choice,
    guide.ListRead: draw_list_read,
    guide.ListStep: draw_list,
    guide.SchoolStep: draw_school,
    guide.SetPin: draw_set_pin,
}
