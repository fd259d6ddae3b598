"""One push of Morango's: a centre and a kiosk, each in a process of its own, over loopback."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from db.connection import connect
from kiosk.sync.events import REFERENCES, Event, body_text

PEER = Path(__file__).parent / "peer"
FIELDS = ("id", "kiosk", "epoch", "seq", "hlc", "at", "kind", *REFERENCES)


class Pushed(NamedTuple):
    """Seconds from the start until all is queued at the kiosk, is in the centre's buffer, is applied; and how much
    of it Morango slept."""

    queued: float
    transferred: float
    applied: float
    paused: float


def _environment(database: str, name: str) -> dict[str, str]:
    """name: by which Morango tells two peers on one machine apart."""
    return {**os.environ, "PEER_DATABASE": database, "MORANGO_SYSTEM_ID": name, "NO_PROXY": "127.0.0.1"}


@contextmanager
def _centre(python: Path, database: str) -> Iterator[tuple[str, str]]:
    """Its address, and the school's identity."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [python, PEER / "centre.py", str(port)]
    environment = _environment(database, "centre")
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{port}/", process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(20)


def _as_json(events: Sequence[Event]) -> str:
    return json.dumps([{name: getattr(e, name) for name in FIELDS} | {"body": body_text(e.body)} for e in events])


def push(python: Path, folder: Path, database: str, events: Sequence[Event], chunk: int) -> Pushed:
    """database: the centre's, empty; the kiosk's is a SQLite file in the folder."""
    file = folder / "events.json"
    file.write_text(_as_json(events))
    with _centre(python, database) as (url, school):
        told = subprocess.run(
            [python, PEER / "kiosk.py", url, school, str(chunk), file],
            env=_environment(str(folder / "kiosk.sqlite"), "kiosk"),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    _all_is_there(database, len(events))
    return Pushed(**json.loads(told.stdout))


def _all_is_there(url: str, count: int) -> None:
    db = connect(url)
    with db.connection_context():
        assert db.execute_sql("select count(*) from lending_event").fetchone() == (count,)
