"""Children change places in drawn films; nothing of the next one's is lent to the one before."""

import cv2
import pytest

from benchmarks.next_child.__main__ import asked_needlessly, open_school, play_film, wrong_loans
from benchmarks.next_child.films import KINDS, film_of

pytestmark = pytest.mark.slow
HANDS_ALONE = "hands, another"  # what falls short: see docs/next-child.md


def test_a_film_is_the_same_whenever_it_is_drawn() -> None:
    assert film_of(1, 5) == film_of(1, 5) != film_of(1, 6)


@pytest.mark.timeout(400)
def test_twenty_films() -> None:
    cv2.setNumThreads(1)
    desk = open_school()
    films = [film for number in range(40) if (film := film_of(1, number)).kind in KINDS and film.kind != HANDS_ALONE]
    played = [(film, play_film(desk, film, 10.0)) for film in films[:20]]
    assert [(film.seed, wrong_loans(film, seen)) for film, seen in played if wrong_loans(film, seen)] == []
    assert sum(bool(asked_needlessly(seen)) for _, seen in played) <= 1
