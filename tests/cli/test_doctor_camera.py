import json
import re

import cv2
import pytest

from kiosk.cli import main
from kiosk.hardware.camera_report import Advice, MeterName
from kiosk.hardware.chart_report import ChartVerdict
from kiosk.i18n import LANGUAGES, load_catalogue
from tests.pictures import noisy
from tests.printed import page_held_up, page_of

WORDS = {
    MeterName.FOCUS: ("sharp", "soft", "blurred", "unknown"),
    MeterName.LIGHT: ("good", "dark", "very_dark", "bright", "unknown"),
    MeterName.GLARE: ("none", "some", "much", "unknown"),
    MeterName.CODE_SIZE: ("good", "small", "too_small", "unknown"),
}


@pytest.fixture
def chart(tmp_path, capsys):
    path = tmp_path / "chart.pdf"
    assert main(["doctor", "camera", "--chart", str(path)]) == 0
    assert str(path) in capsys.readouterr().out
    return page_of(path)


def film(folder, page, millimetre):
    folder.mkdir()
    cv2.imwrite(str(folder / "held.png"), noisy(page_held_up(page, millimetre, (95, 150), 3)))
    return str(folder)


@pytest.mark.slow
def test_the_printed_chart_before_a_camera_becomes_a_verdict_in_words(chart, tmp_path, capsys):
    source, shots = film(tmp_path / "good", chart, 7.0), tmp_path / "shots"
    words = ["doctor", "camera", "--camera", source, "--seconds", "0.8", "--pictures", str(shots)]
    assert main([*words, "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert re.match(r"Good for 0\.(33|25) mm labels\n", said)
    assert "1280×720" in said and "2.3 pixels a line" in said
    assert next(line for line in said.splitlines() if line.startswith("  0.33")).split()[1] == "100"
    picture = cv2.imread(str(min(shots.iterdir())))
    assert picture.shape == (720, 1280, 3)
    assert ((picture == (90, 170, 0)).all(axis=2)).sum() > 1000


@pytest.mark.slow
def test_a_weak_camera_is_told_in_both_languages_and_by_the_exit_code(chart, tmp_path, capsys):
    source = film(tmp_path / "far", chart, 2.4)
    words = ["doctor", "camera", "--camera", source, "--seconds", "0.6"]
    for language, remedy in (("zh_CN", "条码太小：把摄像头挪近一些"), ("en", "bring the camera nearer")):
        assert main([*words, "--language", language]) == 1
        assert remedy in capsys.readouterr().out
    assert main([*words, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["verdict"], report["advice"]) == ("weak", "nearer")
    assert {meter["name"]: meter["verdict"] for meter in report["checkup"]["meters"]}["code_size"] == "poor"
    assert {"symbology", "module", "shown", "read", "rate"} == set(report["lines"][0])


def test_a_camera_that_is_not_there_and_a_folder_that_is_not_there_are_said_in_a_sentence(tmp_path, capsys):
    assert main(["doctor", "camera", "--camera", str(tmp_path / "none.mp4")]) == 2
    assert "does not open: plug it in" in capsys.readouterr().err
    assert main(["doctor", "camera", "--chart", str(tmp_path / "none" / "chart.pdf")]) == 2
    assert "name a file in a folder that is there" in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_meter_advice_and_verdict_has_its_words(language):
    catalogue = load_catalogue(language)
    wanted = {f"camera.meter.{name}" for name in MeterName}
    wanted |= {f"camera.meter.{name}.{word}" for name, words in WORDS.items() for word in words}
    wanted |= {f"camera.advice.{advice}{part}" for advice in Advice for part in ("", ".next")}
    wanted |= {f"doctor.camera.verdict.{verdict}{part}" for verdict in ChartVerdict for part in ("", ".next")}
    assert wanted <= catalogue.keys()
    assert {key for key in catalogue if key.startswith(("camera.meter.", "camera.advice."))} <= wanted
