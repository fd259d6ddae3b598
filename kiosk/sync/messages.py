"""What crosses the wire: POST /v1/sync, JSON deflated, both directions in one call. docs/sync.md tells the story."""

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.sync.events import Event, Malformed, Message, is_count, parse_event

VERSION = 1
# Of an upload whose events stand in columns. All others, and every reply, are of the first version.
COLUMNS = 2
PATH = "/v1/sync"
ENROL_PATH = "/v1/enrol"
# Of the JSON text, before it is deflated.
MAX_UPLOAD = 1_000_000
MAX_REPLY = 16_000_000
MAX_EVENTS = 500
MAX_HEALTH = 4_000
MAX_NAME = 64


class BadMessage(ValueError):
    """A message that is none of ours; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """An event that cannot be applied. It is kept as it came, since it stands for something that happened."""

    seq: int
    raw: object
    why: str


@dataclass(frozen=True, slots=True)
class Upload:
    """first: seq of the first event; the others follow without a gap. feed: how far the kiosk has drawn.

    sent_at: the kiosk's clock, ms since 1970, UTC. health: what the kiosk says of itself. draw: whether it wants to
    hear what is new; while a backlog goes up, it does not. ahead: ms by which the kiosk's clock is ahead of the
    centre's, None as long as it has not measured it. pruned: how many events right before `first` the kiosk no
    longer keeps, because the centre once said that they were safe. columns: the events as they came, as long as they
    are not spelled out; entries is empty then."""

    kiosk: str
    epoch: int
    first: int
    entries: tuple[Event | Quarantined, ...]
    feed: int
    health: Message
    sent_at: int
    draw: bool = True
    ahead: int | None = None
    pruned: int = 0
    columns: Message | None = None

    @property
    def count(self) -> int:
        """How many events it brings."""
        return len(self.entries) if self.columns is None else len(self.columns["kind"])

    @property
    def last(self) -> int:
        """The seq of the last event."""
        return self.first + self.count - 1


@dataclass(frozen=True, slots=True)
class FeedChange:
    """row: None once it is deleted; otherwise its fields by name, as kiosk.sync.entities writes them."""

    entity: str
    id: str
    ver: int
    row: Message | None


@dataclass(frozen=True, slots=True)
class Reply:
    """have: all events up to this seq of the epoch are durable at the centre. now: its clock, ms since 1970, UTC.

    held: the same for every epoch of this kiosk; None from a centre that does not say. safe: by epoch, up to which seq
    a verified copy of the centre's records reaches. plain: the centre cannot make out the columns of this upload; the
    kiosk is to tell the same events as objects."""

    centre: str
    have: int
    now: int
    feed: int
    changes: tuple[FeedChange, ...]
    more: bool
    quarantined: tuple[int, ...]
    held: Mapping[int, int] | None = None
    safe: Mapping[int, int] = field(default_factory=dict)
    plain: bool = False


def pack(message: Message) -> bytes:
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    if "columns" not in message:
        # In one step, without waiting for a busy interpreter in between.
        return zlib.compress(text, 5)
    # Identities are mostly chance: what looks alike in them is not worth a reference.
    deflater = zlib.compressobj(5, memLevel=9, strategy=zlib.Z_FILTERED)
    return deflater.compress(text) + deflater.flush()


def unpack(body: bytes, largest: int) -> dict[str, Any]:
    """The JSON object in a deflated body; raises BadMessage. largest: bytes once inflated."""
    try:
        inflater = zlib.decompressobj()
        text = inflater.decompress(body, largest)
    except zlib.error:
        raise BadMessage("the body is not deflated") from None
    if inflater.unconsumed_tail:
        raise BadMessage(f"the body is larger than {largest} bytes")
    if not inflater.eof:
        raise BadMessage("the body is cut short")
    return parse_json(text, COLUMNS)


def parse_json(text: bytes, newest: int = VERSION) -> dict[str, Any]:
    """newest: the last version that is understood here."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessage("the body is not JSON") from None
    if not isinstance(message, dict):
        raise BadMessage("the body is not a JSON object")
    if message.get("v") not in range(VERSION, newest + 1):
        raise BadMessage(f"the message is not of version {VERSION} to {newest}")
    return message


def upload_message(
    kiosk: str,
    epoch: int,
    first: int,
    events: Sequence[Message],
    feed: int,
    health: Message,
    sent_at: int,
    draw: bool = True,
    ahead: int | None = None,
    pruned: int = 0,
) -> dict[str, Any]:
    return {
        "v": VERSION,
        "kiosk": kiosk,
        "epoch": epoch,
        "from": first,
        "events": list(events),
        "feed": feed,
        "health": dict(health),
        "sent_at": sent_at,
        "draw": draw,
        "ahead": ahead,
        "pruned": pruned,
    }


def in_columns(message: Message, columns: Message) -> dict[str, Any]:
    """The upload with its events told so."""
    return {name: said for name, said in message.items() if name != "events"} | {"v": COLUMNS, "columns": columns}


def _count(message: Message, key: str) -> int:
    count = message.get(key)
    if not is_count(count):
        raise BadMessage(f"«{key}» is not a number from 0")
    return count


def _ahead(message: Message) -> int | None:
    """An older kiosk does not say."""
    ahead = message.get("ahead")
    if ahead is not None and not (type(ahead) is int and is_count(abs(ahead))):
        raise BadMessage("«ahead» is not a number")
    return ahead


def _flag(message: Message, key: str) -> bool:
    flag = message.get(key)
    if not isinstance(flag, bool):
        raise BadMessage(f"«{key}» is neither true nor false")
    return flag


def _list(message: Message, key: str) -> list[Any]:
    found = message.get(key)
    if not isinstance(found, list):
        raise BadMessage(f"«{key}» is not a list")
    return found


def _name(message: Message, key: str) -> str:
    name = message.get(key)
    if not (isinstance(name, str) and 0 < len(name) <= MAX_NAME and name.isascii() and name.isprintable()):
        raise BadMessage(f"«{key}» is not a name")
    return name


def _health(message: Message) -> Message:
    health = message.get("health", {})
    if not isinstance(health, dict) or len(json.dumps(health)) > MAX_HEALTH:
        raise BadMessage("«health» is not a small JSON object")
    return health


def _entry(raw: object, kiosk: str, epoch: int, seq: int) -> Event | Quarantined:
    try:
        return parse_event(raw, kiosk, epoch, seq)
    except Malformed as why:
        return Quarantined(seq, raw, str(why))


def entries_of(raws: Sequence[object], kiosk: str, epoch: int, first: int) -> tuple[Event | Quarantined, ...]:
    """An event that is malformed becomes Quarantined and holds nothing up."""
    return tuple(_entry(raw, kiosk, epoch, first + place) for place, raw in enumerate(raws))


def _columns(message: Message) -> Message | None:
    if message["v"] != COLUMNS:
        return None
    columns = message.get("columns")
    if not isinstance(columns, dict):
        raise BadMessage("«columns» is not a JSON object")
    return columns


def parse_upload(message: Message) -> Upload:
    """Raises BadMessage. Columns are spelled out later: what they leave out is in the centre's database."""
    kiosk, epoch, first = _name(message, "kiosk"), _count(message, "epoch"), _count(message, "from")
    columns = _columns(message)
    events = _list(message, "events") if columns is None else _list(columns, "kind")
    if epoch >= 2**31 or first + len(events) >= 2**31:
        raise BadMessage("the epoch or the place in it is too large")
    if first < 1:
        raise BadMessage("«from» is not a number from 1")
    if len(events) > MAX_EVENTS:
        raise BadMessage(f"more than {MAX_EVENTS} events in one call")
    entries = entries_of(events, kiosk, epoch, first) if columns is None else ()
    return Upload(
        kiosk,
        epoch,
        first,
        entries,
        _count(message, "feed"),
        _health(message),
        _count(message, "sent_at"),
        _flag(message, "draw"),
        _ahead(message),
        _count({"pruned": 0, **message}, "pruned"),
        columns,
    )


def reply_message(reply: Reply) -> dict[str, Any]:
    return {
        "v": VERSION,
        "centre": reply.centre,
        "have": reply.have,
        "now": reply.now,
        "feed": reply.feed,
        "changes": [
            {"entity": change.entity, "id": change.id, "ver": change.ver, "row": change.row} for change in reply.changes
        ],
        "more": reply.more,
        "quarantined": list(reply.quarantined),
        "safe": {str(epoch): seq for epoch, seq in reply.safe.items()},
        **({} if reply.held is None else {"held": sorted(reply.held.items())}),
        **({"plain": True} if reply.plain else {}),
    }


def _change(raw: object) -> FeedChange:
    if not isinstance(raw, dict) or not isinstance(raw.get("entity"), str) or not isinstance(raw.get("id"), str):
        raise BadMessage("a change does not say what it changes")
    row = raw.get("row")
    if row is not None and not isinstance(row, dict):
        raise BadMessage("the row of a change is not a JSON object")
    return FeedChange(raw["entity"], raw["id"], _count(raw, "ver"), row)


def _held(message: Message) -> Mapping[int, int] | None:
    if "held" not in message:
        return None
    pairs = _list(message, "held")
    if not all(isinstance(pair, list) and len(pair) == 2 and all(map(is_count, pair)) for pair in pairs):
        raise BadMessage("«held» is not a list of epochs and places in them")
    return dict(pairs)


def _safe(message: Message) -> Mapping[int, int]:
    safe = message.get("safe", {})
    if not isinstance(safe, dict) or not all(epoch.isdecimal() and is_count(seq) for epoch, seq in safe.items()):
        raise BadMessage("«safe» does not say a number for each epoch")
    return {int(epoch): seq for epoch, seq in safe.items()}


def parse_reply(message: Message) -> Reply:
    """Raises BadMessage."""
    quarantined = _list(message, "quarantined")
    if not all(is_count(seq) for seq in quarantined):
        raise BadMessage("«quarantined» is not a list of numbers")
    return Reply(
        _name(message, "centre"),
        _count(message, "have"),
        _count(message, "now"),
        _count(message, "feed"),
        tuple(_change(raw) for raw in _list(message, "changes")),
        _flag(message, "more"),
        tuple(quarantined),
        _held(message),
        _safe(message),
        _flag({"plain": False, **message}, "plain"),
    )
