"""`run`: the station as it stands in the library."""

import argparse
from functools import partial
from pathlib import Path

from kiosk.cli.options import load_config_or_refuse, log_to_stderr, refusing_bad_database
from kiosk.logs import log_to


def configure(commands) -> None:
    parser = commands.add_parser("run", help="run the station full screen, as it stands in the library")
    parser.add_argument("--config", type=Path, metavar="kiosk.toml", help="this station's own devices")
    parser.add_argument("--camera", metavar="SOURCE", help="/dev/video0, a video, a folder, http://…, or none")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    log_to_stderr()
    config = load_config_or_refuse(options.config)
    from kiosk.bootstrap import Running, home_of, set_up
    from kiosk.hardware.camera import open_camera

    log_to(home_of(config.database) / "station.log")
    source = options.camera or config.camera
    with refusing_bad_database(config.database):
        parts = set_up(config)
    opener = None if source == "none" else partial(open_camera, source)
    Running(parts, config, opener).run()
    return 0
