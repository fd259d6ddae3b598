import cv2
import numpy as np
import pytest
import zxingcpp

from benchmarks.camera_bench import degrade
from benchmarks.camera_bench.codes import SHARES, Code, draw_code, with_check_digit
from benchmarks.camera_bench.readers import normalised
from benchmarks.camera_bench.sheets import GRAIN, Sheet, draw_sheet
from benchmarks.camera_bench.shots import (
    FACTORS,
    MOST_DEFOCUS,
    MOST_GLARE,
    MOST_MOTION,
    NARROWEST,
    SIZE,
    hard_shot,
    mild_shot,
    shot_of,
    take,
)
from benchmarks.camera_bench.stage import Blur, Pose, code_corners, hold_up, projection
from kiosk.hardware.scan import Symbology

ISBN = Code(Symbology.EAN13, "9787115428028")


def chance():
    return np.random.default_rng(3)


def sides(corners):
    """Lengths of the top and the left side."""
    return np.hypot(*(corners[1] - corners[0])), np.hypot(*(corners[3] - corners[0]))


def striped_sheet():
    """Bars of one module, dark and light in turn."""
    stripes = np.repeat(np.tile(np.uint8([0, 200]), 40), GRAIN)
    image = np.repeat(np.repeat(stripes[None], 40 * GRAIN, axis=0)[..., None], 3, axis=2)
    return Sheet(image, ISBN, (0.0, 0.0, 80.0, 40.0))


def held(blur, module=1.5):
    """The middle rows of a picture full of the stripes, each row of them the same."""
    sheet, size = striped_sheet(), (110, 60)
    background = np.zeros((size[1], size[0], 3), np.uint8)
    image = hold_up(sheet, projection(sheet, Pose(module), size), blur, background, samples=6)
    return image[25:35, 10:-10, 0]


@pytest.mark.parametrize("kind", SHARES)
def test_a_drawn_code_says_what_it_is_said_to_say(kind):
    code = draw_code(chance(), kind)
    [found] = zxingcpp.read_barcodes(cv2.cvtColor(draw_sheet(code, chance()).image, cv2.COLOR_BGR2GRAY))
    assert normalised(found.format.name, found.text) == (code.symbology, code.text)


def test_a_check_digit_is_that_of_the_standard():
    assert with_check_digit("978711542802") == "9787115428028"


def test_the_bars_are_as_wide_as_the_pose_says():
    sheet = draw_sheet(ISBN, chance())
    width, height = sides(code_corners(sheet, projection(sheet, Pose(2.0), SIZE)))
    assert width == pytest.approx(2.0 * 95)
    assert height == pytest.approx(2.0 * sheet.box[3])


def test_a_code_turned_away_is_foreshortened_and_its_near_end_is_larger():
    sheet = draw_sheet(ISBN, chance())
    corners = code_corners(sheet, projection(sheet, Pose(2.0, yaw=55), SIZE))
    assert np.ptp(corners[:, 0]) == pytest.approx(2.0 * 95 * np.cos(np.radians(55)), rel=0.05)
    left, right = corners[3, 1] - corners[0, 1], corners[2, 1] - corners[1, 1]
    assert abs(left / right - 1) > 0.1


def test_pixels_hold_the_mean_of_what_lies_under_them():
    assert held(Blur()).mean() == pytest.approx(100, abs=3)


def test_motion_of_two_modules_leaves_nothing_of_the_finest_bars():
    assert np.ptp(held(Blur())) > 100
    assert np.ptp(held(Blur(motion=2 * 1.5))) < 12
    assert np.ptp(held(Blur(motion=2 * 1.5, direction=90))) > 100


def test_blur_moves_light_and_loses_none():
    point = np.zeros((61, 61), np.float32)
    point[30, 30] = 1000
    for blurred in (degrade.smear(point, 9, 30), degrade.disc(point, 5)):
        y, x = np.mgrid[:61, :61]
        assert blurred.sum() == pytest.approx(1000, rel=1e-3)
        assert ((blurred * x).sum() / 1000, (blurred * y).sum() / 1000) == pytest.approx((30, 30), abs=0.05)
        assert blurred.max() < 200


def test_too_much_light_thins_dark_bars():
    bar = np.full((20, 40, 3), 200, np.float32)
    bar[:, 15:25] = 20
    dark = [(degrade.overexpose(bar, gain, 1.5)[10, :, 0] < 128).sum() for gain in (1, 2, 4)]
    assert dark[0] > dark[1] > dark[2] > 0


def test_glare_whitens_its_core_only():
    dark = np.full((100, 100, 3), 40, np.float32)
    lit = degrade.shine(dark, (50, 50), np.array([20, 0]), np.array([0, 10]))[..., 0]
    assert lit[50, 50] == 255
    assert lit[50, 69] > lit[69, 50]
    assert lit[5, 5] == 40


def test_a_seed_is_one_picture():
    first, again = take(hard_shot(5)), take(hard_shot(5))
    assert np.array_equal(first[0], again[0])
    assert first[1] == again[1]
    assert first[0].shape == (SIZE[1], SIZE[0], 3)


@pytest.mark.parametrize("factor", FACTORS)
def test_all_levels_of_a_factor_show_the_same_code_at_the_same_place(factor):
    shots = [shot_of(factor, level, 4) for level in FACTORS[factor]]
    assert len({(shot.seed, shot.place) for shot in shots}) == 1
    assert {getattr(shot, factor) for shot in shots if factor != "rotation"} <= set(FACTORS[factor])


def test_the_hard_mix_is_hard_and_holds_nothing_that_cannot_be_read():
    shots = [hard_shot(seed) for seed in range(300)]
    for shot in shots:
        assert shot.motion < MOST_MOTION
        assert shot.defocus < MOST_DEFOCUS
        assert shot.glare < MOST_GLARE
        assert shot.narrowest >= NARROWEST
        assert shot.light == 1 or shot.exposure == 1
    assert np.ptp([shot.rotation for shot in shots]) > 170
    assert np.mean([shot.motion for shot in shots]) > np.mean([mild_shot(seed).motion for seed in range(300)])
