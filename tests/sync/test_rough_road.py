"""A kiosk and the centre in namespaces of their own, over packets that are late, lost, doubled and overtaken."""

from contextlib import closing
from pathlib import Path

import pytest

from db.connection import open_database
from db.models import Journal, Loan, Notice
from tests.sync.road import CUT, SMOOTH, State, road
from tests.sync.school import ITEMS, PATRONS, build_school
from tests.sync.test_two_kiosks import KioskProcess, all_agree, serving_in
from tests.sync.wire import free_port, until

ROUGH = State(loss=0.05, twice=0.05, delay=0.01, jitter=0.04)


@pytest.mark.slow
def test_every_record_arrives_once_over_a_rough_road(tmp_path: Path):
    path = tmp_path / "centre.db"
    with road(seed=4) as way, closing(open_database(str(path))):
        build_school()
        there, here = way.ends
        port = free_port()
        with serving_in(there.run(), str(path), there.address, port):
            kiosk = KioskProcess(tmp_path / "kiosk.db", here.run())
            kiosk.join(f"http://{there.address}:{port}")
            until(lambda: kiosk.ask("state")["patrons"] == len(PATRONS), 20)

            way.state = ROUGH
            for _ in range(10):
                kiosk.ask("lend_and_take_back", ITEMS[0].hex, PATRONS[0].hex, 10)
                until(lambda: all_agree([kiosk]), 40)
            assert way.lost > 0

            # Nothing gets through, and nobody says so.
            way.state = CUT
            kiosk.ask("lend_and_take_back", ITEMS[1].hex, PATRONS[1].hex, 10)
            until(lambda: kiosk.ask("state")["why"] in ("unreachable", "silent"), 20)
            way.state = SMOOTH
            until(lambda: all_agree([kiosk]), 20)

            # The cable is out at the station, and put back: no new loan is needed.
            here.link("down")
            kiosk.ask("lend_and_take_back", ITEMS[2].hex, PATRONS[2].hex, 10)
            until(lambda: kiosk.ask("state")["why"] == "no_network", 20)
            here.link("up")
            until(lambda: all_agree([kiosk]), 20)
            assert kiosk.stop() == 0
        assert Loan.select().count() == 120
        assert Journal.select().count() == 240
        assert not Notice.select().exists()
