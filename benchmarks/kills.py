"""Kiosk and centre are killed again and again while they work: is everything there that somebody was told is there?

usage: python -m benchmarks.kills [--kills 100] [--what processes|postgres|standby] [--engine sqlite|postgres]

processes: kill -9 of the station and of the centre, each so many times. postgres: PostgreSQL stopped with `-m
immediate` and started again. standby: the primary stopped for good and its synchronous standby promoted, the centre
finding it by a URL with both hosts. Told are: a child's screen, after the commit at the station; the station, by the
centre's «have».
"""

import argparse
import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from benchmarks.private_postgres import either, is_here, servers
from db.connection import open_database
from db.models import Item, Journal, Loan, Patron, Policy, Record
from db.settings import bump_bylaw
from kiosk.clock import system_clock
from kiosk.sync.agent import SyncAgent, SyncPace
from kiosk.sync.credentials import Credentials
from kiosk.sync.enrolment import enrol
from kiosk.sync.identity import identity

ROOT = Path(__file__).parent.parent
BOOKS = 60
DEADLINE_S = 90.0
UTC = ZoneInfo("UTC")


class Result(NamedTuple):
    """confirmed: told to children; acknowledged: the last «have»; lost, forgotten: of those. differences: between
    the journals, loans and copies of the two sides; a doubled event would be one."""

    kills: dict[str, int]
    confirmed: int
    acknowledged: int
    lost: int
    forgotten: int
    differences: int
    seconds: float


def until(what: Callable[[], object], deadline_s: float = DEADLINE_S) -> None:
    end = time.monotonic() + deadline_s
    while not what():
        if time.monotonic() > end:
            raise TimeoutError(f"not reached in {deadline_s:g} s")
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Process:
    """A command in a process group of its own, so that its workers die with it."""

    def __init__(self, *command: str) -> None:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1"}
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=environment, stdout=quiet, stderr=quiet, start_new_session=True
        )

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


class Centre:
    def __init__(self, url: str, port: int) -> None:
        self._command = ("-m", "kiosk", "centre", "serve", "--db", url, "--port", str(port))
        self._port = port
        self.start()

    def start(self) -> None:
        self._process = Process(*self._command)
        until(self.answers)

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/v1/health", timeout=1) as reply:
                return json.load(reply)["ok"]
        except OSError:
            return False

    def kill(self) -> None:
        self._process.kill()


def make_centre(url: str, name: str, address: str) -> Credentials:
    """The school at the centre, which answers at `address`; the credentials of the one station."""
    db = open_database(url)
    with db.atomic():
        Policy.create(max_loans=BOOKS, days=15)
        Patron.create(number="S1", name="王小明")
        for number in range(BOOKS):
            Item.create(record=Record.create(isbn=f"{number:013d}", title=f"书{number}"), label=f"B{number}")
        bump_bylaw()
    credentials = enrol(name, address)
    db.close()
    return credentials


class Confirmed:
    """What the station has said to children, and what the centre has said to it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def lines(self) -> list[tuple[str, str]]:
        if not self._file.exists():
            return []
        # A line that the kill has cut in the middle was told to nobody.
        return [tuple(line.split()) for line in self._file.read_text().split("\n")[:-1]]

    def grows(self, by: int = 3) -> None:
        """Waits until the station has confirmed that many more."""
        before = len(self.lines())
        until(lambda: len(self.lines()) >= before + by)


class Scene(NamedTuple):
    centre: Centre
    start_kiosk: Callable[[], Process]
    confirmed: Confirmed
    dice: random.Random


def killing_processes(scene: Scene, kills: int) -> dict[str, int]:
    """Each round: the station dies, or the centre, or both at once; then what died starts again."""
    counts = {"kiosk": 0, "centre": 0}
    kiosk = scene.start_kiosk()
    while min(counts.values()) < kills:
        scene.confirmed.grows()
        time.sleep(scene.dice.uniform(0, 0.25))
        both = scene.dice.random() < 0.2
        victims = [name for name in counts if both or counts[name] == min(counts.values())]
        if "centre" in victims:
            scene.centre.kill()
            counts["centre"] += 1
        if "kiosk" in victims:
            kiosk.kill()
            counts["kiosk"] += 1
            kiosk = scene.start_kiosk()
        if "centre" in victims:
            scene.centre.start()
    scene.confirmed.grows()
    kiosk.kill()
    return counts


def stopping_postgres(server, scene: Scene, kills: int) -> dict[str, int]:
    kiosk = scene.start_kiosk()
    for _ in range(kills):
        scene.confirmed.grows()
        time.sleep(scene.dice.uniform(0, 0.5))
        server.stop_at_once()
        time.sleep(scene.dice.uniform(0, 0.3))
        server.start()
        until(scene.centre.answers)
    scene.confirmed.grows()
    kiosk.kill()
    return {"postgres -m immediate": kills}


def promoting_standby(primary, standby, scene: Scene) -> dict[str, int]:
    kiosk = scene.start_kiosk()
    scene.confirmed.grows(300)
    primary.stop_at_once()
    standby.promote()
    until(scene.centre.answers)
    scene.confirmed.grows(100)
    kiosk.kill()
    return {"standby promoted": 1}


def judge(url: str, kiosk_path: Path, confirmed: Confirmed, credentials: Credentials) -> tuple[int, int, int]:
    """Lets the station drain without a new loan; then lost, forgotten, differences."""
    lines = confirmed.lines()
    haves = [int(number) for what, number in lines if what == "have"]
    # A position that goes back would mean that the centre has forgotten what it had acknowledged.
    forgotten = sum(later < earlier for earlier, later in pairwise(haves))
    db = open_database(str(kiosk_path))
    agent = SyncAgent(db, credentials, system_clock(UTC), pace=SyncPace(0.01, 0.05, 0.02, 0.1))
    agent.start()
    until(lambda: agent.status().online and agent.status().waiting == 0)
    agent.stop()
    here = _everything()
    faults = db.execute_sql("pragma integrity_check").fetchall() != [("ok",)]
    db.close()
    db = open_database(url)
    there = _everything()
    db.close()
    wanted = {({"out": "check_out", "in": "check_in"}[what], loan) for what, loan in lines if what != "have"}
    lost = len(wanted - here["told"]) + len(wanted - there["told"])
    differences = faults + sum(len(here[name] ^ there[name]) for name in here)
    return lost, forgotten, differences


def _everything() -> dict[str, set]:
    told = Journal.select(Journal.kind, Journal.loan).where(Journal.loan.is_null(False)).tuples()
    loans = Loan.select(Loan.id, Loan.item, Loan.returned_at, Loan.ended_as).tuples()
    return {
        "told": {(kind, loan.hex) for kind, loan in told},
        "journal": set(Journal.select(Journal.id, Journal.kiosk, Journal.epoch, Journal.seq).tuples()),
        "loans": set(loans),
        "items": set(Item.select(Item.id, Item.state).tuples()),
    }


@contextmanager
def engine(what: str, name: str, folder: Path) -> Iterator[tuple[str, list]]:
    """The centre's URL and the PostgreSQL servers behind it."""
    if name == "sqlite" and what == "processes":
        yield str(folder / "centre.db"), []
        return
    with servers(folder, 2 if what == "standby" else 1) as made:
        if what == "standby":
            made[0].copy_to(made[1])
        yield either(*made) if what == "standby" else made[0].url(), made


def run(what: str, name: str, kills: int, seed: int = 1) -> Result:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kills-") as place, ExitStack() as stack:
        folder = Path(place)
        url, made = stack.enter_context(engine(what, name, folder))
        kiosk_path, port = folder / "kiosk.db", free_port()
        db = open_database(str(kiosk_path))
        me = identity(db)
        db.close()
        credentials = make_centre(url, me.kiosk, f"http://127.0.0.1:{port}")
        centre = Centre(url, port)
        stack.callback(centre.kill)
        confirmed, told = Confirmed(folder / "confirmed"), json.dumps(asdict(credentials))
        arguments = ("-m", "benchmarks.kill_lender", str(kiosk_path), str(folder / "confirmed"), told)

        def start_kiosk() -> Process:
            kiosk = Process(*arguments)
            stack.callback(kiosk.kill)
            return kiosk

        scene = Scene(centre, start_kiosk, confirmed, random.Random(seed))
        if what == "processes":
            counts = killing_processes(scene, kills)
        elif what == "postgres":
            counts = stopping_postgres(made[0], scene, kills)
        else:
            counts = promoting_standby(made[0], made[1], scene)
        found = judge(url, kiosk_path, confirmed, credentials)
        lines = confirmed.lines()
        promised = sum(word != "have" for word, _ in lines)
        have = max((int(number) for word, number in lines if word == "have"), default=0)
        return Result(counts, promised, have, *found, time.monotonic() - began)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--what", choices=("processes", "postgres", "standby"), default="processes")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite", help="of the centre")
    options = parser.parse_args()
    if (options.what != "processes" or options.engine == "postgres") and not is_here():
        sys.exit("no PostgreSQL server binaries are here")
    result = run(options.what, options.engine, options.kills)
    for name, value in result._asdict().items():
        print(f"{name}: {value}")
    sys.exit(bool(result.lost or result.forgotten or result.differences))


if __name__ == "__main__":
    main()
