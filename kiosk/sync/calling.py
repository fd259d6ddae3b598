"""One call to the centre over HTTP."""

import json
import urllib.request
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import unquote, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, LocationValueError, MaxRetryError

from kiosk.sync.credentials import Credentials
from kiosk.sync.events import Message
from kiosk.sync.joining import MAX_JOINING, joining_message
from kiosk.sync.messages import (
    ENROL_PATH,
    MAX_REPLY,
    PATH,
    BadMessage,
    Reply,
    pack,
    parse_json,
    parse_reply,
)
from kiosk.sync.signing import StationKey
from kiosk.sync.why import CallFailed, WhyAway, why_of, why_status

PIECE = 65_536
# A centre that wants to be left alone for longer is asked nevertheless.
LONGEST_WAIT_S = 600.0


@dataclass(frozen=True, slots=True)
class CallPatience:
    """Seconds. connect: until somebody answers the call; read: between two pieces of a reply; whole: for all of it."""

    connect: float = 3.0
    read: float = 20.0
    whole: float = 60.0


@dataclass(frozen=True, slots=True)
class Route:
    """How the centre is reached. ca_file: PEM, in place of the authorities that the machine trusts, for a school that
    has its own. proxy: http://name:password@host:port; empty: as the environment says (HTTPS_PROXY, NO_PROXY)."""

    url: str
    ca_file: str = ""
    proxy: str = ""


class Connection:
    """To one centre. Raises CallFailed; whether the centre has had what was sent is then unknown."""

    def __init__(self, route: Route, patience: CallPatience | None = None) -> None:
        self._url = route.url.rstrip("/")
        self._patience = patience or CallPatience()
        self._pool = _pool(route, self._patience)

    def close(self) -> None:
        self._pool.clear()

    def post(self, path: str, body: bytes, headers: Mapping[str, str], largest: int) -> bytes:
        """What was answered with 200, inflated. largest: bytes of it."""
        try:
            response = self._pool.request(
                "POST",
                self._url + path,
                body=body,
                headers={"Content-Type": "application/json", "Accept-Encoding": "deflate", **headers},
                redirect=False,
                preload_content=False,
            )
        except MaxRetryError as fault:
            raise CallFailed(why_of(fault.reason)) from None
        except LocationValueError:
            raise CallFailed(WhyAway.NAME_UNKNOWN) from None
        except (OSError, HTTPError) as fault:
            raise CallFailed(why_of(fault)) from None
        is_whole = False
        try:
            if response.status != 200:
                raise CallFailed(why_status(response.status), _wait(response))
            text = self._read(response, largest)
            if not text and "Content-Length" not in response.headers:
                # Cut within the head: whatever is answered on purpose has something to say.
                raise CallFailed(WhyAway.CUT)
            is_whole = True
            return text
        except (OSError, HTTPError) as fault:
            raise CallFailed(why_of(fault)) from None
        finally:
            response.release_conn() if is_whole else response.close()

    def _read(self, response: urllib3.BaseHTTPResponse, largest: int) -> bytes:
        """A reply that only drips is given up: its sender may go on for ever."""
        end, pieces, length = monotonic() + self._patience.whole, [], 0
        while piece := response.read1(PIECE, decode_content=True):
            pieces.append(piece)
            length += len(piece)
            if length > largest:
                raise CallFailed(WhyAway.NOT_JSON)
            if monotonic() > end:
                raise CallFailed(WhyAway.SILENT)
        return b"".join(pieces)


class CentreLine:
    """The calls of a station that has joined."""

    def __init__(self, credentials: Credentials, patience: CallPatience | None = None) -> None:
        route = Route(credentials.url, credentials.ca_file, credentials.proxy)
        self._credentials = credentials
        self._connection = Connection(route, patience)

    def close(self) -> None:
        self._connection.close()

    def call(self, message: Message) -> Reply:
        """Raises CallFailed. Whether the centre has had the message is then unknown: send it again."""
        body = pack(message)
        seal = self._credentials.headers(message["kiosk"], message["epoch"], message["from"], body)
        answer = self._connection.post(PATH, body, {"Content-Encoding": "deflate", **seal}, MAX_REPLY)
        try:
            return parse_reply(parse_json(answer))
        except BadMessage:
            raise CallFailed(WhyAway.NOT_JSON) from None


def join(route: Route, kiosk: str, code: str, key: StationKey, patience: CallPatience | None = None) -> str:
    """The token that the centre gives for the code. Raises CallFailed: REFUSED for a code that it does not know."""
    connection = Connection(route, patience)
    try:
        body = json.dumps(joining_message(kiosk, code, key)).encode()
        token = parse_json(connection.post(ENROL_PATH, body, {}, MAX_JOINING)).get("token")
    except BadMessage:
        raise CallFailed(WhyAway.NOT_JSON) from None
    finally:
        connection.close()
    if not isinstance(token, str):
        raise CallFailed(WhyAway.NOT_JSON)
    return token


def _pool(route: Route, patience: CallPatience) -> urllib3.PoolManager:
    timeout = urllib3.Timeout(connect=patience.connect, read=patience.read)
    settings: dict[str, Any] = {"timeout": timeout, "retries": False, "ca_certs": route.ca_file or None, "maxsize": 1}
    proxy = route.proxy or _proxy_of_the_environment(route.url)
    if not proxy:
        return urllib3.PoolManager(**settings)
    login = urlsplit(proxy)
    headers = None
    if login.username:
        # Of urllib3's own way passwords in Chinese would be the end: it knows Latin-1 only.
        name_and_password = f"{unquote(login.username)}:{unquote(login.password or '')}".encode()
        headers = {"Proxy-Authorization": f"Basic {b64encode(name_and_password).decode()}"}
    return urllib3.ProxyManager(proxy, proxy_headers=headers, **settings)


def _proxy_of_the_environment(url: str) -> str:
    parts = urlsplit(url)
    proxy = urllib.request.getproxies().get(parts.scheme)
    return "" if proxy is None or urllib.request.proxy_bypass(parts.hostname or "") else proxy


def _wait(response: urllib3.BaseHTTPResponse) -> float:
    """Retry-After as seconds; its dates nobody sends here."""
    told = response.headers.get("Retry-After", "")
    return min(float(told), LONGEST_WAIT_S) if told.isdecimal() else 0.0
