"""One call, and everything that can stand between a station and its centre: each is told apart."""

import select
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
import trustme

from kiosk.sync.calling import CallPatience, CentreLine
from kiosk.sync.credentials import Credentials
from kiosk.sync.messages import upload_message
from kiosk.sync.signing import new_key
from kiosk.sync.why import CallFailed, WhyAway
from tests.sync.listening import PORTAL, WELL, answers, drips, http, listening, read_request, says_nothing
from tests.sync.school import NOON
from tests.sync.wire import free_port

pytestmark = pytest.mark.slow

SECRET = new_key().secret
MESSAGE = upload_message("k-a", 1, 1, [], 0, {}, NOON)
HASTY = CallPatience(connect=1.0, read=0.2, whole=0.2)
LONG_AGO = {"not_before": datetime(2020, 1, 1, tzinfo=UTC), "not_after": datetime(2020, 2, 1, tzinfo=UTC)}


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def school_ca() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(school_ca, tmp_path) -> str:
    school_ca.cert_pem.write_to_path(tmp_path / "school-ca.pem")
    return str(tmp_path / "school-ca.pem")


def outcome(url: str, **route: str) -> tuple[WhyAway, float]:
    line = CentreLine(Credentials(url, "token", SECRET, **route), HASTY)
    try:
        line.call(MESSAGE)
        return WhyAway.OK, 0.0
    except CallFailed as failed:
        return failed.why, failed.wait
    finally:
        line.close()


def why(url: str, **route: str) -> WhyAway:
    return outcome(url, **route)[0]


def hangs_up(_: socket.socket) -> None:
    pass


@pytest.mark.parametrize(
    ("does", "expected"),
    [
        (answers(WELL), WhyAway.OK),
        (answers(PORTAL), WhyAway.NOT_JSON),
        (answers(http("302 Found", b"", "Location: http://portal.example/")), WhyAway.NOT_JSON),
        (answers(http("407 Proxy Authentication Required", b"")), WhyAway.PROXY),
        (answers(http("429 Too Many Requests", b"")), WhyAway.TOO_OFTEN),
        (answers(b"SSH-2.0-OpenSSH_9.2\r\n"), WhyAway.CUT),
        (answers(WELL[:-20]), WhyAway.CUT),
        (answers(WELL[:30]), WhyAway.CUT),
        (hangs_up, WhyAway.CUT),
        (says_nothing, WhyAway.SILENT),
        (drips, WhyAway.SILENT),
    ],
    ids=["well", "portal", "moved", "407", "429", "ssh", "half", "half a head", "hangs up", "silent", "drips"],
)
def test_what_answers_is_told_apart(does, expected):
    with listening(does) as port:
        assert why(f"http://127.0.0.1:{port}") == expected


def test_a_reply_that_stops_in_the_middle_is_given_up():
    def half(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(WELL[:-20])
        says_nothing(connection)

    with listening(half) as port:
        assert why(f"http://127.0.0.1:{port}") == WhyAway.SILENT


@pytest.mark.parametrize(("told", "wait"), [("7", 7.0), ("999999", 600.0), ("soon", 0.0), ("-1", 0.0)])
def test_the_centre_says_when_to_come_back(told, wait):
    with listening(answers(http("429 Too Many Requests", b"", f"Retry-After: {told}"))) as port:
        assert outcome(f"http://127.0.0.1:{port}") == (WhyAway.TOO_OFTEN, wait)


def test_nobody_there_no_such_name_and_no_answer():
    assert why(f"http://127.0.0.1:{free_port()}") == WhyAway.NOBODY_THERE
    assert why("http://no-such-host.invalid") == WhyAway.NAME_UNKNOWN
    assert why("http://") == WhyAway.NAME_UNKNOWN
    # Its queue of callers is full: the network takes the call, nobody answers it.
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        callers = [socket.socket() for _ in range(3)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(deaf.getsockname())
        assert why(f"http://127.0.0.1:{deaf.getsockname()[1]}") == WhyAway.UNREACHABLE
        for caller in callers:
            caller.close()


# --- TLS -------------------------------------------------------------------------------------------------------------


@contextmanager
def centre_with(certificate: trustme.LeafCert, does=None) -> Iterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with listening(does or answers(WELL), context) as port:
        yield f"https://localhost:{port}"


def test_a_certificate_of_the_schools_own_authority_is_taken_once_it_is_named(school_ca, ca_file, tmp_path):
    with centre_with(school_ca.issue_cert("localhost")) as url:
        assert why(url, ca_file=ca_file) == WhyAway.OK
        assert why(url) == WhyAway.UNTRUSTED
        assert why(url, ca_file=str(tmp_path / "nowhere.pem")) == WhyAway.UNTRUSTED


def test_certificates_that_are_not_the_centres_are_told_apart(school_ca, ca_file):
    stranger = trustme.CA().issue_cert("localhost")
    with centre_with(stranger) as url:
        assert why(url, ca_file=ca_file) == WhyAway.UNTRUSTED
    with centre_with(school_ca.issue_cert("localhost", **LONG_AGO)) as url:
        assert why(url, ca_file=ca_file) == WhyAway.EXPIRED
    with centre_with(school_ca.issue_cert("portal.example")) as url:
        assert why(url, ca_file=ca_file) == WhyAway.WRONG_NAME
        assert why(url.replace("localhost", "127.0.0.1"), ca_file=ca_file) == WhyAway.WRONG_NAME


def test_what_speaks_no_tls_is_no_centre(ca_file):
    def answers_anything(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(PORTAL)

    with listening(answers_anything) as port:
        assert why(f"https://localhost:{port}", ca_file=ca_file) == WhyAway.NOT_TLS


# --- a proxy between -------------------------------------------------------------------------------------------------


def proxy_to(wanted: str = "") -> Callable[[socket.socket], None]:
    """A proxy that makes tunnels, for those who bring the login `wanted`."""

    def does(connection: socket.socket) -> None:
        head = read_request(connection)
        if wanted and wanted.encode() not in head:
            connection.sendall(http("407 Proxy Authentication Required", b"", "Proxy-Authenticate: Basic"))
            return
        host, _, port = head.split()[1].decode().rpartition(":")
        with socket.create_connection((host, int(port))) as far:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            _carry(connection, far)

    return does


def _carry(near: socket.socket, far: socket.socket) -> None:
    while True:
        for source in select.select([near, far], [], [])[0]:
            piece = source.recv(65_536)
            if not piece:
                return
            (far if source is near else near).sendall(piece)


def test_a_proxy_with_a_login_leads_to_the_centre_and_its_refusal_is_named(school_ca, ca_file, monkeypatch):
    login = b64encode("school:书架".encode()).decode()
    with centre_with(school_ca.issue_cert("localhost")) as url, listening(proxy_to(login)) as port:
        right = f"http://school:{quote('书架')}@127.0.0.1:{port}"
        assert why(url, ca_file=ca_file, proxy=right) == WhyAway.OK
        assert why(url, ca_file=ca_file, proxy=f"http://127.0.0.1:{port}") == WhyAway.PROXY
        assert why(url, ca_file=ca_file, proxy=f"http://127.0.0.1:{free_port()}") == WhyAway.PROXY_AWAY
        monkeypatch.setenv("https_proxy", right)
        assert why(url, ca_file=ca_file) == WhyAway.OK
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
        assert why(url, ca_file=ca_file) == WhyAway.PROXY


def test_the_schools_own_proxy_in_the_middle_of_tls_shows_as_a_stranger_until_it_is_named(school_ca, ca_file):
    """An inspecting proxy answers with certificates of its own authority."""
    inspector = trustme.CA()
    with centre_with(inspector.issue_cert("localhost")) as inspected, listening(proxy_to()) as port:
        assert why(inspected, ca_file=ca_file, proxy=f"http://127.0.0.1:{port}") == WhyAway.UNTRUSTED
