"""A name for each way in which a call can go; the devices screen words it."""

import errno
import ssl
from enum import StrEnum

from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ProxyError,
    ReadTimeoutError,
    SSLError,
)


class Why(StrEnum):
    OK = "ok"
    NO_NETWORK = "no_network"  # no way out of this machine
    NAME_UNKNOWN = "name_unknown"  # no such address: no network behind the cable, or it is misspelt
    NOBODY_THERE = "nobody_there"  # the machine is there, and nobody listens
    UNREACHABLE = "unreachable"  # no answer from the machine
    SILENT = "silent"  # accepted the call and says nothing
    CUT = "cut"  # cut in the middle of the request or of the reply
    UNTRUSTED = "untrusted"  # the certificate is signed by nobody whom this station trusts
    EXPIRED = "expired"  # it is past its time, or the station's date is wrong
    WRONG_NAME = "wrong_name"  # it is another address's
    NOT_TLS = "not_tls"  # what listens there speaks no TLS, or none that this program knows
    PROXY = "proxy"  # the school's proxy does not let it through
    PROXY_AWAY = "proxy_away"  # the school's proxy is not there
    NOT_JSON = "not_json"  # something else answered: a portal that wants a click, or a page of the proxy
    REFUSED = "refused"  # the centre does not know this kiosk, or has shut it out
    SIGNATURE = "signature"  # what arrived is not what this kiosk signed, or its key is not the one that is known
    MISUNDERSTOOD = "misunderstood"  # the centre cannot read what this program sends
    TOO_OFTEN = "too_often"  # the centre wants to be left alone for a while
    BUSY = "busy"  # the centre is there and cannot work at the moment
    DATABASE = "database"  # this kiosk's own database failed
    FAULT = "fault"  # a fault of this program


# Nobody was reached: trying again costs nobody anything.
UNREACHED = frozenset({Why.NO_NETWORK, Why.NAME_UNKNOWN, Why.NOBODY_THERE, Why.UNREACHABLE, Why.PROXY_AWAY})

_NO_WAY_OUT = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
# X509_V_ERR_… of OpenSSL: not yet valid, expired; the host's name, its IP address.
_TIMES, _NAMES = frozenset({9, 10}), frozenset({62, 64})


class CallFailed(Exception):
    """wait: seconds after which the centre wants to be asked again, 0 where it says nothing."""

    def __init__(self, why: Why, wait: float = 0.0) -> None:
        super().__init__(why.value)
        self.why = why
        self.wait = wait


def why_of(fault: Exception | None) -> Why:
    """Of what urllib3 raised."""
    if isinstance(fault, ProxyError):
        return Why.PROXY_AWAY if isinstance(fault.original_error, ConnectTimeoutError) else Why.PROXY
    if isinstance(fault, SSLError):
        return _why_tls(fault)
    if isinstance(fault, NameResolutionError):
        return Why.NAME_UNKNOWN
    if isinstance(fault, NewConnectionError):
        return _why_not_connected(fault)
    if isinstance(fault, ConnectTimeoutError):
        return Why.UNREACHABLE
    if isinstance(fault, DecodeError):
        return Why.NOT_JSON
    if isinstance(fault, ReadTimeoutError):
        return Why.SILENT
    return Why.PROXY if _is_refused_tunnel(fault) else Why.CUT


def _is_refused_tunnel(fault: Exception | None) -> bool:
    """http.client says this alone by the words of an OSError."""
    cause = fault.args[-1] if isinstance(fault, ProtocolError) and fault.args else None
    return isinstance(cause, OSError) and str(cause).startswith("Tunnel connection failed")


def _why_not_connected(fault: NewConnectionError) -> Why:
    number = getattr(fault.__cause__, "errno", None)
    if number in _NO_WAY_OUT:
        return Why.NO_NETWORK
    return Why.NOBODY_THERE if number == errno.ECONNREFUSED else Why.UNREACHABLE


def _why_tls(fault: SSLError) -> Why:
    cause = fault.args[0] if fault.args else None
    if isinstance(cause, FileNotFoundError):
        # The file that names the school's own authority is not there.
        return Why.UNTRUSTED
    if not isinstance(cause, ssl.SSLCertVerificationError):
        return Why.NOT_TLS
    if cause.verify_code in _TIMES:
        return Why.EXPIRED
    return Why.WRONG_NAME if cause.verify_code in _NAMES else Why.UNTRUSTED


def why_status(status: int) -> Why:
    """Of what the centre, or something before it, answered instead of 200."""
    if status in (401, 403):
        return Why.REFUSED
    if status == 407:
        return Why.PROXY
    if status == 422:
        return Why.SIGNATURE
    if status == 429:
        return Why.TOO_OFTEN
    if status in (400, 404, 413):
        return Why.MISUNDERSTOOD
    return Why.BUSY if status >= 500 else Why.NOT_JSON
