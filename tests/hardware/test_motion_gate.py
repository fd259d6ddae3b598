import numpy as np

from kiosk.hardware.motion_gate import MotionGate

RATE = 30


def noisy(level, index, moved=0):
    image = np.random.default_rng(index).normal(level, 6, (180, 320, 3))
    image[40:140, 20 + moved : 80 + moved] = 240
    return np.clip(image, 0, 255).astype(np.uint8)


def decoded(gate, frames, start):
    return sum(gate.wants(image, start + index / RATE) for index, image in enumerate(frames))


def quiet_gate():
    """A gate that has seen four seconds of an unmoved picture."""
    gate = MotionGate()
    decoded(gate, [noisy(100, index) for index in range(120)], start=0.0)
    return gate


def test_an_unmoved_picture_is_decoded_about_twice_a_second():
    assert 1 <= decoded(quiet_gate(), [noisy(100, index) for index in range(RATE)], start=4.0) <= 3


def test_every_frame_of_a_moving_picture_is_decoded():
    frames = [noisy(100, index, moved=4 * index) for index in range(RATE)]
    assert decoded(quiet_gate(), frames, start=4.0) >= RATE - 3


def test_a_slowly_drifting_thing_is_movement():
    frames = [noisy(100, index, moved=index // 2) for index in range(2 * RATE)]
    assert decoded(quiet_gate(), frames, start=4.0) > RATE


def test_every_frame_is_decoded_while_a_code_is_in_view():
    gate = quiet_gate()
    gate.saw_code(4.0)
    assert decoded(gate, [noisy(100, index) for index in range(RATE - 1)], start=4.0) == RATE - 1
