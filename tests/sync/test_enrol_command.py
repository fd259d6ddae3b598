"""A station joins a centre over TLS, as a librarian does it: a code there, a command here."""

import stat
from contextlib import closing
from pathlib import Path

import pytest
import trustme

from db.connection import open_database
from db.models import Kiosk, Patron
from kiosk.bootstrap import set_up
from kiosk.cli import main
from kiosk.config import CentreConfig, Config
from kiosk.sync.credentials import place_beside, read_credentials
from tests.sync.school import PATRONS, build_school
from tests.sync.test_two_kiosks import command, serving
from tests.sync.wire import free_port, until

pytestmark = pytest.mark.slow


@pytest.fixture
def station(tmp_path) -> str:
    return str(tmp_path / "station" / "station.sqlite")


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "localhost,127.0.0.1")


def test_a_code_at_the_centre_and_a_command_at_the_station(tmp_path: Path, station, capsys):
    centre = str(tmp_path / "centre.sqlite")
    with closing(open_database(centre)):
        build_school()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    certificate = authority.issue_cert("localhost")
    certificate.cert_chain_pems[0].write_to_path(tmp_path / "centre.pem")
    certificate.private_key_pem.write_to_path(tmp_path / "centre.key")
    tls = ["--certificate", str(tmp_path / "centre.pem"), "--key", str(tmp_path / "centre.key")]
    with serving(centre, *tls, ca_file=tmp_path / "ca.pem") as port:
        code = command("code", "--db", centre).stdout.strip()
        words = ["enrol", "--db", station, "--centre", f"https://localhost:{port}", "--code", code]
        assert main(words) == 2
        assert "authority" in capsys.readouterr().err
        assert main([*words, "--ca-file", str(tmp_path / "ca.pem")]) == 0
        given = read_credentials(place_beside(station))
        said = capsys.readouterr().out
        assert given.token not in said and given.secret not in said
        assert stat.S_IMODE(place_beside(station).stat().st_mode) == 0o600
        # Once only.
        assert main([*words, "--ca-file", str(tmp_path / "ca.pem")]) == 2
        assert "ask for a new one" in capsys.readouterr().err
        assert read_credentials(place_beside(station)) == given

        stand = set_up(Config(database=station))
        stand.agent.start()
        names = {f"读*{n}" for n in range(len(PATRONS))}
        until(lambda: {name for (name,) in Patron.select(Patron.name).tuples()} == names)
        stand.agent.stop()
        stand.db.close()
    with closing(open_database(centre)):
        assert [kiosk.public_key != "" for kiosk in Kiosk.select()] == [True]


def test_the_configuration_moves_a_station_to_the_centres_new_address(station, tmp_path):
    from kiosk.sync.credentials import Credentials, write_credentials

    Path(station).parent.mkdir()
    alone = set_up(Config(database=station))
    assert alone.agent is None
    alone.db.close()
    write_credentials(place_beside(station), Credentials("http://old.invalid", "t", "00" * 32))
    url = f"http://127.0.0.1:{free_port()}"
    stand = set_up(Config(database=station, centre=CentreConfig(url=url)))
    stand.agent.start()
    assert until(lambda: stand.agent.status().why) == "nobody_there"
    stand.agent.stop()
    stand.db.close()


def test_a_station_lends_on_when_its_credentials_cannot_be_read(station, caplog):
    Path(station).parent.mkdir()
    place_beside(station).write_text("{")
    stand = set_up(Config(database=station))
    assert stand.agent is None and "join the centre again" in caplog.text
    stand.db.close()


@pytest.mark.parametrize(
    "words",
    [
        ["--centre", "centre.example", "--code", "ACEF-HJKM"],
        ["--centre", "http://127.0.0.1:1", "--code", "ACEF"],
        ["--centre", "http://127.0.0.1:1", "--code", "ACEF-HJKM"],
        ["--centre", "http://127.0.0.1:1", "--code", "ACEF-HJKM", "--ca-file", "/nowhere.pem"],
        ["--centre", "http://127.0.0.1:1", "--code", "ACEF-HJKM", "--proxy", "proxy.example:8080"],
    ],
)
def test_wrong_input_is_refused_in_one_sentence_and_leaves_nothing(words, station, capsys):
    assert main(["enrol", "--db", station, *words]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and len(said) > 20
    assert not place_beside(station).exists()
