"""The whole line, from a video to the loans: the running program, its true camera path, its one line of JSON."""

import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from db.connection import open_database
from db.models import Loan
from kiosk.hardware.demo_stage import DemoStage, Showing
from kiosk.hardware.scan import Symbology
from tests import school

pytestmark = pytest.mark.slow
RATE = 20
HORSE, DOG = "9787506380263", "9787532125944"


def film(path: Path, showings: list[Showing], seconds: float) -> None:
    stage = DemoStage(showings, fps=RATE)
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"MJPG"), RATE, (1280, 720))
    assert writer.isOpened()
    for index in range(int(seconds * RATE)):
        writer.write(stage.picture(index / RATE))
    writer.release()


def run_demo(tmp_path: Path, *arguments: str) -> tuple[dict, str]:
    command = [sys.executable, "-m", "kiosk", "demo", "--headless", "--until-end", *arguments]
    environment = os.environ | {"PYTHONPATH": str(Path.cwd()), "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert len(lines) == 1, "standard output holds one JSON object and nothing else"
    return json.loads(lines[0]), done.stderr


def test_a_film_of_a_visit_becomes_its_loans(tmp_path):
    db_file = tmp_path / "school.sqlite"
    handle = open_database(str(db_file))
    school.patron("0189", "王小明", school.school_class("三(2)班"))
    school.policy()
    school.record(HORSE, "马")
    school.record(DOG, "狗", copies=2)
    handle.close()
    card = Showing(0.5, ((Symbology.CODE128, "R0189"),), "card", 1.5)
    books = [
        Showing(3.4, ((Symbology.EAN13, HORSE),), "book", 1.5),
        Showing(6.3, ((Symbology.EAN13, DOG), (Symbology.CODE128, "B7654321")), "book", 1.5),
    ]
    film(tmp_path / "visit.avi", [card, *books], 9.5)
    result, said = run_demo(
        tmp_path,
        "--camera",
        str(tmp_path / "visit.avi"),
        "--db",
        str(db_file),
        "--at",
        "2026-11-23T12:05",
        "--screenshots",
        str(tmp_path / "pictures"),
    )
    assert result["visits"] == 1
    assert [(e["patron"], e["record"]) for e in result["check_outs"]] == [("0189", HORSE), ("0189", DOG)]
    assert [(e["text"], e["record"], e["codes"]) for e in result["unknown"]] == [("B7654321", DOG, ["label_to_mend"])]
    assert (result["check_ins"], result["refusals"]) == ([], [])
    assert 3.4 < result["check_outs"][0]["t"] < 5.5
    assert all(e["ms"] > 0 for e in result["check_outs"])
    assert len(list((tmp_path / "pictures").glob("*-visit-zh_CN.png"))) >= 3
    assert "王小明" not in said
    open_database(str(db_file))
    assert [loan.due_on.isoformat() for loan in Loan.select()] == ["2026-12-08", "2026-12-08"]


def test_a_wrong_time_is_refused_in_one_sentence(tmp_path):
    command = [sys.executable, "-m", "kiosk", "demo", "--at", "noon"]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(Path.cwd())}, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "--at noon: write the time as 2026-11-23T12:05"
