"""Whatever may listen where the centre should: raw sockets that do as a test says."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from kiosk.sync.messages import Reply, pack, reply_message
from tests.sync.school import NOON


def http(status: str, body: bytes, *headers: str) -> bytes:
    lines = (f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", "")
    return "\r\n".join(lines).encode() + body


WELL = http("200 OK", pack(reply_message(Reply("c", 0, NOON, 0, (), False, ()))), "Content-Encoding: deflate")
PORTAL = http("200 OK", b"<html><body>Please sign in to the school network</body></html>", "Content-Type: text/html")


@contextmanager
def listening(does: Callable[[socket.socket], object], tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port on which `does` is called for each connection, which is closed when it returns."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if tls:
                connection = tls.wrap_socket(connection, server_side=True)
            with connection:
                does(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        # close() alone leaves accept() waiting.
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def answers(reply: bytes) -> Callable[[socket.socket], None]:
    def does(connection: socket.socket) -> None:
        if read_request(connection):
            connection.sendall(reply)

    return does


def read_request(connection: socket.socket) -> bytes:
    """Head and body of one request; what there is when the caller hangs up."""
    text = b""
    while piece := connection.recv(65_536):
        text += piece
        head, blank, body = text.partition(b"\r\n\r\n")
        lengths = [line.split(b":")[1] for line in head.lower().splitlines() if line.startswith(b"content-length")]
        if blank and len(body) >= int(lengths[0] if lengths else 0):
            break
    return text


def says_nothing(connection: socket.socket) -> None:
    """Until the caller gives up."""
    while connection.recv(65_536):
        pass


def drips(connection: socket.socket) -> None:
    """A reply that never ends, a little at a time, as fast as the caller reads."""
    read_request(connection)
    connection.sendall(http("200 OK", b"", "Transfer-Encoding: chunked").replace(b"Content-Length: 0\r\n", b""))
    pause = threading.Event()
    while True:
        connection.sendall(b"1\r\n \r\n")
        pause.wait(0.01)
