"""One event of a kiosk's journal, as it travels and as the fold reads it. Identities are 32 hex digits here."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.models import Journal

ITEM_STATES = frozenset({"available", "on_loan", "in_repair", "missing", "lost", "withdrawn"})
QUARANTINED = "quarantined:"
REFERENCES = ("loan", "item", "record", "patron", "staff")
NEEDED = {
    "check_out": ("loan", "item", "record", "patron"),
    # A book known by its ISBN that nobody had on record names no copy.
    "check_in": ("record",),
    "renew": ("loan", "item"),
    "undo_check_out": ("loan", "item"),
    "undo_check_in": ("item",),
    "undo_renew": ("loan", "item"),
    "item_state": ("item",),
    "notice": (),
    "notice_resolved": (),
    "notice_reopened": (),
    "refused": (),
}
RESOLVED, REOPENED = RESOLVING = ("notice_resolved", "notice_reopened")
MAX_NOTE = 200
# The kinds that change a loan or an item; the others are stored and say something to people only.
FOLDED = frozenset(NEEDED) - {"notice", "refused", *RESOLVING}

_ID = re.compile("[0-9a-f]{32}").fullmatch
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LARGEST = 2**63 - 1


class Malformed(ValueError):
    """An event that cannot be applied; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Event:
    """hlc, then id: its place among all events. at: ms since 1970, UTC, by the station's clock; stepped: how much
    further ahead that clock was then than when the event was told."""

    id: str
    kiosk: str
    epoch: int
    seq: int
    hlc: int
    at: int
    kind: str
    loan: str | None = None
    item: str | None = None
    record: str | None = None
    patron: str | None = None
    staff: str | None = None
    body: Mapping = None
    stepped: int = 0

    @property
    def order(self) -> tuple[int, str]:
        return (self.hlc, self.id)


def is_id(value: object) -> bool:
    return isinstance(value, str) and _ID(value) is not None


def is_count(value: object) -> bool:
    """A number from 0 that every database can hold."""
    return type(value) is int and 0 <= value <= _LARGEST


def _needs(holds: bool, sentence: str) -> None:
    if not holds:
        raise Malformed(sentence)


def _is_date(value: object) -> bool:
    """2026-12-08, and none of the other spellings of ISO 8601."""
    try:
        return date.fromisoformat(value).isoformat() == value
    except (TypeError, ValueError):
        return False


def _check_body(kind: str, body: Mapping) -> None:
    if kind in ("check_out", "renew", "undo_renew"):
        _needs(_is_date(body.get("due_on")), f"{kind} has no due date")
    if kind in ("renew", "undo_renew"):
        renewals = body.get("renewals")
        _needs(is_count(renewals) and renewals < 2**31, f"{kind} has no number of renewals")
    if kind == "check_out":
        _needs(type(body.get("in_library", False)) is bool, "in_library is neither true nor false")
    if kind == "item_state":
        _needs(body.get("state") in ITEM_STATES, "the item's state is none that the station knows")
    if kind == "notice":
        said = body.get("kind")
        _needs(isinstance(said, str) and said.isprintable() and len(said) <= 100, "a notice has no kind")
    if kind in RESOLVING:
        note = body.get("note", "")
        _needs(is_id(body.get("notice")), f"{kind} does not say which notice")
        _needs(isinstance(note, str) and len(note) <= MAX_NOTE, f"{kind} has no note of at most {MAX_NOTE} characters")
        # PostgreSQL has no place for it in a text.
        _needs("\0" not in note, f"the note of {kind} holds a NUL")


def parse_event(raw: object, kiosk: str, epoch: int, seq: int) -> Event:
    """The event that `raw` spells; raises Malformed. seq: the place in which it arrived, and which it must name."""
    _needs(isinstance(raw, dict), "an event is not a JSON object")
    kind, body = raw.get("kind"), raw.get("body", {})
    _needs(isinstance(kind, str) and kind in NEEDED, "the kind of an event is unknown")
    _needs(is_id(raw.get("id")), "an event has no identity")
    _needs(raw.get("seq") == seq, "an event is out of its place")
    _needs(is_count(raw.get("hlc")) and is_count(raw.get("at")), "an event has no time")
    stepped = raw.get("stepped", 0)
    _needs(type(stepped) is int and abs(stepped) <= _LARGEST, "the step of the clock is no number")
    references = [raw.get(name) for name in REFERENCES]
    _needs(all(value is None or is_id(value) for value in references), "a reference is no identity")
    _needs(all(raw.get(name) is not None for name in NEEDED[kind]), f"{kind} does not say what it is about")
    _needs(isinstance(body, dict), "the body of an event is not a JSON object")
    _check_body(kind, body)
    try:
        body_text(body).encode()
    except (UnicodeEncodeError, RecursionError):
        raise Malformed("the body of an event cannot be written down") from None
    return Event(raw["id"], kiosk, epoch, seq, raw["hlc"], raw["at"], kind, *references, body, stepped)


def body_text(body: Mapping) -> str:
    """As the journal keeps it."""
    return _encode(body)


def event_message(row: Journal, longest: int, stepped: int = 0) -> dict:
    """A journal row as it travels: what is empty is left out.

    A body that is longer than `longest` or unreadable is told as such: the centre then quarantines the event, and
    those behind it go on."""
    message = {"id": row.id.hex, "seq": row.seq, "hlc": row.hlc, "at": row.at, "kind": row.kind}
    message |= {name: value.hex for name in REFERENCES if (value := getattr(row, name)) is not None}
    if row.body != "{}":
        message["body"] = _body_of(row, longest)
    if stepped:
        message["stepped"] = stepped
    return message


def _body_of(row: Journal, longest: int) -> object:
    if len(row.body) > longest:
        return f"{len(row.body)} characters are too many to send"
    try:
        return json.loads(row.body)
    except (ValueError, RecursionError):
        return row.body


def from_journal(row: Journal) -> Event:
    references = (None if (value := getattr(row, name)) is None else value.hex for name in REFERENCES)
    return Event(
        row.id.hex, row.kiosk, row.epoch, row.seq, row.hlc, row.at, row.kind, *references, json.loads(row.body)
    )
