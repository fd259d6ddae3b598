"""`python -m kiosk …`: one module a command, each with `configure(commands)`."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from kiosk.office.features import FEATURES

# Imported only when asked for, so that `loans` starts without Kivy and `run` without the importers. Those of the
# office's features are in its register.
COMMANDS = {
    "run": "run",
    "demo": "demo",
    "school": "school",
    "import": "importing",
    "loans": "loans",
    "notices": "notices",
    "print": "printing",
    "office": "office",
    "replay": "replay",
    "centre": "centre",
    "enrol": "enrol",
    "backup": "backup",
    "restore": "restore",
    "prune": "prune",
    "doctor": "doctor",
} | {word: module for feature in FEATURES for word, module in feature.commands.items()}


class BadInput(Exception):
    """Input that cannot be used; the message is one sentence that names the place and the remedy. Exit code 2."""


def main(argv: Sequence[str] | None = None) -> int:
    """0 done, 1 done with something left over (rejects), 2 refused input, 130 interrupted."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="python -m kiosk", description="The library-corner lending station.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = [name for name in COMMANDS if arguments[:1] == [name]] or list(COMMANDS)
    for name in chosen:
        import_module(f"kiosk.cli.{COMMANDS[name]}").configure(commands)
    options = parser.parse_args(arguments)
    try:
        return options.run(options)
    except BadInput as refusal:
        print(refusal, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read the answer has seen enough (`… | head`).
        sys.stdout = None
        return 0
