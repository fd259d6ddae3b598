"""Whatever a camera sends, the threads go on, and a code that is held up afterwards is read."""

import queue

import numpy as np
import pytest

from kiosk.hardware.camera_feed import CameraFeed
from kiosk.hardware.camera_port import Frame, FramePace
from kiosk.hardware.camera_status import CameraState, LostReason
from kiosk.hardware.decoder import decode
from kiosk.hardware.demo_stage import draw_still
from kiosk.hardware.frame_capture import CameraPatience
from kiosk.hardware.scan import Symbology

LIMIT = 30  # s; only a failing test waits so long
CARD = draw_still("card", ((Symbology.CODE128, "R0189"),))
CHANCE = np.random.default_rng(7)
ODD = [
    np.zeros((0, 0, 3), np.uint8),
    np.zeros((1, 1, 3), np.uint8),
    np.zeros((720, 1280), np.uint8),
    np.zeros((720, 1280, 4), np.uint8),
    np.zeros((720, 1280, 3), np.uint16),
    np.full((9, 1280, 3), 200, np.uint8),
    np.full((1280, 9, 3), 200, np.uint8),
    CHANCE.integers(0, 256, (2160, 3840, 3), dtype=np.uint8),
    np.tile(np.arange(1280, dtype=np.uint8)[None, :, None] * 64, (720, 1, 3)),
    np.full((720, 1280, 3), 255, np.uint8),
]


class Scripted:
    """A camera that sends these pictures, then the last one for ever."""

    ended = False
    has_sensor_noise = False

    def __init__(self, images):
        self._images, self._pace, self._index = images, FramePace(40), 0

    def read(self):
        at = self._pace.wait_for(self._index)
        image = self._images[min(self._index, len(self._images) - 1)]
        self._index += 1
        return Frame(image, self._index / 40, at)

    def close(self): ...


def test_a_card_is_read_after_every_kind_of_odd_picture():
    scans = queue.Queue()
    feed = CameraFeed(lambda: Scripted([*ODD * 2, CARD]), on_scan=scans.put)
    feed.start()
    assert scans.get(timeout=LIMIT).text == "R0189"
    feed.close()


def test_a_camera_that_sends_nothing_but_odd_pictures_counts_as_lost():
    statuses = queue.Queue()
    feed = CameraFeed(
        lambda: Scripted([np.zeros((720, 1280), np.uint16)]),
        on_scan=lambda scan: None,
        on_status=statuses.put,
        patience=CameraPatience(silent=0.2, first_frame=0.3, reopen=0.1),
    )
    feed.start()
    while (status := statuses.get(timeout=LIMIT)).state is not CameraState.LOST:
        pass
    assert status.reason is LostReason.ABSENT
    feed.close()


def test_a_fault_at_one_picture_does_not_end_the_watch():
    scans, faults = queue.Queue(), iter([True, True])

    def faulty(image):
        if next(faults, False):
            raise ValueError("a fault of the decoder")
        return decode(image)

    feed = CameraFeed(lambda: Scripted([CARD]), on_scan=scans.put, decode=faulty)
    feed.start()
    assert scans.get(timeout=LIMIT).text == "R0189"
    feed.close()


@pytest.mark.parametrize("seed", range(30))
def test_pieces_of_codes_and_chance_are_survived_and_never_read_wrongly(seed):
    chance = np.random.default_rng(seed)
    height, width = chance.integers(8, 400, 2)
    top, left = chance.integers(0, 720 - height), chance.integers(0, 1280 - width)
    piece = CARD[top : top + height, left : left + width]
    spoilt = (
        piece if seed % 3 else np.where(chance.random(piece.shape) < 0.3, chance.integers(0, 256, piece.shape), piece)
    )
    assert {symbol.text for symbol in decode(spoilt)} <= {"R0189"}
