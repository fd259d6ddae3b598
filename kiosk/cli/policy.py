"""`policy show|load FILE`: how many, how long, for whom."""

import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from peewee import Database

from kiosk.cli import BadInput
from kiosk.cli.options import add_db, desk_of, open_db
from kiosk.clock import system_clock
from kiosk.lending.desk import Desk
from kiosk.office.actors import AT_COMMAND_LINE, Actor
from kiosk.office.refusal import NotDone
from kiosk.office.rules.files import load_policies, show_policies
from kiosk.toml_files.reading import Loaded, Unusable

LoadFile = Callable[[str, Database], Loaded]


def configure(commands) -> None:
    configure_bylaw(commands, "policy", "how many, how long, for whom", show_policies, at_command_line(load_policies))


def configure_bylaw(commands, name: str, about: str, show: Callable[[], str], load: LoadFile):
    """A command with `show` and `load FILE` for one part of the by-law; returns where more actions can be added."""
    actions = commands.add_parser(name, help=about).add_subparsers(dest="action", required=True, metavar="show|load")
    showing = actions.add_parser("show", help="print it as TOML; `load` takes that back")
    add_db(showing)
    showing.set_defaults(run=lambda options: _show(options, show))
    loading = actions.add_parser("load", help=f"replace it by a file such as docs/examples/{name}.toml")
    loading.add_argument("file", type=Path, metavar="FILE")
    add_db(loading)
    loading.set_defaults(run=lambda options: _load(options, name, load))
    return actions


def at_command_line(load: Callable[[Desk, Actor, datetime, str], Loaded | NotDone]) -> LoadFile:
    """The use-case as whoever sits here carries it out."""

    def loaded(text: str, db: Database) -> Loaded:
        desk = desk_of(db)
        answer = load(desk, AT_COMMAND_LINE, system_clock(desk.timezone)(), text)
        assert not isinstance(answer, NotDone)  # whoever sits here may do it
        return answer

    return loaded


def read_file(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}): check the name of the file") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is no text in UTF-8: save it as UTF-8") from error


def _show(options, show: Callable[[], str]) -> int:
    with closing(open_db(options.db, must_exist=True)):
        sys.stdout.write(show())
    return 0


def _load(options, name: str, load: LoadFile) -> int:
    text = read_file(options.file)
    with closing(open_db(options.db)) as db:
        try:
            loaded = load(text, db)
        except Unusable as error:
            raise BadInput("\n".join(f"{options.file}: {problem}" for problem in error.problems)) from error
    for warning in loaded.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(f"{name} loaded" if loaded.changed else f"{name} unchanged")
    return 0
