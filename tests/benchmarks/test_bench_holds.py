import numpy as np
import pytest

from benchmarks.camera_bench.bounds import upper_bound
from benchmarks.camera_bench.hold_sequences import SHARES, SIZE, draw_hold, frames
from benchmarks.holds import Outcome
from kiosk.circulation.barcodes import is_ean13


@pytest.mark.parametrize(
    ("count", "trials", "bound"),
    [(0, 2000, 0.001497), (0, 72, 0.04075), (1, 10, 0.39416), (2, 40, 0.14915), (10, 10, 1.0)],
)
def test_the_bound_is_that_of_clopper_and_pearson(count, trials, bound):
    assert upper_bound(count, trials) == pytest.approx(bound, rel=1e-3)


def hold_of(kind):
    return next(hold for hold in map(draw_hold, range(200)) if hold.kind == kind)


def test_every_kind_of_hold_occurs():
    assert {draw_hold(seed).kind for seed in range(60)} == set(SHARES)


def test_neighbours_are_two_true_numbers_of_which_light_could_make_one():
    one, other = (code.text for code in hold_of("neighbours").codes)
    assert is_ean13(one)
    assert is_ean13(other)
    assert one != other
    assert sum(left != right for left, right in zip(one, other, strict=True)) <= 3


def test_a_hold_comes_is_there_and_goes():
    hold = hold_of("plain")
    shown = dict(frames(hold, 1))
    times = list(shown)
    empty = shown[times[-1]].astype(int)
    middle = min(times, key=lambda time: abs(time - hold.arrive - hold.held / 2))
    assert shown[times[0]].shape == (SIZE[1], SIZE[0], 3)
    changed = [(np.abs(shown[time] - empty) > 60).any(axis=2).mean() for time in (times[0], middle, times[-2])]
    assert changed[1] > 0.05
    assert max(changed[0], changed[2]) < 0.02


def test_an_outcome_tells_wrong_missed_and_doubled_apart():
    outcome = Outcome(1, "plain", ("A", "B"), ("A", "A", "C"), (), 40, 30)
    assert (outcome.wrong, outcome.missed, outcome.doubled) == (["C"], ["B"], ["A"])
