"""Degraded pictures of every kind through the whole watch, with time handed in."""

from itertools import pairwise
from math import pi, sin

import cv2
import numpy as np
import pytest

from kiosk.hardware.camera_status import Guidance
from kiosk.hardware.decoder import decode
from kiosk.hardware.guidance import STAYS, Guide, Scenery
from kiosk.hardware.picture_quality import look_at
from kiosk.hardware.picture_watch import PictureWatch
from tests.pictures import CODE128, EAN13, blurred, darkened, held_up, noisy, with_glare

pytestmark = pytest.mark.slow

RATE = 10.0
EXPOSURE = 1 / 30
EMPTY = held_up("card", ())


def watching():
    """A watch that has seen the empty room first."""
    watch = PictureWatch()
    watch.see(EMPTY, [], -2.0, busy=False, settled=False)
    return watch


def seen(picture_at, seconds, watch=None, since=0.0, settled=False, busy=True, rate=RATE):
    """(time, guidance, unreadable) after each frame. The pictures are such as no decoder reads."""
    watch = watch or watching()
    told = []
    for index in range(round(seconds * rate)):
        at = since + index / rate
        watch.see(noisy(picture_at(at), seed=index), [], at, busy=busy, settled=settled)
        told.append((at, watch.guidance, watch.unreadable))
    return told


def shaken(at):
    """A card that a hand moves to and fro, smeared over the time that the picture is exposed."""
    moments = [at - EXPOSURE * part / 6 for part in range(6)]
    views = [held_up("card", CODE128, at=(640 + 90 * sin(3 * pi * t), 360 + 20 * sin(3 * pi * t))) for t in moments]
    return np.mean(views, axis=0)


FAR = held_up("book", EAN13, 0.25)
NEAR = blurred(held_up("book", EAN13, 1.6), 4.2)
SHINY = with_glare(held_up("book", EAN13), (640, 550), 70)
DARK = darkened(held_up("book", EAN13), 0.05)


@pytest.mark.parametrize(
    ("picture", "guidance"),
    [
        (FAR, Guidance.NEARER),
        (NEAR, Guidance.FURTHER_AWAY),
        (SHINY, Guidance.TILT),
        (DARK, Guidance.MORE_LIGHT),
    ],
    ids=lambda value: value.value if isinstance(value, Guidance) else "",
)
def test_what_spoils_a_picture_is_named_after_a_moment_and_stays_named(picture, guidance):
    assert decode(noisy(picture)) == []
    told = seen(lambda at: picture, 2.0)
    assert all(said is None for at, said, _ in told if at < 0.6)
    assert all(said is guidance for at, said, _ in told if at >= 0.9)


def test_a_shaking_hand_is_asked_to_hold_still():
    watch, said = watching(), set()
    for index in range(30):
        at = index / RATE
        picture = noisy(shaken(at), seed=index)
        watch.see(picture, decode(picture), at, busy=True, settled=False)
        said.add(watch.guidance)
    assert said == {None, Guidance.HOLD_STILL}


def test_a_code_that_is_read_is_never_commented_on():
    assert {said for _, said, _ in seen(lambda at: NEAR, 3.0, settled=True)} == {None}


def test_guidance_ends_with_the_first_reading_and_when_the_thing_is_taken_away():
    watch = watching()
    assert seen(lambda at: NEAR, 1.5, watch)[-1][1] is Guidance.FURTHER_AWAY
    assert seen(lambda at: NEAR, 0.1, watch, since=1.5, settled=True)[-1][1] is None
    assert seen(lambda at: NEAR, 1.5, watch, since=2.0)[-1][1] is Guidance.FURTHER_AWAY
    assert seen(lambda at: EMPTY, 1.2, watch, since=3.5)[-1][1] is None


def test_what_is_not_read_for_five_seconds_is_unreadable_until_it_is_gone():
    watch = watching()
    told = seen(lambda at: DARK, 6.0, watch, busy=False)
    assert not any(unreadable for at, _, unreadable in told if at < 5)
    assert all(unreadable for at, _, unreadable in told if at >= 5.4)
    assert not seen(lambda at: EMPTY, 1.5, watch, since=6.0)[-1][2]


def test_causes_that_come_and_go_do_not_make_the_guidance_flicker():
    guide, changes = Guide(), []
    for index in range(200):
        at, before = index * 0.15, guide.guidance
        guide.sees_unread((Guidance.TILT, Guidance.NEARER)[index // 3 % 2], at)
        if guide.guidance is not before:
            changes.append(at)
    assert all(later - sooner >= STAYS for sooner, later in pairwise(changes))


def test_a_short_gap_does_not_begin_the_five_seconds_anew():
    guide = Guide()
    for index in range(60):
        if index % 7 < 5:
            guide.sees_unread(None, index / RATE)
        else:
            guide.sees_nothing(index / RATE)
    assert guide.unreadable


def test_bars_that_stay_where_they_are_belong_to_the_room():
    watch = watching()
    told = seen(lambda at: FAR, 30.0, watch, busy=False, rate=2)
    assert told[30][2] and told[-1][1:] == (None, False)
    held = seen(lambda at: NEAR, 2.5, watch, since=30.0)
    assert held[-1][1] is Guidance.FURTHER_AWAY


def test_what_is_in_view_when_the_camera_starts_is_the_room():
    told = seen(lambda at: FAR, 6.0, PictureWatch(), rate=4)
    assert {(said, unreadable) for _, said, unreadable in told} == {(None, False)}


def test_a_part_of_the_room_is_known_again_after_somebody_has_stood_before_it():
    scenery, shelf = Scenery(), look_at(cv2.cvtColor(FAR, cv2.COLOR_BGR2GRAY), ()).codes
    scenery.without((), -5.0)
    assert scenery.without(shelf, 0.0) == list(shelf)
    for second in range(25):
        scenery.without(shelf, second)
    assert scenery.without((), 40.0) == []
    assert scenery.without(shelf, 60.0) == []
    assert scenery.without(shelf, 500.0) == list(shelf)


@pytest.mark.parametrize("shape", [(0, 0, 3), (1, 1, 3), (40, 60), (40, 60, 4), (40, 60, 3)])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_a_broken_frame_is_passed_over(shape, kind):
    watch = watching()
    watch.see(np.zeros(shape, kind), [], 0.0, busy=True, settled=False)
    assert watch.guidance is None


def test_figures_tell_of_the_newest_picture_and_forget_a_code_that_has_gone():
    watch = PictureWatch()
    assert watch.figures is None
    seen(lambda at: EMPTY, 0.1, watch, since=-2.0)
    seen(lambda at: NEAR, 1.0, watch)
    assert watch.figures.blur > 2 and watch.figures.read_rate == 0
    seen(lambda at: EMPTY, 4.5, watch, since=1.0)
    assert watch.figures.blur is None and watch.figures.median > 0


def test_the_read_rate_counts_looks_that_read():
    watch, picture = watching(), held_up("book", EAN13)
    symbols = decode(picture)
    for index in range(8):
        watch.see(picture, symbols if index % 2 else [], index * 0.2, busy=True, settled=False)
    assert watch.figures.read_rate == 0.5
