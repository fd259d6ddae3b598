"""What a station makes of codes that carry a check digit, and of those that have none."""

import pytest

from db import models
from kiosk.circulation.barcodes import card_text
from kiosk.hardware.scan import Scan, Source, Symbology
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.rules.files import load_patterns
from kiosk.selfcheck import views
from tests import school

HORSE = "9787506380263"
CODABAR = "[[pattern]]\nkind = '{}'\nexpression = '\\d{{14}}'\nsymbology = 'CODABAR'\ncheck = 'codabar14'\n"


@pytest.fixture(autouse=True)
def shelf(database):
    school.patron("0189", "王小明", school.school_class("三(2)班"))
    school.patron("21234000000018", "李丽")
    school.policy(category="student")
    school.record(HORSE, "马", copies=1, labels=("31234000000016",))


def held(corner, text, symbology):
    return corner.station.scan(Scan(text, symbology, Source.CAMERA, 1, 0.0, 0.0)).outcomes


def load(corner, text):
    load_patterns(corner.desk, AT_COMMAND_LINE, corner.clock(), text)


def test_a_card_printed_here_opens_the_visit(corner):
    corner.show(card_text("0189"))
    assert corner.outcomes[-1].patron == "0189"


def test_a_lost_card_opens_nobodys_visit_once_there_is_another(corner):
    models.Patron.update(card_issue=2).where(models.Patron.number == "0189").execute()
    corner.show(card_text("0189"))
    assert corner.outcomes[-1].codes == ("card_reported_lost",)
    assert not isinstance(corner.station.view, views.Visit)
    corner.show(card_text("0189", 2))
    assert corner.outcomes[-1].patron == "0189"
    corner.show(HORSE)
    assert [loan.patron.number for loan in models.Loan.select()] == ["0189"]


def test_a_card_whose_check_digit_is_wrong_is_nobodys(corner):
    corner.show("R0189-8")
    assert corner.outcomes[-1].codes == ("unknown_barcode",)


@pytest.mark.parametrize("symbology", [Symbology.CODE39, Symbology.CODABAR])
def test_bars_that_fit_no_pattern_are_passed_over_without_a_word(corner, symbology):
    before = corner.station.view
    assert held(corner, "$7-:", symbology) == ()
    corner.wait(1)
    assert corner.station.view == before and corner.outcomes == []


def test_library_codabar_is_told_by_its_first_digit_and_its_check(corner):
    load(corner, CODABAR.format("patron_card") + CODABAR.format("item_label"))
    assert held(corner, "21234000000019", Symbology.CODABAR) == ()
    (visit,) = held(corner, "21234000000018", Symbology.CODABAR)
    assert (visit.kind, visit.patron) == ("visit", "21234000000018")
    (lent,) = held(corner, "31234000000016", Symbology.CODABAR)
    assert (lent.kind, lent.record) == ("check_out", HORSE)


def test_a_station_takes_the_new_patterns_at_the_next_code(corner):
    corner.show("0189")
    corner.another_day()
    load(corner, CODABAR.format("patron_card"))
    corner.show("0189")
    assert corner.outcomes[-1].codes == ("unknown_barcode",)


def test_a_packet_with_eight_digits_is_no_book_even_if_a_label_has_the_same(corner):
    school.record("9787544270878", "猫", copies=1, labels=("96385074",))
    [outcome] = held(corner, "96385074", Symbology.EAN8)
    assert outcome.codes == ("not_a_book",)
