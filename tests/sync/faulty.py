"""A proxy between a kiosk and the centre that does to each call what networks do."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum

from kiosk.sync.messages import MAX_UPLOAD, pack, unpack
from tests.sync.listening import read_request, says_nothing

PIECE = 64


class Fault(StrEnum):
    NONE = "none"
    DELAY = "delay"
    CUT_REQUEST = "cut_request"
    CUT_REPLY = "cut_reply"
    SWALLOW = "swallow"  # a half-open line: taken, never answered
    TWICE = "twice"
    AGAIN_LATER = "again_later"  # the call before is repeated after this one
    DRIP = "drip"
    CHANGE = "change"  # by somebody who knows the protocol, and not the key


class FaultyProxy:
    """Listens on `port`; one exchange a connection. calls: how many it has met under the present fault."""

    def __init__(self, to_port: int) -> None:
        self._to = to_port
        self._fault = Fault.NONE
        self._before = b""
        self._pause = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def do(self, fault: Fault) -> None:
        self._fault, self.calls = fault, 0

    def close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=self._serve, args=(self._listener.accept()[0],), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            request = read_request(near)
            fault = self._fault
            if request:
                self._treat(fault, near, request)
                self._before = request
                self.calls += 1

    def _treat(self, fault: Fault, near: socket.socket, request: bytes) -> None:
        match fault:
            case Fault.DELAY:
                self._pause.wait(0.2)
                near.sendall(self._ask(request))
            case Fault.CUT_REQUEST:
                with socket.create_connection(("127.0.0.1", self._to)) as far:
                    far.sendall(request[: len(request) - 20])
            case Fault.CUT_REPLY:
                reply = self._ask(request)
                near.sendall(reply[: len(reply) - 20])
            case Fault.SWALLOW:
                says_nothing(near)
            case Fault.TWICE:
                self._ask(request)
                near.sendall(self._ask(request))
            case Fault.AGAIN_LATER:
                reply = self._ask(request)
                if self._before:
                    self._ask(self._before)
                near.sendall(reply)
            case Fault.DRIP:
                self._drip(near.sendall, self._ask(request, self._drip))
            case Fault.CHANGE:
                near.sendall(self._ask(_changed(request)))
            case Fault.NONE:
                near.sendall(self._ask(request))

    def _ask(self, request: bytes, send: Callable | None = None) -> bytes:
        with socket.create_connection(("127.0.0.1", self._to)) as far:
            (send or _at_once)(far.sendall, request)
            return read_request(far)

    def _drip(self, send: Callable[[bytes], None], text: bytes) -> None:
        for start in range(0, len(text), PIECE):
            send(text[start : start + PIECE])
            self._pause.wait(0.001)


def _at_once(send: Callable[[bytes], None], text: bytes) -> None:
    send(text)


def _changed(request: bytes) -> bytes:
    """The same call with another clock in it: well-formed, and not what the kiosk has signed."""
    head, _, body = request.partition(b"\r\n\r\n")
    message = unpack(body, MAX_UPLOAD)
    body = pack(message | {"sent_at": message["sent_at"] + 3_600_000})
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body), b"", b""]) + body
