"""A camera in the network: the one source whose unplugging can be tried out without a device."""

import http.server
import queue
import threading
from itertools import chain, repeat

import cv2
import pytest

from kiosk.hardware.camera import CameraAbsent, open_camera
from kiosk.hardware.camera_feed import CameraFeed
from kiosk.hardware.camera_status import CameraState, LostReason
from kiosk.hardware.demo_stage import draw_still
from kiosk.hardware.frame_capture import CameraPatience
from kiosk.hardware.scan import Symbology

CARD = cv2.imencode(".jpg", draw_still("card", ((Symbology.CODE128, "R0189"),)))[1].tobytes()
LIMIT = 30  # s; only a failing test waits so long
HASTY = CameraPatience(silent=0.5, first_frame=2.0, reopen=0.1)


class StreamServer(http.server.ThreadingHTTPServer):
    """Sends pictures twenty times a second, the last one again and again, until `unplugged` is set."""

    daemon_threads = True

    def __init__(self, port=0, pictures=(CARD,)):
        self.pictures = pictures
        self.unplugged = threading.Event()
        super().__init__(("127.0.0.1", port), Stream)
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}/video"

    def unplug(self):
        self.unplugged.set()
        self.shutdown()
        self.server_close()


class Stream(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        self.end_headers()
        pictures = chain(self.server.pictures, repeat(self.server.pictures[-1]))
        try:
            while not self.server.unplugged.wait(0.05):
                picture = next(pictures)
                head = b"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: %d\r\n\r\n" % len(picture)
                self.wfile.write(head + picture + b"\r\n")
        except ConnectionError:
            return

    def log_message(self, *_):
        return


def test_a_card_in_a_stream_is_scanned_and_a_dropped_stream_comes_back():
    scans, statuses = queue.Queue(), queue.Queue()
    server = StreamServer()
    port, address = server.server_address[1], server.address
    feed = CameraFeed(lambda: open_camera(address), on_scan=scans.put, on_status=statuses.put, patience=HASTY)
    feed.start()
    try:
        assert scans.get(timeout=LIMIT).text == "R0189"
        server.unplug()
        wait_for_state(statuses, CameraState.LOST, LostReason.UNPLUGGED)
        server = StreamServer(port)
        wait_for_state(statuses, CameraState.WATCHING)
    finally:
        feed.close()
        server.unplug()


def test_a_stream_that_nobody_serves_is_absent():
    server = StreamServer()
    server.unplug()
    with pytest.raises(CameraAbsent):
        open_camera(server.address)


def wait_for_state(statuses, state, reason=None):
    while True:
        status = statuses.get(timeout=LIMIT)
        if (status.state, status.reason) == (state, reason):
            return


def test_broken_jpegs_in_a_stream_do_not_end_the_watch():
    """Cut short, overwritten in the middle, and no JPEG at all."""
    scans = queue.Queue()
    middle = len(CARD) // 2
    broken = [CARD[: len(CARD) // 3], CARD[:middle] + bytes(500) + CARD[middle + 500 :], b"\xff\xd8" + b"x" * 900, b"?"]
    server = StreamServer(pictures=[*broken * 3, CARD])
    feed = CameraFeed(lambda: open_camera(server.address), on_scan=scans.put, patience=HASTY)
    feed.start()
    assert scans.get(timeout=LIMIT).text == "R0189"
    feed.close()
    server.unplug()
