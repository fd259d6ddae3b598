"""A kiosk, the centre, and between them a proxy that does what networks do: every record arrives, once."""

import json
from pathlib import Path

import pytest

from db.models import Journal, Loan, Notice
from tests.sync.faulty import Fault, FaultyProxy
from tests.sync.school import ITEMS, PATRONS, build_school
from tests.sync.test_two_kiosks import KioskProcess, all_agree, serving
from tests.sync.wire import until

pytestmark = pytest.mark.slow

# What the kiosk says of those that let nothing through; under the others it goes on.
STOPS = {
    Fault.CUT_REQUEST: "cut",
    Fault.CUT_REPLY: "cut",
    Fault.SWALLOW: "silent",
    Fault.CHANGE: "signature",
}
A_FEW = 5


def test_every_record_arrives_once_whatever_the_network_does(database, db_url, tmp_path: Path):
    build_school()
    with serving(db_url) as port:
        proxy, kiosk = FaultyProxy(port), KioskProcess(tmp_path / "kiosk.db")
        kiosk.join(f"http://127.0.0.1:{proxy.port}")
        until(lambda: kiosk.ask("state")["patrons"] == len(PATRONS))
        faults = [fault for fault in Fault if fault is not Fault.NONE]
        for fault in faults:
            proxy.do(fault)
            kiosk.ask("lend_and_take_back", ITEMS[0].hex, PATRONS[0].hex, A_FEW)
            until(lambda: proxy.calls >= 2)
            if fault in STOPS:
                until(lambda: kiosk.ask("state")["why"] == STOPS[fault])  # noqa: B023
                assert kiosk.ask("state")["online"] is False
            else:
                until(lambda: all_agree([kiosk]))
            # Healed: what waits goes without any new loan.
            proxy.do(Fault.NONE)
            until(lambda: all_agree([kiosk]))
        assert Journal.select().count() == 2 * A_FEW * len(faults)
        assert Loan.select().count() == A_FEW * len(faults)
        [notice] = Notice.select()
        assert (notice.kind, json.loads(notice.body)["kiosk"]) == ("call_wrong_signature", kiosk.name)
        assert kiosk.stop() == 0
        proxy.close()
