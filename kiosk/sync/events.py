"""One event of a kiosk's journal, as it travels and as the fold reads it. Identities are 32 hex digits here."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeGuard

from db.journal import EventKind
from db.models import Journal
from kiosk.circulation.model import ItemState

# A JSON object as it travels.
Message = Mapping[str, Any]

ITEM_STATES = frozenset(ItemState)
QUARANTINED = "quarantined:"
REFERENCES = ("loan", "item", "record", "patron", "staff")
NEEDED: Mapping[str, tuple[str, ...]] = {
    EventKind.CHECK_OUT: ("loan", "item", "record", "patron"),
    # A book known by its ISBN that nobody had on record names no copy.
    EventKind.CHECK_IN: ("record",),
    EventKind.RENEW: ("loan", "item"),
    EventKind.UNDO_CHECK_OUT: ("loan", "item"),
    EventKind.UNDO_CHECK_IN: ("item",),
    EventKind.UNDO_RENEW: ("loan", "item"),
    EventKind.ITEM_STATE: ("item",),
    EventKind.NOTICE: (),
    EventKind.NOTICE_RESOLVED: (),
    EventKind.NOTICE_REOPENED: (),
    EventKind.REFUSED: (),
}
RESOLVED, REOPENED = RESOLVING = (EventKind.NOTICE_RESOLVED, EventKind.NOTICE_REOPENED)
MAX_NOTE = 200
# The kinds that change a loan or an item; the others are stored and say something to people only.
FOLDED = frozenset(NEEDED) - {EventKind.NOTICE, EventKind.REFUSED, *RESOLVING}

_ID = re.compile("[0-9a-f]{32}").fullmatch
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_LARGEST = 2**63 - 1


class Malformed(ValueError):
    """An event that cannot be applied; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Event:
    """kind: of EventKind, or quarantined.

    hlc, then id: its place among all events. at: ms since 1970, UTC, by the station's clock; stepped: how much
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
    body: Mapping[str, Any] = field(default_factory=dict)
    stepped: int = 0

    @property
    def order(self) -> tuple[int, str]:
        return (self.hlc, self.id)


def is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and _ID(value) is not None


def is_count(value: object) -> TypeGuard[int]:
    """A number from 0 that every database can hold."""
    return type(value) is int and 0 <= value <= _LARGEST


def _needs(holds: bool, sentence: str) -> None:
    if not holds:
        raise Malformed(sentence)


def _is_date(value: object) -> bool:
    """2026-12-08, and none of the other spellings of ISO 8601."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _check_body(kind: str, body: Mapping[str, Any]) -> None:
    if kind in (EventKind.CHECK_OUT, EventKind.RENEW, EventKind.UNDO_RENEW):
        _needs(_is_date(body.get("due_on")), f"{kind} has no due date")
    if kind in (EventKind.RENEW, EventKind.UNDO_RENEW):
        renewals = body.get("renewals")
        _needs(is_count(renewals) and renewals < 2**31, f"{kind} has no number of renewals")
    if kind == EventKind.CHECK_OUT:
        _needs(type(body.get("in_library", False)) is bool, "in_library is neither true nor false")
    if kind == EventKind.ITEM_STATE:
        _needs(body.get("state") in ITEM_STATES, "the item's state is none that the station knows")
    if kind == EventKind.NOTICE:
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
    if not isinstance(raw, dict):
        raise Malformed("an event is not a JSON object")
    kind: Any = raw.get("kind")
    body: Any = raw.get("body", {})
    _needs(isinstance(kind, str) and kind in NEEDED, "the kind of an event is unknown")
    _needs(is_id(raw.get("id")), "an event has no identity")
    _needs(raw.get("seq") == seq, "an event is out of its place")
    _needs(is_count(raw.get("hlc")) and is_count(raw.get("at")), "an event has no time")
    stepped = raw.get("stepped", 0)
    _needs(type(stepped) is int and abs(stepped) <= _LARGEST, "the step of the clock is no number")
    references: dict[str, Any] = {name: raw.get(name) for name in REFERENCES}
    _needs(all(value is None or is_id(value) for value in references.values()), "a reference is no identity")
    _needs(all(raw.get(name) is not None for name in NEEDED[kind]), f"{kind} does not say what it is about")
    _needs(isinstance(body, dict), "the body of an event is not a JSON object")
    _check_body(kind, body)
    try:
        body_text(body).encode()
    except (UnicodeEncodeError, RecursionError):
        raise Malformed("the body of an event cannot be written down") from None
    return Event(raw["id"], kiosk, epoch, seq, raw["hlc"], raw["at"], kind, **references, body=body, stepped=stepped)


def body_text(body: Mapping[str, Any]) -> str:
    """As the journal keeps it."""
    return _encode(body)


def event_message(row: Journal, longest: int, stepped: int = 0) -> dict[str, Any]:
    """A journal row as it travels: what is empty is left out.

    A body that is longer than `longest` or unreadable is told as such: the centre then quarantines the event, and
    those behind it go on."""
    message: dict[str, Any] = {"id": row.id.hex, "seq": row.seq, "hlc": row.hlc, "at": row.at, "kind": row.kind}
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
    references: dict[str, Any] = {
        name: None if (value := getattr(row, name)) is None else value.hex for name in REFERENCES
    }
    body = json.loads(row.body)
    return Event(row.id.hex, row.kiosk, row.epoch, row.seq, row.hlc, row.at, row.kind, **references, body=body)
