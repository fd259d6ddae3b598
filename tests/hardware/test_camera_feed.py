import queue
import threading
import time

import numpy as np
import pytest

from kiosk.hardware.camera_feed import CameraFeed
from kiosk.hardware.camera_port import CameraAbsent, Frame, FramePace
from kiosk.hardware.camera_status import CameraState, CameraStatus, Guidance, LostReason, View
from kiosk.hardware.demo_stage import draw_still
from kiosk.hardware.frame_capture import PATIENCE, CameraPatience, FrameSlot
from kiosk.hardware.scan import Symbology
from tests.pictures import EAN13, held_up

pytestmark = pytest.mark.slow

CARD = draw_still("card", ((Symbology.CODE128, "R0189"),), angle=5)
BOOK = draw_still("book", ((Symbology.EAN13, "9787115428028"),), angle=5)
EMPTY = draw_still("card", ())
RATE = 30
LIMIT = 20  # s; only a failing test waits so long
HASTY = CameraPatience(silent=0.3, first_frame=0.5, reopen=0.05, hanging=0.6)


class StagedCamera:
    """Hands out what `next_image(index)` gives: a picture, None, or nothing until the event it waits for."""

    def __init__(self, next_image, has_sensor_noise=True):
        self.ended, self.closed = False, threading.Event()
        self.has_sensor_noise = has_sensor_noise
        self._next_image, self._index = next_image, 0
        self._pace = FramePace(RATE)

    def read(self):
        image = self._next_image(self._index)
        captured_at = self._pace.wait_for(self._index)
        self._index += 1
        return None if image is None else Frame(image, self._index / RATE, captured_at)

    def close(self):
        self.closed.set()


class FilmStrip(StagedCamera):
    """Ends after its pictures."""

    def __init__(self, images):
        super().__init__(lambda index: images[index], has_sensor_noise=False)
        self._images = images

    def read(self):
        if self._index == len(self._images):
            self.ended = True
            return None
        return super().read()


class Feed:
    """A feed whose scans and statuses are queues."""

    def __init__(self, open_source, **options):
        self.scans, self.statuses, self.ended = queue.Queue(), queue.Queue(), threading.Event()
        callbacks = {"on_scan": self.scans.put, "on_status": self.statuses.put, "on_end": self.ended.set}
        self.feed = CameraFeed(open_source, patience=HASTY, **callbacks, **options)

    def __enter__(self):
        self.feed.start()
        return self

    def __exit__(self, *_):
        self.feed.close()

    def wait_for(self, state, reason=None, view=None):
        while True:
            status = self.statuses.get(timeout=LIMIT)
            if (status.state, status.reason) == (state, reason) and view in (None, status.view):
                return status


def lively(image):
    """The picture with another pixel of noise in each frame."""

    def next_image(index):
        noisy = image.copy()
        noisy[0::16, 0::16] = index % 250
        return noisy

    return next_image


def nothing_decoded(image):
    return []


def test_a_card_before_the_camera_becomes_a_scan_and_is_seen_in_the_viewfinder():
    with Feed(lambda: StagedCamera(lively(CARD))) as feed:
        scan = feed.scans.get(timeout=LIMIT)
        assert (scan.text, scan.symbology, scan.presentation) == ("R0189", Symbology.CODE128, 1)
        feed.wait_for(CameraState.WATCHING, view=View.READ)
        assert feed.feed.newest_frame.image.shape == CARD.shape
    assert feed.scans.empty()


def test_the_last_frame_is_decoded_before_the_end_is_told():
    decoded = []

    def decode(image):
        decoded.append(int(image[0, 0, 0]))
        return []

    pictures = [np.full((48, 64, 3), level, np.uint8) for level in (10, 250)]
    with Feed(lambda: FilmStrip(pictures), decode=decode) as feed:
        assert feed.ended.wait(LIMIT)
        assert decoded[-1] == 250


def test_an_absent_camera_is_told_and_comes_by_itself():
    plugged = threading.Event()

    def open_source():
        if not plugged.is_set():
            raise CameraAbsent("0")
        return StagedCamera(lively(EMPTY))

    with Feed(open_source, decode=nothing_decoded) as feed:
        feed.wait_for(CameraState.LOST, LostReason.ABSENT)
        plugged.set()
        feed.wait_for(CameraState.WATCHING)


def test_an_unplugged_camera_is_told_closed_and_opened_again():
    first = StagedCamera(lambda index: lively(EMPTY)(index) if index < 3 else None)
    cameras = iter((first,))

    with Feed(lambda: next(cameras, None) or StagedCamera(lively(EMPTY)), decode=nothing_decoded) as feed:
        feed.wait_for(CameraState.WATCHING)
        feed.wait_for(CameraState.LOST, LostReason.UNPLUGGED)
        feed.wait_for(CameraState.WATCHING)
        assert first.closed.is_set()


def test_a_read_that_hangs_for_ever_is_told_and_another_camera_takes_over():
    never = threading.Event()
    hanging = StagedCamera(lambda index: lively(EMPTY)(index) if index < 3 else never.wait())
    cameras = iter((hanging,))

    with Feed(lambda: next(cameras, None) or StagedCamera(lively(EMPTY)), decode=nothing_decoded) as feed:
        feed.wait_for(CameraState.WATCHING)
        feed.wait_for(CameraState.LOST, LostReason.UNPLUGGED)
        feed.wait_for(CameraState.WATCHING)


def test_a_frozen_sensor_is_told_and_stays_lost_until_it_moves_again():
    thawed = threading.Event()

    def next_image(index):
        return lively(EMPTY)(index) if thawed.is_set() or index < 3 else EMPTY

    with Feed(lambda: StagedCamera(next_image), decode=nothing_decoded) as feed:
        feed.wait_for(CameraState.WATCHING)
        feed.wait_for(CameraState.LOST, LostReason.FROZEN)
        thawed.set()
        feed.wait_for(CameraState.WATCHING)


def test_still_pictures_of_a_source_without_a_sensor_are_not_frozen():
    enough = threading.Event()
    began = time.monotonic()

    def next_image(index):
        if time.monotonic() - began > 3 * HASTY.silent:
            enough.set()
        return EMPTY

    with Feed(lambda: StagedCamera(next_image, has_sensor_noise=False), decode=nothing_decoded) as feed:
        assert enough.wait(LIMIT)
    assert CameraState.LOST not in {status.state for status in feed.statuses.queue}


def test_a_lost_camera_is_noticed_within_two_seconds():
    assert PATIENCE.silent < 2


def test_a_feed_closes_while_its_camera_hangs():
    never, reading = threading.Event(), threading.Event()

    def next_image(index):
        reading.set()
        return never.wait()

    feed = Feed(lambda: StagedCamera(next_image))
    feed.feed.start()
    assert reading.wait(LIMIT)
    feed.feed.close(timeout=0.1)
    assert feed.feed.status == CameraStatus(CameraState.STARTING)


def test_the_slot_keeps_the_newest_frame_only():
    slot = FrameSlot()
    older, newer = (Frame(EMPTY, at, at) for at in (1.0, 2.0))
    slot.put(older)
    slot.put(newer)
    assert slot.take(timeout=0) is newer
    assert slot.take(timeout=0) is None


@pytest.mark.parametrize("image", [CARD, BOOK])
def test_scans_tell_when_their_frame_was_captured(image):
    began = time.monotonic()
    with Feed(lambda: StagedCamera(lively(image))) as feed:
        assert began <= feed.scans.get(timeout=LIMIT).captured_at <= time.monotonic()


def test_the_symbols_of_the_newest_picture_stay_while_nothing_moves_and_go_with_the_book():
    shown, gone = threading.Event(), threading.Event()

    def book_then_nothing(index):
        if gone.is_set():
            return lively(EMPTY)(index)
        return lively(BOOK)(index) if index < 20 or not shown.is_set() else BOOK

    with Feed(lambda: StagedCamera(book_then_nothing)) as staged:
        assert staged.feed.newest_symbols == ()
        staged.scans.get(timeout=LIMIT)
        assert [symbol.text for symbol in staged.feed.newest_symbols] == ["9787115428028"]
        gone.set()
        staged.wait_for(CameraState.WATCHING, view=View.IDLE)
        assert staged.feed.newest_symbols == ()


def test_the_status_says_how_a_code_that_is_not_read_would_become_readable():
    far = held_up("book", EAN13, 0.25)
    with Feed(lambda: StagedCamera(lambda index: lively(EMPTY if index < 2 * RATE else far)(index))) as feed:
        while (status := feed.statuses.get(timeout=LIMIT)).guidance is None:
            pass
        assert (status.state, status.guidance, status.unreadable) == (CameraState.WATCHING, Guidance.NEARER, False)
        assert feed.feed.figures.module < 1.5
    assert feed.scans.empty()
