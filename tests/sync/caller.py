"""The centre's service as a kiosk meets it, without a network between them."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from kiosk.clock import from_ms
from kiosk.sync import centre as service
from kiosk.sync.call_guard import CallGuard
from kiosk.sync.credentials import Credentials
from kiosk.sync.messages import Reply, pack, parse_reply, unpack, upload_message
from tests.sync.school import NOON, Journalist, as_raw, build_school


class Caller:
    """Speaks WSGI to the centre."""

    def __init__(self, app: service.Centre) -> None:
        self.app = app
        self.headers: dict[str, str] = {}

    def call(self, method: str, path: str, body: bytes = b"", machine: str = "", **headers: str) -> tuple[str, bytes]:
        """machine: the address from which the call comes."""
        said = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body), "REMOTE_ADDR": machine}
        environ |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()}
        answer = b"".join(self.app(environ, lambda status, headers: said.append((status, dict(headers)))))
        status, self.headers = said[0]
        return status, answer

    def refusal(self, body: bytes, **headers: str) -> tuple[str, str]:
        status, answer = self.call("POST", "/v1/sync", body, **headers)
        return status, json.loads(answer)["error"]

    def sync(self, message: dict, credentials: Credentials) -> Reply:
        body = pack(message)
        status, answer = self.call("POST", "/v1/sync", body, **sealed(message, credentials))
        assert status == "200 OK" and self.headers["Content-Encoding"] == "deflate"
        return parse_reply(unpack(answer, 10**7))


def sealed(message: dict, credentials: Credentials) -> dict[str, str]:
    return credentials.headers(message["kiosk"], message["epoch"], message["from"], pack(message))


def message(journalist: Journalist, **changes) -> dict:
    events = [as_raw(event) for event in journalist.events]
    return upload_message(journalist.kiosk, 1, 1, events, 0, {"waiting": 0}, NOON) | changes


@contextmanager
def calling(db_url: str, guard: CallGuard | None = None) -> Iterator[Caller]:
    """A caller of a centre with the small school in its database."""
    build_school()
    app = service.Centre(db_url, lambda: from_ms(NOON, ZoneInfo("UTC")), guard)
    # The service's thread and the test speak to one database, each by a connection of its own.
    database = app.db
    database.connect(reuse_if_open=True)
    yield Caller(app)
    app.close()
    database.close()
