"""Options that several commands share."""

import argparse
import logging
import sys
from pathlib import Path

from peewee import DatabaseError

from db.connection import WrongDatabase, open_database
from db.migrate import NewerDatabase
from kiosk.cli import Refused
from kiosk.config import BadConfig, Config, load_config


def add_db(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument("--db", required=required, metavar="FILE", help="SQLite file, or postgresql://…")


def open_db(url: str, must_exist: bool = False):
    """Open for a command; one sentence instead of a traceback when it cannot be."""
    if must_exist and "://" not in url and not Path(url).exists():
        raise Refused(f"{url}: there is no such database; make one with `import`, or name another with --db")
    try:
        return open_database(url)
    except (WrongDatabase, NewerDatabase) as error:
        raise Refused(f"{url}: {error}") from error
    except DatabaseError as error:
        why = str(error).strip()
        raise Refused(f"{url} does not open ({why}): check the name, the folder and the server") from error


def load_config_or_refuse(path: Path | None) -> Config:
    try:
        return load_config(path)
    except BadConfig as error:
        raise Refused(str(error)) from error


def log_to_stderr() -> None:
    """Standard output belongs to what a command answers."""
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
