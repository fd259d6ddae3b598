"""What stands in a log: one JSON object a line, and of an exception not its message."""

import json
import logging
import sys

from kiosk.logs import Lines


def logged(says: str, *args: object, exc_info=None, **extra: object) -> dict:
    record = logging.LogRecord("kiosk.sync", logging.ERROR, "agent.py", 1, says, args, exc_info)
    vars(record).update(extra)
    text = Lines().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_facts_stand_beside_the_words():
    line = logged("call of %s", "k-ab23cd", facts={"events": 3})
    assert (line["says"], line["events"]) == ("call of k-ab23cd", 3)
    assert (line["level"], line["where"]) == ("error", "kiosk.sync")
    assert line["at"].endswith("+00:00")


def test_of_an_exception_its_kind_and_place_and_not_what_it_quotes():
    try:
        raise ValueError("UNIQUE failed: patron 王小明")
    except ValueError:
        line = logged("it failed", exc_info=sys.exc_info())
    assert line["exception"] == "ValueError" and line["in"][-1].startswith("test_logs.py:")
    assert "王小明" not in json.dumps(line, ensure_ascii=False)
