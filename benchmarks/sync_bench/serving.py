"""A real centre in a process of its own, a PostgreSQL that keeps what it commits, and kiosks that call."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from kiosk.sync.messages import PATH
from tests.postgres import running_server

ROOT = Path(__file__).parents[2]
# As a school's server would be left: everything durable, and connections for the 64 clients of pgbench.
SETTINGS = "-c max_connections=100 -c shared_buffers=128MB"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1", "OMP_NUM_THREADS": "1"}


@contextmanager
def serving(url: str) -> Iterator[int]:
    """The port of `centre serve`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "centre", "serve", "--db", url, "--port", str(port)],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(port):
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/health", timeout=2) as reply:
            return json.load(reply)["ok"]
    except OSError:
        return False


class Caller:
    """One kiosk's line; messages are packed and signed beforehand: the kiosk is to cost the machine little."""

    def __init__(self, port: int, token: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._headers["Content-Encoding"] = "deflate"

    def call(self, body: bytes, signature: str) -> tuple[int, bytes]:
        self._line.request("POST", PATH, body, {**self._headers, "X-Signature": signature})
        reply = self._line.getresponse()
        return reply.status, reply.read()


def durable_server():
    return running_server(SETTINGS)


def socket_folder(url: str) -> tuple[str, str]:
    """Where pgbench finds the server, and the name of the database."""
    parts = urlsplit(url)
    return parse_qs(parts.query)["host"][0], parts.path.lstrip("/")
