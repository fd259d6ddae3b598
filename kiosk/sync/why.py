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


class WhyAway(StrEnum):
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
UNREACHED = frozenset(
    {WhyAway.NO_NETWORK, WhyAway.NAME_UNKNOWN, WhyAway.NOBODY_THERE, WhyAway.UNREACHABLE, WhyAway.PROXY_AWAY}
)

_NO_WAY_OUT = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
# X509_V_ERR_… of OpenSSL: not yet valid, expired; the host's name, its IP address.
_TIMES, _NAMES = frozenset({9, 10}), frozenset({62, 64})


class CallFailed(Exception):
    """wait: seconds after which the centre wants to be asked again, 0 where it says nothing."""

    def __init__(self, why: WhyAway, wait: float = 0.0) -> None:
        super().__init__(why.value)
        self.why = why
        self.wait = wait


def why_of(fault: Exception | None) -> WhyAway:
    """Of what urllib3 raised."""
    if isinstance(fault, ProxyError):
        return WhyAway.PROXY_AWAY if isinstance(fault.original_error, ConnectTimeoutError) else WhyAway.PROXY
    if isinstance(fault, SSLError):
        return _why_tls(fault)
    if isinstance(fault, NameResolutionError):
        return WhyAway.NAME_UNKNOWN
    if isinstance(fault, NewConnectionError):
        return _why_not_connected(fault)
    if isinstance(fault, ConnectTimeoutError):
        return WhyAway.UNREACHABLE
    if isinstance(fault, DecodeError):
        return WhyAway.NOT_JSON
    if isinstance(fault, ReadTimeoutError):
        return WhyAway.SILENT
    return WhyAway.PROXY if _is_refused_tunnel(fault) else WhyAway.CUT


def _is_refused_tunnel(fault: Exception | None) -> bool:
    """http.client says this alone by the words of an OSError."""
    cause = fault.args[-1] if isinstance(fault, ProtocolError) and fault.args else None
    return isinstance(cause, OSError) and str(cause).startswith("Tunnel connection failed")


def _why_not_connected(fault: NewConnectionError) -> WhyAway:
    number = getattr(fault.__cause__, "errno", None)
    if number in _NO_WAY_OUT:
        return WhyAway.NO_NETWORK
    return WhyAway.NOBODY_THERE if number == errno.ECONNREFUSED else WhyAway.UNREACHABLE


def _why_tls(fault: SSLError) -> WhyAway:
    cause = fault.args[0] if fault.args else None
    if isinstance(cause, FileNotFoundError):
        # The file that names the school's own authority is not there.
        return WhyAway.UNTRUSTED
    if not isinstance(cause, ssl.SSLCertVerificationError):
        return WhyAway.NOT_TLS
    if cause.verify_code in _TIMES:
        return WhyAway.EXPIRED
    return WhyAway.WRONG_NAME if cause.verify_code in _NAMES else WhyAway.UNTRUSTED


def why_status(status: int) -> WhyAway:
    """Of what the centre, or something before it, answered instead of 200."""
    if status in (401, 403):
        return WhyAway.REFUSED
    if status == 407:
        return WhyAway.PROXY
    if status == 422:
        return WhyAway.SIGNATURE
    if status == 429:
        return WhyAway.TOO_OFTEN
    if status in (400, 404, 413):
        return WhyAway.MISUNDERSTOOD
    return WhyAway.BUSY if status >= 500 else WhyAway.NOT_JSON
