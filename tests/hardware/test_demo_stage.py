import numpy as np
import pytest

from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.decoder import decode
from kiosk.hardware.demo_stage import DemoStage, Showing
from kiosk.hardware.scan import Symbology

CARD = Showing(0.2, ((Symbology.CODE128, "R0189"),), "card", hold=0.6)
BOOK = Showing(3.0, ((Symbology.EAN13, "9787115428028"), (Symbology.CODE128, "B0894607")), "book", hold=0.6)
RATE = 10


def scans_of(stage, seconds):
    scanner, scans = CameraScanner(), []
    for index in range(int(seconds * RATE)):
        time = index / RATE
        scans += scanner.see(decode(stage.picture(time)), time, time)
    return scans


def test_each_thing_on_the_stage_is_scanned_once():
    scans = scans_of(DemoStage((CARD, BOOK)), BOOK.gone_at)
    assert sorted(scan.text for scan in scans) == ["9787115428028", "B0894607", "R0189"]
    card, *book = scans
    assert card.text == "R0189"
    assert len({scan.presentation for scan in book}) == 1
    assert card.presentation < book[0].presentation


def test_things_come_from_an_edge_and_leave():
    stage = DemoStage((CARD,))
    empty = stage.picture(0.0).astype(int)

    def covered(at):
        return (np.abs(stage.picture(at).astype(int) - empty) > 40).mean()

    assert covered(0.1) == 0
    assert 0 < covered(0.4) < covered(1.0)
    assert covered(CARD.gone_at + 0.1) == 0


def test_a_script_ends_a_while_after_its_last_showing():
    stage = DemoStage((Showing(-1.9, (), "card", hold=0.0),), fps=5, size=(64, 48))
    times = []
    while not stage.ended:
        frame = stage.read()
        times += [frame.time] if frame else []
    assert times[-1] == 0.4


def test_a_looping_script_begins_again_and_its_time_runs_on():
    stage = DemoStage((CARD,), loop=True, fps=400, size=(64, 48))
    times = [stage.read().time for _ in range(5)]
    assert times == sorted(times)
    assert not stage.ended
    stage.close()
    assert stage.read() is None


def test_a_text_that_does_not_fit_its_symbology_is_refused():
    with pytest.raises(ValueError):
        DemoStage((Showing(0.0, ((Symbology.EAN13, "9787115428029"),), "book"),))
