"""The chart as the PDF draws it, held before a good camera and before poor ones."""

import cv2
import numpy as np
import pytest

from kiosk.hardware.camera_report import Advice
from kiosk.hardware.chart import PAGE, QUIET, WIDTHS, chart_codes
from kiosk.hardware.chart_page import write_chart
from kiosk.hardware.chart_reading import sight
from kiosk.hardware.chart_report import ChartLine, ChartVerdict, finest_of, report_on
from kiosk.hardware.decoder import decode
from kiosk.hardware.scan import Symbology
from tests.pictures import blurred, darkened, noisy
from tests.printed import page_held_up, page_of

pytestmark = pytest.mark.slow

LINEAR = [code for code in chart_codes() if code.symbology is not Symbology.QR]


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("chart") / "chart.pdf"
    write_chart(path, "检查图 Chart", ["平 flat"], "100 mm")
    return page_of(path)


def report(pictures):
    sightings = [sight(picture, decode(picture), decode) for picture in pictures]
    return report_on(sightings, (1280, 720), 30.0, [5.0] * len(pictures))


def shown(page, millimetre, spoil=lambda picture: picture):
    """The whole chart row by row, as a hand moves it past the camera."""
    return [
        noisy(spoil(page_held_up(page, millimetre, (95, row), 3 - turn)), seed=turn)
        for turn, row in enumerate((110, 160, 210))
    ]


def test_every_code_on_the_page_holds_its_text_and_has_its_quiet_zones(page):
    dots = page.shape[1] / PAGE[0]
    for code in chart_codes():
        left, top = (code.left - code.quiet) * dots, (code.top - 1) * dots
        right, bottom = (code.left + code.width + code.quiet) * dots, (code.top + code.height) * dots
        cut = page[round(top) : round(bottom), round(left) : round(right)]
        margin = round((code.quiet - 0.2) * dots)
        assert cut[:, :margin].min() == cut[:, -margin:].min() == 255, code.text
        alone = cv2.copyMakeBorder(cut, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
        assert [symbol.text for symbol in decode(cv2.cvtColor(alone, cv2.COLOR_GRAY2BGR))] == [code.text]


def test_bars_have_the_width_that_is_written_below_them(page):
    dots = page.shape[1] / PAGE[0]
    for code in LINEAR:
        row = page[round((code.top + code.height / 2) * dots)] < 128
        own = row[round((code.left - 0.5) * dots) : round((code.left + code.width + 0.5) * dots)]
        edges = np.flatnonzero(np.diff(own.astype(int)))
        assert np.diff(edges).min() / dots == pytest.approx(code.module, abs=1.5 / dots)


def test_the_chart_fits_its_page_in_every_kind_and_width():
    assert {(code.symbology, code.module) for code in chart_codes()} == {
        (symbology, width)
        for symbology in (Symbology.EAN13, Symbology.CODE128, Symbology.CODE39, Symbology.CODABAR, Symbology.QR)
        for width in WIDTHS
    }
    assert len({code.text for code in chart_codes()}) == len(chart_codes())
    for code in chart_codes():
        assert code.left - code.quiet >= 5 and code.left + code.width + code.quiet <= PAGE[0] - 5
        assert code.top + code.height < PAGE[1] - 15
    assert all(code.quiet == pytest.approx(QUIET * code.module) for code in LINEAR)


def test_a_good_camera_is_good_for_the_usual_labels(page):
    good = report(shown(page, 7.5))
    assert (good.verdict, good.advice) == (ChartVerdict.GOOD, Advice.NOTHING)
    assert good.finest <= 0.33
    assert good.figures.module == pytest.approx(7.5 * 0.33, rel=0.04)
    assert good.read_at_all == 1.0


def test_a_camera_out_of_focus_is_too_weak_and_told_so(page):
    soft = report(shown(page, 5.5, lambda picture: blurred(picture, 2.6)))
    assert (soft.verdict, soft.advice, soft.finest) == (ChartVerdict.WEAK, Advice.SHARPER, None)
    assert soft.figures.blur > 1.8


def test_a_camera_that_hangs_too_far_away_is_told_to_come_nearer(page):
    far = report(shown(page, 2.6))
    assert far.verdict in (ChartVerdict.WEAK, ChartVerdict.LARGE_ONLY)
    assert far.advice is Advice.NEARER
    assert far.figures.module < 1


def test_a_dark_corner_is_told_to_switch_a_lamp_on(page):
    dark = report(shown(page, 5.5, lambda picture: darkened(picture, 0.05)))
    assert (dark.verdict, dark.advice) == (ChartVerdict.WEAK, Advice.MORE_LIGHT)


def test_slightly_soft_pictures_are_good_for_large_labels_only(page):
    soft = report(shown(page, 6.5, lambda picture: blurred(picture, 1.4)))
    assert soft.verdict is ChartVerdict.LARGE_ONLY
    assert soft.finest > 0.33


def test_without_a_chart_only_the_light_is_known():
    empty = report([np.full((720, 1280, 3), 150, np.uint8)])
    assert (empty.verdict, empty.advice, empty.frames) == (ChartVerdict.NOT_SEEN, Advice.SHOW_A_CODE, 0)
    assert (empty.figures.median, empty.figures.blur) == (150, None)
    assert all(line.rate is None for line in empty.lines)


def test_a_code_that_was_never_in_view_says_nothing_about_the_camera():
    def line(module, shown, read, symbology=Symbology.CODE128):
        return ChartLine(symbology, module, shown, read)

    assert finest_of([line(0.5, 0, 0), line(0.4, 10, 10), line(0.33, 10, 9)]) == 0.33
    assert finest_of([line(0.5, 10, 9), line(0.4, 10, 5), line(0.33, 10, 10)]) == 0.5
    assert finest_of([line(0.5, 10, 9), line(0.5, 10, 0, Symbology.QR)]) == 0.5
    assert finest_of([line(0.5, 0, 0)]) is None
