"""`replay`: what the rules would have said to events that a school has recorded."""

import argparse
import csv
import json
import sys
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tqdm import tqdm

from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db

# Headings as the schools' own systems export them.
WANTED = ("时间", "借书号", "动作", "ISBN")
CHECK_OUT, CHECK_IN = "借书", "还书"


def configure(commands) -> None:
    parser = commands.add_parser("replay", help="send recorded loan events through the desk at their own times")
    parser.add_argument("events", type=Path, metavar="FILE", help=f"csv with the headings {', '.join(WANTED)}")
    add_db(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--mode", choices=("off", "prefer", "enforce"), help="instead of the database's rota mode")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    events = _read(options.events)
    db = open_db(options.db, must_exist=True)
    from db.settings import bump_bylaw, get_setting, put_setting
    from kiosk.lending.desk import Desk
    from kiosk.sync.identity import identity

    if options.mode:
        with db.atomic():
            put_setting("rota_mode", options.mode)
            bump_bylaw()
    desk = Desk(db, *identity(db), ZoneInfo(get_setting("timezone")))
    result = replay(desk, events, tqdm(events, unit="event", file=sys.stderr, disable=None))
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        for name, value in result.items():
            print(f"{name}: {value}")
    return 0


def _read(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            missing = [name for name in WANTED if name not in (reader.fieldnames or ())]
            rows = [] if missing else list(reader)
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: {error}; give a csv file in UTF-8") from error
    if missing:
        raise BadInput(f"{path}: line 1 lacks the heading {missing[0]}; it needs {', '.join(WANTED)}")
    for number, row in enumerate(rows, 2):
        _check(path, number, row)
    return rows


def _check(path: Path, number: int, row: dict[str, str]) -> None:
    if row["动作"] not in (CHECK_OUT, CHECK_IN):
        raise BadInput(f"{path}: line {number} says «{row['动作']}» where {CHECK_OUT} or {CHECK_IN} is expected")
    try:
        datetime.fromisoformat(row["时间"])
    except ValueError:
        raise BadInput(f"{path}: line {number}: «{row['时间']}» is no time; write 2017-03-27 15:58:36") from None


def replay(desk, events: list[dict[str, str]], progress) -> dict:
    """Every event through the true desk at its own time; none is lost, whatever the answer."""
    from kiosk.catalog.isbn import normalise

    tally: Counter[str] = Counter()
    denials: Counter[str] = Counter()
    began = time.perf_counter()
    for event in progress:
        at = datetime.fromisoformat(event["时间"]).replace(tzinfo=desk.timezone)
        patron = desk.facts.patron(event["借书号"])
        record = desk.facts.record(normalise(event["ISBN"]))
        if event["动作"] == CHECK_OUT:
            _check_out(desk, patron, record, at, tally, denials)
        else:
            _check_in(desk, patron, record, at, tally)
    seconds = time.perf_counter() - began
    return {
        "rota_mode": str(desk.bylaw().rota.mode),
        "events": len(events),
        "check_outs": tally["check_outs"],
        "denied": tally["denied"],
        "denials": dict(denials.most_common()),
        "check_ins": tally["check_ins"],
        "check_ins_not_on_loan": tally["check_ins_not_on_loan"],
        "events_per_second": round(len(events) / seconds) if seconds else 0,
    }


def _check_out(desk, patron, record, at: datetime, tally: Counter, denials: Counter) -> None:
    from kiosk.circulation.denials import denial
    from kiosk.lending.check_outs import Refused as NotLent
    from kiosk.lending.check_outs import check_out, record_refusal

    if patron is None or record is None:
        code = "patron_not_found" if patron is None else "item_not_found"
        result = NotLent((denial(code, text=""),), record)
    else:
        result = check_out(desk, patron, record, at)
    if isinstance(result, NotLent):
        tally["denied"] += 1
        denials.update(found.code for found in result.denials)
        record_refusal(desk, result, patron, "", at)
    else:
        tally["check_outs"] += 1


def _check_in(desk, patron, record, at: datetime, tally: Counter) -> None:
    from kiosk.lending.check_ins import check_in, check_in_unlent, patrons_loan

    tally["check_ins"] += 1
    loan = patrons_loan(desk, patron, record) if patron and record else None
    if loan is not None:
        check_in(desk, loan, at)
        return
    tally["check_ins_not_on_loan"] += 1
    if record is not None:
        check_in_unlent(desk, record, at)
