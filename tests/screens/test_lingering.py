"""Guidance stays long enough to be read; the keypad, to be reached."""

from kiosk.screens.lingering import Lingering
from kiosk.selfcheck.views import StatusFacts


def seen(guidance: str = "", *, unreadable: bool = False, sees: str = "sees", camera: str = "ok") -> StatusFacts:
    return StatusFacts("", camera, sees, guidance=guidance, unreadable=unreadable)


def shown(*looks: tuple[float, StatusFacts]) -> list[tuple[str, bool]]:
    lingering = Lingering()
    said = [lingering.over(status, at) for at, status in looks]
    return [(status.guidance, status.unreadable) for status in said]


def test_guidance_comes_at_once_and_does_not_flicker() -> None:
    looks = [(0.1 * n, seen("nearer" if n % 2 else "tilt")) for n in range(60)]
    assert {guidance for guidance, _ in shown(*looks)} == {"tilt"}


def test_other_guidance_follows_when_the_first_is_over() -> None:
    looks = ((0, seen("tilt")), (1, seen("nearer")), (2, seen("nearer")), (2.1, seen("nearer")))
    assert [guidance for guidance, _ in shown(*looks)] == ["tilt", "tilt", "nearer", "nearer"]


def test_guidance_goes_when_nothing_is_held_up_any_more() -> None:
    assert shown((0, seen("tilt")), (1.9, seen()), (2, seen()))[1:] == [("tilt", False), ("", False)]


def test_the_keypad_stays_until_the_hands_are_free() -> None:
    looks = ((0, seen(unreadable=True)), (14.9, seen(sees="idle")), (15, seen(sees="idle")))
    assert [unreadable for _, unreadable in shown(*looks)] == [True, True, False]


def test_a_reading_and_a_lost_camera_end_both() -> None:
    for end in (seen("tilt", unreadable=True, sees="read"), seen("tilt", unreadable=True, camera="lost")):
        assert shown((0, seen("tilt", unreadable=True)), (0.1, end), (0.2, seen()))[1:] == [("", False)] * 2
