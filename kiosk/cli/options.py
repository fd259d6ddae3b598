"""Options that several commands share."""

import argparse
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from peewee import Database, DatabaseError

from db.connection import WrongDatabase, open_database
from db.migrate import NewerDatabase
from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.config import BadConfig, Config, load_config
from kiosk.lending.desk import Desk
from kiosk.sync.identity import identity
from kiosk.sync.identity_file import IdentityNotKept


def add_db(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument("--db", required=required, metavar="FILE", help="SQLite file, or postgresql://…")


@contextmanager
def refusing_bad_database(url: str) -> Iterator[None]:
    """One sentence instead of a traceback when the database cannot be opened."""
    try:
        yield
    except (WrongDatabase, NewerDatabase) as error:
        raise BadInput(f"{url}: {error}") from error
    except IdentityNotKept as error:
        raise BadInput(str(error)) from error
    except DatabaseError as error:
        why = str(error).strip()
        raise BadInput(f"{url} does not open ({why}): check the name, the folder and the server") from error


def open_db(url: str, must_exist: bool = False) -> Database:
    """Open for a command."""
    if must_exist and "://" not in url and not Path(url).exists():
        raise BadInput(f"{url}: there is no such database; make one with `import`, or name another with --db")
    with refusing_bad_database(url):
        return open_database(url)


def desk_of(db: Database) -> Desk:
    """For use-cases that a command carries out."""
    return Desk(db, *identity(db), ZoneInfo(get_setting("timezone")))


def load_config_or_refuse(path: Path | None) -> Config:
    try:
        return load_config(path)
    except BadConfig as error:
        raise BadInput(str(error)) from error


def log_to_stderr() -> None:
    """Standard output belongs to what a command answers."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
