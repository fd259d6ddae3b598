"""`python -m kiosk centre …`: the service that brings the kiosks of a school together."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from peewee import Database, OperationalError

from db.connection import WrongDatabase, open_database
from db.migrate import NewerDatabase
from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.notices import add_list, run
from kiosk.clock import from_ms, system_clock, to_ms
from kiosk.i18n import LANGUAGES
from kiosk.lending.notices import count_open
from kiosk.lending.rules import load_bylaw
from kiosk.screens.wording import Wording
from kiosk.sync.board import StationLine, board
from kiosk.sync.enrolment import CODE_LASTS_MS, new_code, revoke
from kiosk.sync.feed import publish_all

HOST, PORT = "127.0.0.1", 8321
UTC = ZoneInfo("UTC")


def configure(commands: argparse._SubParsersAction) -> None:
    parser = commands.add_parser("centre", help="serve the kiosks of a school and say which may join")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="TASK")
    serve = _task(tasks, "serve", "answer the kiosks until interrupted", _serve)
    serve.add_argument("--host", default=HOST, help=f"address to listen on (default {HOST}: this machine only)")
    serve.add_argument("--port", type=int, default=PORT, help=f"default {PORT}")
    serve.add_argument("--certificate", type=Path, help="PEM file, to serve HTTPS without a proxy in front")
    serve.add_argument("--log", type=Path, metavar="FILE", help="write what happens there, one JSON object a line")
    serve.add_argument("--key", type=Path, help="PEM file of the certificate's private key")
    _task(tasks, "code", "let a kiosk join: prints a code to type there, for one kiosk and 15 minutes", _code)
    drop = _task(tasks, "revoke", "shut a kiosk out, when it was stolen or given away", _revoke)
    drop.add_argument("name")
    _task(tasks, "publish", "tell the kiosks whatever was changed here, after an import", _publish)
    add_list(_task(tasks, "exceptions", "list what needs a person, and take a line off the list", run))
    status = _task(tasks, "status", "list the kiosks, how each is, and what somebody should see to", _status)
    status.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=f"of alarms ({LANGUAGES[0]})")
    status.add_argument("--json", action="store_true", help="as a JSON list; times in ms since 1970, UTC")
    move = _task(tasks, "move", "carry the centre's SQLite file over to an empty PostgreSQL database", _move)
    move.add_argument("--to", required=True, metavar="URL", help="postgresql://…, empty; the file is only read")


def _task(tasks: argparse._SubParsersAction, name: str, says: str, run) -> argparse.ArgumentParser:
    parser = tasks.add_parser(name, help=says, description=says)
    parser.add_argument("--db", required=True, metavar="URL", help="a SQLite file, or postgresql://…")
    parser.set_defaults(run=run)
    return parser


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    try:
        db = open_database(url)
    except (WrongDatabase, NewerDatabase) as why:
        raise BadInput(str(why)) from None
    except OperationalError as why:
        raise BadInput(
            f"the database «{url.rpartition('@')[2]}» cannot be opened: {str(why).splitlines()[0]}"
        ) from None
    try:
        yield db
    finally:
        db.close()


def _serve(options: argparse.Namespace) -> int:
    from kiosk.sync.centre import serve

    for file in (options.certificate, options.key):
        if file is not None and not file.is_file():
            raise BadInput(f"there is no file {file}: give the certificate and its key as PEM files")
    if (options.certificate is None) != (options.key is None):
        raise BadInput("--certificate and --key belong together: give both, or neither")
    with _opened(options.db):
        pass
    serve(options.db, options.host, options.port, options.certificate, options.key, options.log)
    return 0


def _code(options: argparse.Namespace) -> int:
    with _opened(options.db):
        now = system_clock(UTC)()
        print(new_code(to_ms(now)))
        until = now + timedelta(milliseconds=CODE_LASTS_MS)
        print(f"for one station, until {until.astimezone():%H:%M}: enrol --centre … --code …", file=sys.stderr)
    return 0


def _revoke(options: argparse.Namespace) -> int:
    with _opened(options.db):
        if not revoke(options.name):
            raise BadInput(f"no kiosk «{options.name}» is enrolled: `centre status` lists them")
    return 0


def _publish(options: argparse.Namespace) -> int:
    with _opened(options.db) as db:
        print(f"{publish_all(db, to_ms(system_clock(UTC)()))} rows published")
    return 0


def _move(options: argparse.Namespace) -> int:
    from kiosk.backup.moving import move_centre
    from kiosk.backup.words import CopyFailed
    from kiosk.cli.progress import shown

    if not Path(options.db).is_file():
        raise BadInput(f"there is no file {options.db}: name the SQLite file of the centre")
    if "://" not in options.to:
        raise BadInput(f"«{options.to}» is no server's database: give postgresql://…")
    with _opened(options.to) as target:
        try:
            with shown() as progress:
                moved = move_centre(Path(options.db), target, progress)
        except CopyFailed as failed:
            raise BadInput(str(failed)) from failed
    for name, tally in moved.items():
        print(f"{name:16} {tally.rows:>9} rows  {tally.checksum}  the same on both sides")
    return 0


def _status(options: argparse.Namespace) -> int:
    with _opened(options.db):
        now = system_clock(ZoneInfo(get_setting("timezone")))()
        lines, notices = board(load_bylaw().rota, now), count_open()
    if options.json:
        json.dump([asdict(line) for line in lines], sys.stdout, ensure_ascii=False, indent=1)
        print()
        return 0
    wording = Wording(options.language)
    for line in lines:
        print(_line(line, to_ms(now)))
        for alarm in line.alarms:
            print("    !", wording.text(f"board.{alarm.code}", figure=alarm.figure))
    print(f"{notices} open notices: `centre exceptions` lists them")
    return 0


def _line(line: StationLine, now: int) -> str:
    """In columns that a person reads; what the station has not said is left out."""
    seen = "never seen"
    if line.last_contact is not None:
        seen = f"seen {from_ms(line.last_contact, UTC):%Y-%m-%d %H:%M:%S} UTC"
    waiting = "?" if line.waiting is None else line.waiting
    parts = [
        line.name,
        seen,
        f"{line.received} events received",
        f"{line.safe} of them copied",
        f"{waiting} waiting there",
    ]
    if line.oldest is not None:
        parts.append(f"the oldest for {(now - line.oldest) // 60_000} min")
    if line.clock_ahead_ms is not None:
        parts.append(f"clock {line.clock_ahead_ms / 1000:+.1f} s")
    if line.free_mb is not None:
        parts.append(f"{line.free_mb:,} MB free")
    if line.backup_at is not None:
        parts.append(f"backup {(now - line.backup_at) // 3_600_000} h ago")
    parts += [f"version {line.version}"] if line.version else []
    parts += [f"feed {line.feed}"]
    if line.revoked or not line.has_key:
        parts.append("revoked" if line.revoked else "has no key: enrol it again")
    return " · ".join(parts)
