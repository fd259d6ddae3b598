"""`python -m kiosk centre …`: the service that brings the kiosks of a school together."""

import argparse
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from peewee import Database, OperationalError, fn

from db.connection import WrongDatabase, open_database
from db.migrate import NewerDatabase
from db.models import Kiosk, Notice, Position
from kiosk.cli import Refused
from kiosk.clock import from_ms, system_clock, to_ms
from kiosk.sync.enrolment import enrol, revoke
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
    serve.add_argument("--key", type=Path, help="PEM file of the certificate's private key")
    add = _task(tasks, "enrol", "let a kiosk join: prints its token, once; an older one stops working", _enrol)
    add.add_argument("name", help="the kiosk's name as its own settings show it: k-xxxxxx")
    drop = _task(tasks, "revoke", "shut a kiosk out, when it was stolen or given away", _revoke)
    drop.add_argument("name")
    _task(tasks, "publish", "tell the kiosks whatever was changed here, after an import", _publish)
    move = _task(tasks, "move", "carry the centre's SQLite file over to an empty PostgreSQL database", _move)
    move.add_argument("--to", required=True, metavar="URL", help="postgresql://…, empty; the file is only read")
    _task(tasks, "status", "list the kiosks: last contact, events received, events still waiting", _status)


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
        raise Refused(str(why)) from None
    except OperationalError as why:
        raise Refused(f"the database «{url.rpartition('@')[2]}» cannot be opened: {str(why).splitlines()[0]}") from None
    try:
        yield db
    finally:
        db.close()


def _serve(options: argparse.Namespace) -> int:
    from kiosk.sync.centre import serve

    for file in (options.certificate, options.key):
        if file is not None and not file.is_file():
            raise Refused(f"there is no file {file}: give the certificate and its key as PEM files")
    if (options.certificate is None) != (options.key is None):
        raise Refused("--certificate and --key belong together: give both, or neither")
    with _opened(options.db):
        pass
    serve(options.db, options.host, options.port, options.certificate, options.key)
    return 0


def _enrol(options: argparse.Namespace) -> int:
    if not re.fullmatch(r"[A-Za-z0-9_.-]{1,64}", options.name):
        raise Refused(f"«{options.name}» is no kiosk's name: give it as the kiosk's settings show it, like k-ab12cd")
    with _opened(options.db):
        print(enrol(options.name))
    return 0


def _revoke(options: argparse.Namespace) -> int:
    with _opened(options.db):
        if not revoke(options.name):
            raise Refused(f"no kiosk «{options.name}» is enrolled: `centre status` lists them")
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
        raise Refused(f"there is no file {options.db}: name the SQLite file of the centre")
    if "://" not in options.to:
        raise Refused(f"«{options.to}» is no server's database: give postgresql://…")
    with _opened(options.to) as target:
        try:
            with shown() as progress:
                moved = move_centre(Path(options.db), target, progress)
        except CopyFailed as failed:
            raise Refused(str(failed)) from failed
    for name, tally in moved.items():
        print(f"{name:16} {tally.rows:>9} rows  {tally.checksum}  the same on both sides")
    return 0


def _status(options: argparse.Namespace) -> int:
    with _opened(options.db):
        have = dict(Position.select(Position.kiosk, fn.SUM(Position.have)).group_by(Position.kiosk).tuples())
        for kiosk in Kiosk.select().order_by(Kiosk.name):
            print(_line(kiosk, int(have.get(kiosk.name, 0))))
        print(f"{Notice.select().where(Notice.resolved_at.is_null()).count()} open notices")
    return 0


def _line(kiosk: Kiosk, have: int) -> str:
    seen = "never seen"
    if kiosk.last_contact:
        seen = f"seen {from_ms(kiosk.last_contact, UTC):%Y-%m-%d %H:%M:%S} UTC"
    waiting = json.loads(kiosk.health).get("waiting", "?")
    shut = " · revoked" if kiosk.revoked else ""
    return f"{kiosk.name} · {seen} · {have} events received · {waiting} waiting there · feed {kiosk.feed}{shut}"
