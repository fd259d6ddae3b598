"""What a program has done, one JSON object a line, in files of a bounded size. No name, number or title of anybody:
whoever logs says ids and counts, and of an exception only its kind and place, since its message may quote a row."""

import json
import logging
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

LARGEST = 5_000_000
KEPT = 5
PLACES = 3  # of the calls that led to an exception


class Lines(logging.Formatter):
    """`extra={"facts": {…}}` stands beside the words."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "where": record.name, "says": record.getMessage()}
        line |= getattr(record, "facts", {})
        if record.exc_info:
            kind, _, trace = record.exc_info
            places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-PLACES:]]
            line |= {"exception": kind.__name__, "in": places}
        return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


def log_to(path: Path) -> None:
    """From now on, all that this program's own modules say, also into this file; older ones beside it."""
    handler = RotatingFileHandler(path, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    handler.setFormatter(Lines())
    for name in ("kiosk", "db"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
