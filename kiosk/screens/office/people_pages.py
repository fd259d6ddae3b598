"""Which function draws which page of the room of the readers."""

from kiosk.office_views import people as views
from kiosk.screens.office.people import draw_patron, draw_people
from kiosk.screens.office.people_staff import draw_account, draw_accounts, draw_new_pin
from kiosk.screens.office.people_year import (
    draw_class,
    draw_classes,
    draw_leavers,
    draw_promotion,
    draw_roster,
)

PEOPLE = {
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
