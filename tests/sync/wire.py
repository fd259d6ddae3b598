"""A stretch of network that a test can cut."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import TypeVar

Found = TypeVar("Found")
POLL_S = 0.02


def until(what: Callable[[], Found], deadline_s: float = 10.0, tick: threading.Event | None = None) -> Found:
    """What `what` returns once it is true; fails after `deadline_s` seconds."""
    end, tick = monotonic() + deadline_s, tick or threading.Event()
    while not (found := what()):
        assert monotonic() < end, f"not reached in {deadline_s} s"
        tick.wait(POLL_S)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Wire:
    """Listens on `port` and passes bytes on to another port of this machine.

    cut(): connections are dropped, and new ones as soon as they are made. lose_replies(n): the next n connections
    end in the middle of the first reply, so that the kiosk cannot know whether its events have arrived."""

    def __init__(self, to_port: int) -> None:
        self._to = to_port
        self._cut = False
        self._to_lose = 0
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.lost = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        with self._lock:
            self._cut = True
            self._drop_all()

    def restore(self) -> None:
        with self._lock:
            self._cut = False

    def lose_replies(self, count: int) -> None:
        with self._lock:
            self._to_lose = count
            self._drop_all()

    def close(self) -> None:
        self._listener.close()
        self.cut()

    def _drop_all(self) -> None:
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                if self._cut:
                    near.close()
                    continue
                losing = self._to_lose > 0
                self._to_lose -= losing
                far = socket.create_connection(("127.0.0.1", self._to))
                self._open |= {near, far}
            threading.Thread(target=self._pass_on, args=(near, far, None), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(far, near, 150 if losing else None), daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, at_most: int | None) -> None:
        with suppress(OSError):
            while piece := source.recv(65536):
                sink.sendall(piece[:at_most])
                if at_most is not None:
                    self.lost += 1
                    break
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
