"""Two kiosks and the centre, three processes on real sockets, and a network that fails."""

import json
import os
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from db.models import Item, Journal, Loan, Notice, Patron, Record
from kiosk.sync.enrolment import enrol
from tests.sync.school import COPIES, ITEMS, PATRONS, build_school
from tests.sync.wire import Wire, free_port, until

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "NO_PROXY": "127.0.0.1,localhost,10.213.77.1"}


class KioskProcess:
    def __init__(self, path: Path, within: Sequence[str] = ()) -> None:
        """within: what to put before the command, so that it runs elsewhere."""
        self._process = subprocess.Popen(
            [*within, sys.executable, str(ROOT / "tests/sync/kiosk_process.py"), str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=ENVIRONMENT,
        )
        self.name = self._process.stdout.readline().strip()

    def join(self, centre: str) -> None:
        """At the centre whose database the test has open."""
        self._write(asdict(enrol(self.name, centre)))

    def ask(self, *task: object):
        self._write(task)
        return json.loads(self._process.stdout.readline())

    def _write(self, message: object) -> None:
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()

    def stop(self) -> int:
        self._process.stdin.close()
        try:
            return self._process.wait(10)
        finally:
            self._process.kill()


def command(*words: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "centre", *words], cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True
    )


@contextmanager
def serving(url: str, *options: str, ca_file: Path | None = None) -> Iterator[int]:
    """ca_file: of whom the certificate in the options is, for a centre that serves HTTPS."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "centre", "serve", "--db", url, "--port", str(port), *options],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
    )
    try:
        until(lambda: answers(port, ca_file))
        yield port
    finally:
        process.terminate()
        process.wait(10)


def answers(port: int, ca_file: Path | None) -> bool:
    address = f"https://localhost:{port}" if ca_file else f"http://127.0.0.1:{port}"
    context = ssl.create_default_context(cafile=ca_file) if ca_file else None
    try:
        with urllib.request.urlopen(f"{address}/v1/health", timeout=2, context=context) as reply:
            return json.load(reply)["ok"]
    except OSError:
        return False


@contextmanager
def serving_in(within: Sequence[str], url: str, host: str, port: int) -> Iterator[None]:
    """Like `serving`, in a place that only `within` leads to; nobody here can ask whether it has begun."""
    serve = [
        *within,
        sys.executable,
        "-m",
        "kiosk",
        "centre",
        "serve",
        "--db",
        url,
        "--host",
        host,
        "--port",
        str(port),
    ]
    process = subprocess.Popen(serve, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def two_kiosks(port: int, folder: Path) -> Iterator[tuple[list[KioskProcess], list[Wire]]]:
    wires = [Wire(port), Wire(port)]
    kiosks = [KioskProcess(folder / f"kiosk{n}.db") for n in range(2)]
    try:
        for kiosk, wire in zip(kiosks, wires, strict=True):
            kiosk.join(f"http://127.0.0.1:{wire.port}")
        yield kiosks, wires
    finally:
        stopped = [kiosk.stop() for kiosk in kiosks]
        for wire in wires:
            wire.close()
    assert stopped == [0, 0]


def at_centre() -> dict:
    loans = Loan.select(Loan.id, Loan.item, Loan.patron, Loan.returned_at, Loan.ended_as).tuples()
    return {
        "loans": sorted([a.hex, b.hex, c.hex, at, ended] for a, b, c, at, ended in loans),
        "items": sorted([id_.hex, state] for id_, state in Item.select(Item.id, Item.state).tuples()),
    }


def all_agree(kiosks: list[KioskProcess]) -> bool:
    centre = at_centre()
    states = [kiosk.ask("state") for kiosk in kiosks]
    return all(
        state["waiting"] == 0 and state["online"] and {key: state[key] for key in centre} == centre for state in states
    )


@pytest.mark.slow
def test_the_same_loans_everywhere_and_none_twice(database, db_url, tmp_path):
    build_school()
    log = tmp_path / "centre.log"
    with serving(db_url, "--log", str(log)) as port, two_kiosks(port, tmp_path) as (kiosks, wires):
        a, b = kiosks
        until(lambda: all(kiosk.ask("state")["patrons"] == len(PATRONS) for kiosk in kiosks))

        # In touch: what one has lent, the other takes back.
        a.ask("lend", ITEMS[0].hex, PATRONS[0].hex)
        until(lambda: len(b.ask("state")["loans"]) == 1)
        b.ask("take_back", ITEMS[0].hex)
        until(lambda: all_agree(kiosks))

        # Apart: both lend the same labelled item, and the same copy without a label; one is busy.
        for wire in wires:
            wire.cut()
        until(lambda: all(kiosk.ask("state")["online"] is False for kiosk in kiosks))
        first = a.ask("lend", ITEMS[1].hex, PATRONS[0].hex)
        second = b.ask("lend", ITEMS[1].hex, PATRONS[1].hex)
        plain = [kiosk.ask("lend", COPIES[0].hex, PATRONS[n].hex) for n, kiosk in enumerate(kiosks)]
        a.ask("lend_and_take_back", ITEMS[2].hex, PATRONS[3].hex, 300)
        until(lambda: a.ask("state")["waiting"] == 602)

        # Together again over a line that loses the first replies in the middle.
        for wire in wires:
            wire.lose_replies(2)
            wire.restore()
        until(lambda: all(wire.lost == 2 for wire in wires))
        until(lambda: all_agree(kiosks))

        assert Loan.select().count() == 1 + 4 + 300
        assert Journal.select().count() == 2 + 4 + 600
        held = dict(Loan.select(Loan.id, Loan.item).where(Loan.returned_at.is_null()).tuples())
        assert {id_.hex: item for id_, item in held.items() if item in ITEMS} == {second: ITEMS[1]}
        assert {id_.hex for id_, item in held.items() if item in COPIES} == set(plain)
        assert sorted(held.values()) == sorted([ITEMS[1], *COPIES])
        assert Loan.get_by_id(first).ended_as == "relent"
        assert [notice.kind for notice in Notice.select()] == ["copy_lent_twice"]

        revoked = command("revoke", b.name, "--db", db_url)
        assert revoked.returncode == 0
        until(lambda: b.ask("state")["why"] == "refused")
        shown = command("status", "--db", db_url).stdout
        assert "603 events received" in shown and "revoked" in shown
    nobody_is_named([log, tmp_path / "kiosk0.log", tmp_path / "kiosk1.log"])


def nobody_is_named(logs: list[Path]) -> None:
    """Each line is JSON with ids and counts; no reader's name or number, no title, no label."""
    lines = [json.loads(line) for log in logs for line in log.read_text().splitlines()]
    assert {line["says"] for line in lines} >= {"call", "call failed", "call refused"}
    assert any(line.get("events") == 500 for line in lines)
    said = json.dumps(lines, ensure_ascii=False)
    rows = [*Patron.select(Patron.name, Patron.number).tuples(), *Record.select(Record.title, Record.isbn).tuples()]
    private = {text for row in rows for text in row} | {label for (label,) in Item.select(Item.label).tuples() if label}
    assert [text for text in private if f'"{text}"' in said or (len(text) > 2 and text in said)] == []
