import cv2
import numpy as np
import pytest

from kiosk.hardware.camera_report import Advice, check
from kiosk.hardware.decoder import decode
from kiosk.hardware.picture_quality import figures_of, look_at
from kiosk.hardware.scan import Symbol, Symbology
from tests.pictures import CODE39, CODE128, EAN13, blurred, darkened, held_up, noisy, with_glare


def looked_at(picture, symbols=()):
    return look_at(cv2.cvtColor(noisy(picture), cv2.COLOR_BGR2GRAY), symbols)


def bars_in(picture, symbols=()):
    return looked_at(picture, symbols).codes[0]


def advice_on(picture):
    look = looked_at(picture, decode(picture))
    return check(figures_of(look.light, look.codes[0] if look.codes else None)).advice


@pytest.mark.parametrize("scale", [0.5, 0.7, 1.0, 2.0])
@pytest.mark.parametrize(("kind", "codes", "module"), [("book", EAN13, 3), ("card", CODE128, 4), ("card", CODE39, 2)])
def test_the_module_is_measured_without_reading_and_by_reading(kind, codes, module, scale):
    picture = held_up(kind, codes, scale)
    assert bars_in(picture).module == pytest.approx(module * scale, rel=0.04)
    read = bars_in(picture, decode(picture))
    assert read.text == codes[0][1]
    assert read.module == pytest.approx(module * scale, rel=0.04)


@pytest.mark.parametrize("sigma", [1.0, 1.5, 2.0, 3.0, 4.0])
def test_blur_is_measured_in_pixels_whether_the_code_is_read_or_not(sigma):
    picture = blurred(held_up("card", CODE128, 2.0), sigma)
    assert bars_in(picture).blur == pytest.approx(np.hypot(sigma, 1.0), rel=0.15)
    assert bars_in(picture, decode(picture)).blur == pytest.approx(np.hypot(sigma, 1.0), rel=0.15)


def test_a_sharp_picture_has_no_more_blur_than_its_pixels_make():
    assert bars_in(held_up("book", EAN13)).blur < 0.7


def test_bars_are_measured_that_are_too_dark_or_too_blurred_to_be_read():
    dark, soft = darkened(held_up("book", EAN13), 0.05), blurred(held_up("book", EAN13, 2.0), 5.0)
    assert not decode(noisy(dark)) and not decode(noisy(soft))
    assert bars_in(dark).paper == pytest.approx(0.05 * 255, abs=3)
    assert bars_in(soft).blur > 3


def test_glare_is_a_share_of_the_codes_width():
    plain = held_up("book", EAN13)
    read = bars_in(plain, decode(plain))
    left, right = read.region.centre[0] - read.region.width / 2, read.region.centre[0] + read.region.width / 2
    assert read.glare == 0
    for middle, radius in (((left + right) / 2, 70), (left + 40, 70), (right - 40, 70)):
        spoilt = with_glare(plain, (middle, 550), radius)
        assert not decode(spoilt)
        assert 0.25 < bars_in(spoilt).glare < 0.7
    assert bars_in(plain).glare < 0.15


def test_stripes_that_are_no_code_are_not_taken_for_one():
    shirt = np.full((720, 1280, 3), 200, np.uint8)
    shirt[200:500, 300:900] = np.where(np.arange(600) // 12 % 2, 40, 220)[None, :, None]
    assert looked_at(shirt).codes == ()
    assert looked_at(held_up("book", ())).codes == ()


@pytest.mark.parametrize("fill", [0, 128, 255])
@pytest.mark.parametrize("shape", [(1, 1), (20, 30), (720, 1280)])
def test_an_empty_picture_tells_its_light_only(shape, fill):
    look = look_at(np.full(shape, fill, np.uint8), ())
    assert (look.codes, look.light.median) == ((), fill)
    assert (look.light.black, look.light.burnt) == (fill == 0, fill == 255)


def test_a_text_that_its_symbology_cannot_hold_is_no_reason_to_stop():
    corners = ((10.0, 10.0), (90.0, 10.0), (90.0, 40.0), (10.0, 40.0))
    symbol = Symbol(Symbology.CODE39, "é~", corners, 1.0)
    assert look_at(np.full((60, 100), 200, np.uint8), [symbol]).codes == ()


@pytest.mark.parametrize(
    ("picture", "advice"),
    [
        (held_up("book", EAN13), Advice.NOTHING),
        (held_up("book", ()), Advice.SHOW_A_CODE),
        (darkened(held_up("book", EAN13), 0.12), Advice.MORE_LIGHT),
        (np.clip(held_up("card", CODE128) * 3.0, 0, 255).astype(np.uint8), Advice.LESS_LIGHT),
        (blurred(held_up("book", EAN13, 2.0), 3.0), Advice.SHARPER),
        (with_glare(held_up("book", EAN13), (640, 550), 70), Advice.LESS_GLARE),
        (held_up("book", EAN13, 0.36), Advice.NEARER),
    ],
    ids=lambda value: value.value if isinstance(value, Advice) else "",
)
def test_each_kind_of_poor_picture_gets_its_own_advice(picture, advice):
    assert advice_on(picture) is advice
