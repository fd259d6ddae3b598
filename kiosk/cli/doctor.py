"""`doctor`: what this terminal can and cannot do, in plain words."""

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.cli import doctor_camera
from kiosk.cli.options import add_db, open_db
from kiosk.clock import from_ms
from kiosk.sync.credentials import BadCredentials, place_beside, read_credentials

# s for one durable write: above, a child waits; below, the disk only pretends (its cache forgets in a power cut).
SLOW_WRITE, LYING_WRITE = 0.05, 0.00005
LEAST_FREE = 500 * 1024 * 1024
WRITES = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """remedy: what to do, empty when all is well."""

    subject: str
    found: str
    remedy: str = ""


def configure(commands) -> None:
    parser = commands.add_parser("doctor", help="say what this terminal can and cannot do")
    add_db(parser, required=False)
    parser.add_argument("--camera", default="/dev/video0", metavar="SOURCE")
    parser.set_defaults(run=run)
    doctor_camera.configure(parser.add_subparsers(metavar="PART"))


def run(options: argparse.Namespace) -> int:
    """0 when nothing needs a hand, else 1."""
    folder = Path(options.db).resolve().parent if options.db and "://" not in options.db else Path.cwd()
    findings = [_python(), _decoders(), _screen(), _disk(folder), _write_speed(folder), _camera(options.camera)]
    if options.db:
        findings.extend(_database(options.db))
    for finding in findings:
        mark = "!!" if finding.remedy else "ok"
        print(f"{mark}  {finding.subject}: {finding.found}" + (f" -> {finding.remedy}" if finding.remedy else ""))
    return int(any(finding.remedy for finding in findings))


def _python() -> Finding:
    return Finding("python", f"{sys.version.split()[0]}, sqlite {sqlite3.sqlite_version}")


def _decoders() -> Finding:
    try:
        import_module("pyzbar.pyzbar")
        import_module("zxingcpp")
    except ImportError as error:
        return Finding("decoders", str(error), "run ./station test once: it installs libzbar0")
    return Finding("decoders", f"zbar (pyzbar {version('pyzbar')}) and zxing-cpp {version('zxing-cpp')}")


def _screen() -> Finding:
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return Finding("screen", "there is one")
    return Finding("screen", "none here", "start from a desktop or under X; the demo also runs with --headless")


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    remedy = "" if free > LEAST_FREE else "make room: below this the station soon stops lending"
    return Finding("disk", f"{free // 1024**2} MB free in {folder}", remedy)


def _write_speed(folder: Path) -> Finding:
    """The median of a few durable writes of a page, as each loan needs one."""
    spent = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(WRITES):
            began = time.perf_counter()
            file.write(b"\0" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            spent.append(time.perf_counter() - began)
    median = sorted(spent)[WRITES // 2]
    remedy = ""
    if median > SLOW_WRITE:
        remedy = "use another disk or card: every loan would be felt as slow"
    elif median < LYING_WRITE:
        remedy = "this disk says «written» too early: switch its write cache off, or a power cut may cost loans"
    return Finding("durable write", f"{median * 1000:.2f} ms", remedy)


def _camera(source: str) -> Finding:
    from kiosk.hardware.camera import CameraAbsent, open_camera

    try:
        camera = open_camera(source)
    except CameraAbsent:
        return Finding("camera", f"{source} does not open", "plug it in, name it with --camera, or use a scanner gun")
    try:
        return _first_frames(source, camera)
    finally:
        camera.close()


def _first_frames(source: str, camera) -> Finding:
    frames, began = 0, time.monotonic()
    shape = ()
    while time.monotonic() - began < 2 and not camera.ended:
        frame = camera.read()
        if frame is not None:
            frames, shape = frames + 1, frame.image.shape
    if not frames:
        return Finding("camera", f"{source} opens, but sends no picture", "unplug it, wait five seconds, plug it in")
    rate = frames / (time.monotonic() - began)
    return Finding("camera", f"{source}: {shape[1]}x{shape[0]}, {rate:.0f} pictures a second")


def _joined(url: str, name: str) -> Finding:
    try:
        credentials = read_credentials(place_beside(url))
    except BadCredentials as why:
        return Finding("this station", f"is called {name}", str(why))
    return Finding("this station", f"is called {name}; " + (credentials.url if credentials else "it is its own centre"))


def _database(url: str) -> Iterator[Finding]:
    from db.models import Journal, Loan, Patron, Record
    from db.settings import get_setting
    from kiosk.backup.outcome import last_outcome
    from kiosk.sync.identity import identity

    db = open_db(url, must_exist=True)
    counts = f"{Patron.select().count()} patrons, {Record.select().count()} titles, {Loan.select().count()} loans"
    yield _joined(url, identity(db).kiosk)
    yield _backup(last_outcome(), ZoneInfo(get_setting("timezone")))
    yield Finding("records", f"{counts}, {Journal.select().count()} journal events, rota {get_setting('rota_mode')}")
    if "://" not in url:
        verdict = db.execute_sql("pragma quick_check").fetchone()[0]
        yield Finding("database", verdict, "" if verdict == "ok" else "stop the station and restore the last backup")


def _backup(last, zone: ZoneInfo) -> Finding:
    """last: kiosk.backup.outcome.Outcome."""
    if last.failure:
        return Finding("backup", f"the last try, {from_ms(last.failure.at, zone):%Y-%m-%d %H:%M}", last.failure.says)
    if not last.success:
        return Finding("backup", "there is none", "name a folder on a second medium under [backup] in kiosk.toml")
    found = f"{from_ms(last.success.at, zone):%Y-%m-%d %H:%M}, {last.success.path}"
    remedy = "" if last.success.second_medium else "it lies on the database's own disk: name a folder on another"
    return Finding("backup", found, remedy)
