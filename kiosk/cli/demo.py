"""`demo`: a small school, or any database, with a pretend camera, a video, or a real one."""

import argparse
import json
import os
import sys
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from kiosk.cli import BadInput
from kiosk.cli.options import load_config_or_refuse, log_to_stderr, refusing_bad_database

DEMO_DAY = "2026-11-23T12:07"
DEMO_FILE = Path("demo/school.sqlite")
DEMO_PICTURES = Path("demo/pictures")


def configure(commands) -> None:
    parser = commands.add_parser("demo", help="show the station with a made-up school and a pretend camera")
    parser.add_argument("--camera", metavar="SOURCE", help="/dev/video0, a video, a folder, or http://… instead")
    parser.add_argument("--at", metavar="2026-11-23T12:05", help="what the clock says at the start; it then runs on")
    parser.add_argument("--db", metavar="FILE", help=f"a database of your own (default: a new {DEMO_FILE})")
    parser.add_argument("--config", type=Path, metavar="kiosk.toml", help="codes, centre and language as in `run`")
    parser.add_argument("--headless", action="store_true", help="draw off-screen; needs no display")
    parser.add_argument("--until-end", action="store_true", help="leave when the source ends; print what happened")
    parser.add_argument("--screenshots", type=Path, metavar="DIR", help="keep a picture of every new screen")
    parser.add_argument("--no-pictures", action="store_true", help="off-screen, keep no pictures")
    parser.add_argument("--portrait", action="store_true", help="a screen that stands upright")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    log_to_stderr()
    at = _moment(options.at or (None if options.db else DEMO_DAY))
    if options.headless:
        os.environ.update(SDL_VIDEODRIVER="offscreen", SDL_AUDIODRIVER="dummy")
    from kiosk.bootstrap import Running, set_up

    database = options.db or _demo_database(at)
    width, height = (800, 1280) if options.portrait else (1280, 800)
    config = replace(
        load_config_or_refuse(options.config), database=str(database), fullscreen=False, width=width, height=height
    )
    with refusing_bad_database(config.database):
        parts = set_up(config, at)
    source = _source(options, parts)
    once = options.until_end or options.headless
    pictures = options.screenshots or (DEMO_PICTURES if options.headless and not options.no_pictures else None)
    running = Running(parts, config, source)
    # Not before the window is configured: importing it imports Kivy.
    from kiosk.recorder import Recorder

    recorder = Recorder(pictures)
    if once:
        running.on_end = recorder.leave_when_settled
    recorder.watch(running.app)
    print("the demonstration begins; it ends by itself" if once else "the demonstration begins", file=sys.stderr)
    running.run()
    if options.until_end:
        print(json.dumps(recorder.summary(), ensure_ascii=False))
    if pictures:
        print(f"the pictures are in {pictures.resolve()}", file=sys.stderr)
    return 0


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--at {text}: write the time as 2026-11-23T12:05") from None


def _demo_database(at: datetime) -> Path:
    """A new school each time, so that every demonstration begins alike."""
    from db.connection import open_database
    from db.demo import make_demo_school

    DEMO_FILE.parent.mkdir(parents=True, exist_ok=True)
    for old in DEMO_FILE.parent.glob(f"{DEMO_FILE.name}*"):
        old.unlink()
    db = open_database(str(DEMO_FILE))
    make_demo_school(db, at)
    db.close()
    return DEMO_FILE


def _source(options: argparse.Namespace, parts):
    """How to open what the camera shows: the one named, or the demonstration of the project's own."""
    from kiosk.hardware.camera import kind_of, open_camera
    from kiosk.hardware.demo_stage import DemoStage

    if options.camera:
        # A camera may be plugged in later; a film that is not there now will not come.
        if kind_of(options.camera) == "film" and "%" not in options.camera and not Path(options.camera).exists():
            raise BadInput(f"--camera {options.camera}: there is no such file; give a film, a folder, or /dev/video0")
        return partial(open_camera, options.camera)
    from kiosk.demonstration import showings

    once = options.until_end or options.headless
    script = showings(parts.db)
    return partial(DemoStage, script, loop=not once)
