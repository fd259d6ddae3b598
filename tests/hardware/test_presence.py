"""Who stood there since the last scan, in drawn pictures: a room, people as blocks of colour, a book as another."""

import numpy as np
import pytest

from kiosk.hardware.presence import Presence
from kiosk.hardware.scan import Evidence, Visitor

RED, GREEN, BLUE, GREY = (40, 40, 170), (50, 150, 60), (170, 80, 40), (130, 130, 130)
STEP = 0.1  # s between two pictures
CODE = (150, 200, 210)


def room() -> np.ndarray:
    picture = np.full((180, 320, 3), (200, 190, 180), np.uint8)
    for left in range(0, 320, 40):
        picture[20:140, left : left + 18] = (60 + left // 4, 90, 120)
    return picture


class Corner:
    """Pictures come one after another; what is said of them is asked for at a scan."""

    def __init__(self) -> None:
        self.presence, self.at, self._presentation = Presence(), 0.0, 0
        self.light, self._chance = 1.0, np.random.default_rng(1)
        self.passes(1)

    def passes(self, seconds: float, *people: tuple[tuple[int, int, int], int], book: bool = False,
               bars: tuple[float, float] | None = None) -> None:  # fmt: skip
        """people: colour of the clothes, and where (pixels from the left) they stand."""
        for _ in range(round(seconds / STEP)):
            picture = room()
            for clothes, left in people:
                picture[70:110, left + 20 : left + 60] = (120, 150, 200)
                picture[110:, left : left + 80] = clothes
            if book:
                picture[30:150, 110:210] = CODE
            noise = self._chance.normal(0, 3, picture.shape)
            picture = np.clip(picture * self.light + noise, 0, 255).astype(np.uint8)
            unread = () if bars is None else (bars,)
            self.presence.see(picture, self.at, code=book and bars is None, unread=unread)
            self.at += STEP

    def scans(self) -> Evidence:
        self._presentation += 1
        return self.presence.since(self._presentation, self.at)


@pytest.fixture
def corner() -> Corner:
    """A child in red has shown something and stands there."""
    corner = Corner()
    corner.passes(1, (RED, 120), book=True)
    corner.scans()
    corner.passes(0.8, (RED, 120))
    return corner


def test_who_stays_has_stayed(corner):
    corner.passes(3, (RED, 120))
    corner.passes(0.5, (RED, 120), book=True)
    assert corner.scans().visitor is Visitor.STAYED


def test_who_steps_aside_has_stayed(corner):
    corner.passes(0.5, (RED, 150))
    corner.passes(0.5, (RED, 185))
    corner.passes(0.5, (RED, 185), book=True)
    assert corner.scans().visitor is Visitor.STAYED


def test_the_light_is_nobody(corner):
    for light in (0.9, 0.8, 0.7, 0.6, 0.5):
        corner.light = light
        corner.passes(0.3, (RED, 120))
    corner.passes(0.5, (RED, 120), book=True)
    assert corner.scans().visitor is Visitor.STAYED


@pytest.mark.parametrize("clothes", [BLUE, RED], ids=["other clothes", "the same clothes"])
def test_who_has_left_has_left_whoever_comes_next(corner, clothes):
    corner.passes(0.3)
    corner.passes(0.4, (clothes, 120))
    corner.passes(0.5, (clothes, 120), book=True)
    assert corner.scans().visitor is Visitor.LEFT


def test_somebody_in_his_place_without_a_gap(corner):
    corner.passes(1, (BLUE, 120))
    corner.passes(0.5, (BLUE, 120), book=True)
    assert corner.scans().visitor is Visitor.CHANGED


def test_the_next_one_is_measured_by_himself(corner):
    corner.passes(0.3)
    corner.passes(0.8, (BLUE, 120))
    corner.scans()
    corner.passes(0.8, (BLUE, 120))
    assert corner.scans().visitor is Visitor.STAYED


def test_a_passer_by_is_no_change(corner):
    for left in range(0, 250, 30):
        corner.passes(STEP, (GREEN, left), (RED, 120))
    corner.passes(0.5, (RED, 120))
    assert corner.scans().visitor is Visitor.STAYED


def test_a_friend_beside_is_told(corner):
    corner.passes(0.8, (RED, 120), (GREEN, 230))
    assert corner.scans().visitor is Visitor.ACCOMPANIED


def test_one_of_two_leaves(corner):
    corner.passes(0.8, (RED, 120), (GREEN, 230))
    corner.scans()
    corner.passes(0.5, (GREEN, 230))
    assert corner.scans().visitor is Visitor.LEFT


def test_an_empty_place_is_timed_and_nobody_is_known():
    corner = Corner()
    corner.passes(0.5, book=True)
    corner.scans()
    corner.passes(4)
    corner.passes(0.3, book=True)
    said = corner.scans()
    assert said.visitor is Visitor.UNSEEN
    assert said.empty == pytest.approx(4, abs=0.3)


def test_bars_that_went_away_unread_are_told_but_not_those_of_the_room():
    corner = Corner()
    corner.passes(1, book=True, bars=(0.5, 0.5))
    corner.passes(1)
    assert corner.scans().unread == pytest.approx(0.9, abs=0.15)
    corner.passes(2, bars=(0.1, 0.3))
    corner.passes(1)
    assert corner.scans().unread == 0


def test_bars_that_were_read_in_the_end_are_not_told(corner):
    corner.passes(0.8, (RED, 120), book=True, bars=(0.5, 0.5))
    assert corner.scans().unread == 0


def test_codes_of_one_presentation_are_told_the_same(corner):
    corner.passes(0.3)
    said = corner.presence.since(7, corner.at)
    assert corner.presence.since(7, corner.at + 0.2) is said
    assert said.visitor is Visitor.LEFT


@pytest.mark.parametrize("picture", [np.zeros((4, 4, 3), np.uint8), np.zeros((180, 320), np.uint8)])
def test_what_is_no_picture_is_passed_over(picture):
    presence = Presence()
    presence.see(picture, 0.0, code=False)
    assert presence.since(1, 0.1) == Evidence()
