"""One call to the centre over HTTP, and a name for each way in which it can fail."""

import urllib.request
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError, MaxRetryError, ProxyError, SSLError

from kiosk.sync.messages import (
    MAX_REPLY,
    PATH,
    BadMessage,
    Reply,
    pack,
    parse_json,
    parse_reply,
)

CONNECT_S, READ_S = 3.0, 20.0


class Why(StrEnum):
    """How the last call went; the screen words it."""

    OK = "ok"
    UNREACHABLE = "unreachable"  # no network, no such host, nobody listens, cut in the middle
    UNTRUSTED = "untrusted"  # the certificate is not one of the school's
    PROXY = "proxy"  # the school's proxy does not let it through
    NOT_JSON = "not_json"  # something else answered: a portal that wants a click, or a page of the proxy
    REFUSED = "refused"  # the centre does not know this kiosk, or has shut it out
    MISUNDERSTOOD = "misunderstood"  # the centre cannot read what this program sends
    BUSY = "busy"  # the centre is there and cannot work at the moment
    DATABASE = "database"  # this kiosk's own database failed
    FAULT = "fault"  # a fault of this program


class CallFailed(Exception):
    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


def _pool(url: str, ca_file: Path | None) -> urllib3.PoolManager:
    timeout = urllib3.Timeout(connect=CONNECT_S, read=READ_S)
    settings = {"timeout": timeout, "retries": False, "ca_certs": str(ca_file) if ca_file else None, "maxsize": 1}
    parts = urlsplit(url)
    proxy = urllib.request.getproxies().get(parts.scheme)
    if proxy is None or urllib.request.proxy_bypass(parts.hostname or ""):
        return urllib3.PoolManager(**settings)
    login = urlsplit(proxy)
    headers = None
    if login.username:
        headers = urllib3.make_headers(proxy_basic_auth=f"{login.username}:{login.password or ''}")
    return urllib3.ProxyManager(proxy, proxy_headers=headers, **settings)


class Line:
    """To one centre. The proxy of the environment (HTTPS_PROXY, NO_PROXY) is used; ca_file: PEM, in place of the
    authorities that the system trusts, for a school that has its own."""

    def __init__(self, url: str, token: str, ca_file: Path | None = None) -> None:
        self._url = url.rstrip("/") + PATH
        self._headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Content-Encoding": "deflate",
            "Accept-Encoding": "deflate",
        }
        self._pool = _pool(url, ca_file)

    def close(self) -> None:
        self._pool.clear()

    def call(self, message: Mapping) -> Reply:
        """Raises CallFailed. Whether the centre has had the message is then unknown: send it again."""
        try:
            status, body = self._post(pack(message))
        except MaxRetryError as fault:
            raise CallFailed(_why(fault.reason)) from None
        except HTTPError as fault:
            raise CallFailed(_why(fault)) from None
        if status != 200:
            raise CallFailed(_why_status(status))
        try:
            return parse_reply(parse_json(body))
        except BadMessage:
            raise CallFailed(Why.NOT_JSON) from None

    def _post(self, body: bytes) -> tuple[int, bytes]:
        response = self._pool.request(
            "POST", self._url, body=body, headers=self._headers, redirect=False, preload_content=False
        )
        try:
            text = response.read(MAX_REPLY, decode_content=True)
            # The rest would say whether the reply was cut; a whole one has none.
            if response.read(1, decode_content=True):
                raise CallFailed(Why.NOT_JSON)
            return response.status, text
        finally:
            response.close() if response.status != 200 else response.release_conn()


def _why(fault: Exception | None) -> Why:
    if isinstance(fault, ProxyError):
        return Why.PROXY
    return Why.UNTRUSTED if isinstance(fault, SSLError) else Why.UNREACHABLE


def _why_status(status: int) -> Why:
    if status in (401, 403):
        return Why.REFUSED
    if status == 407:
        return Why.PROXY
    if status in (400, 404, 413):
        return Why.MISUNDERSTOOD
    return Why.BUSY if status >= 500 else Why.NOT_JSON
