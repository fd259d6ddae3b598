"""Many events in few bytes: what is alike stands side by side, and what is known is not said again.

Events that follow one another are told as one JSON object, which deflate then finds little to save in:

    sum     digest of the events as they were; whoever spells them out again compares it
    kinds   the kinds that occur; kind: of each event, which of them
    at      of each event, less that of the one before
    hlc     of each event, less what follows from `at` and the one before; mostly 0
    ends    of each event, null, or the number of the check_out whose loan it ends, less the one before it named:
            the centre has it, and loan, item, record and patron are as it said
    ids     every identity once: first those of the events, then in the order in which the columns name them
    loan, item, record, patron, staff
            of each event that ends nothing (staff: of each): null, 0 for the next new one of `ids`, or from 1 on which
    bodies  those that occur; body: of each event null, or which of them
    stepped of each event, as it travels otherwise

Identities are UUIDv7. Those made in one millisecond share all but the last 12 of their 32 hex digits, so `ids` is four
lists: of each the head it has (as the columns name identities), of each head the milliseconds less those of the one
before, the 8 digits behind them, and of each identity the last 12 digits. Digits stand place by place, all first ones
before all second ones: where they are alike they vanish. An event costs some 27 bytes so, and 73 as an object.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from db.journal import COUNTER_BITS
from kiosk.sync.events import REFERENCES, Message

# What a check_in takes over from the check_out that it names.
OF_LOAN = REFERENCES[:4]
FIELDS = ("id", "seq", "hlc", "at", "kind", *REFERENCES, "body", "stepped")
TIME, HEAD, WHOLE = 12, 20, 32
# What Python says of columns that nobody has made of events.
BROKEN = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RuntimeError, StopIteration)

Told = Mapping[int, Sequence[str | None]]  # by seq, what its check_out says of OF_LOAN


class Unclear(ValueError):
    """The columns do not spell out what was put into them; it must be told otherwise."""


def columns_of(events: Sequence[Message], ends: Mapping[int, int]) -> dict[str, Any] | None:
    """The events in columns; None when they do not fit, which is for damaged ones only.

    ends: by the seq of a check_in, that of the check_out, when it says the same of OF_LOAN and the centre has it or
    gets it with these."""
    try:
        columns = _columns(events, ends)
        told = {ends[e["seq"]]: [e.get(name) for name in OF_LOAN] for e in events if e["seq"] in ends}
        spell_out(columns, events[0]["seq"], lambda seqs: told)
    except BROKEN:
        return None
    return columns


def _columns(events: Sequence[Message], ends: Mapping[int, int]) -> dict[str, Any]:
    whole = [event for event in events if event["seq"] not in ends]
    named = [event.get(name) for name in OF_LOAN for event in whole] + [event.get("staff") for event in events]
    places, ids = _referred(named, dict.fromkeys(event["id"] for event in events))
    kinds = sorted({event["kind"] for event in events})
    bodies = {_text(event["body"]): event["body"] for event in events if "body" in event}
    which = {text: place for place, text in enumerate(bodies)}
    ats = [event["at"] for event in events]
    numbers = [ends[event["seq"]] for event in events if event["seq"] in ends]
    steps = iter(_steps(numbers))
    return {
        "sum": _sum(events),
        "kinds": kinds,
        "kind": [kinds.index(event["kind"]) for event in events],
        "at": _steps(ats),
        "hlc": [event["hlc"] - due for event, due in zip(events, _due(ats, events), strict=True)],
        "ends": [next(steps) if event["seq"] in ends else None for event in events],
        "ids": _packed(ids),
        **{name: places[n * len(whole) : (n + 1) * len(whole)] for n, name in enumerate(OF_LOAN)},
        "staff": places[len(OF_LOAN) * len(whole) :],
        "bodies": list(bodies.values()),
        "body": [which[_text(event["body"])] if "body" in event else None for event in events],
        "stepped": [event.get("stepped", 0) for event in events],
    }


def spell_out(columns: Message, first: int, told: Callable[[list[int]], Told]) -> list[dict[str, Any]]:
    """The events again, each as it travels by itself. first: the seq of the first one; told: asked for what the
    centre has, given the numbers that lie before. Raises Unclear."""
    try:
        events = _events(columns, first, told)
        is_whole = _sum(events) == columns["sum"]
    except BROKEN:
        raise Unclear from None
    if not is_whole:
        raise Unclear
    return events


def event_ids(columns: Message) -> list[str]:
    """The identities of the events alone. Raises Unclear."""
    try:
        return list(_unpacked(columns["ids"], len(columns["kind"])))
    except BROKEN:
        raise Unclear from None


def _events(columns: Message, first: int, told: Callable[[list[int]], Told]) -> list[dict[str, Any]]:
    count = len(columns["kind"])
    ids = list(_unpacked(columns["ids"], len(columns["ids"][0])))
    fresh = iter(ids[count:])
    ends = _numbers(columns["ends"])
    known = told(sorted({seq for seq in ends if seq is not None and 0 < seq < first}))
    of_loan = [
        _taken_over(_looked_up(columns[name], ids, fresh), ends, first, {seq: known[seq][n] for seq in known})
        for n, name in enumerate(OF_LOAN)
    ]
    ats = list(accumulate(columns["at"]))
    values = zip(
        ids[:count],
        range(first, first + count),
        _hlcs(ats, columns["hlc"]),
        ats,
        [columns["kinds"][kind] for kind in columns["kind"]],
        *of_loan,
        _looked_up(columns["staff"], ids, fresh),
        [None if body is None else columns["bodies"][body] for body in columns["body"]],
        [step or None for step in columns["stepped"]],
        strict=True,
    )
    return [{name: value for name, value in zip(FIELDS, event, strict=True) if value is not None} for event in values]


def _taken_over(
    said: Sequence[str | None], ends: Sequence[int | None], first: int, known: Mapping[int, str | None]
) -> list[str | None]:
    """What is said of each event, or of the check_out whose loan it ends: one of these events or an earlier one."""
    whole = iter(said)
    found: list[str | None] = []
    for seq in ends:
        found.append(next(whole) if seq is None else found[seq - first] if seq >= first else known[seq])
    return found


def _hlcs(ats: Sequence[int], more: Sequence[int]) -> list[int]:
    hlcs, last = [], -1
    for at, above in zip(ats, more, strict=True):
        last = max(at << COUNTER_BITS, last + 1) + above
        hlcs.append(last)
    return hlcs


def _due(ats: Sequence[int], events: Sequence[Message]) -> Iterator[int]:
    """The hlc that each event has unless the clock was set back."""
    last = -1
    for at, event in zip(ats, events, strict=True):
        yield max(at << COUNTER_BITS, last + 1)
        last = event["hlc"]


def _numbers(ends: Sequence[int | None]) -> list[int | None]:
    numbers, last = [], 0
    for step in ends:
        last += step or 0
        numbers.append(None if step is None else last)
    return numbers


def _steps(numbers: Sequence[int]) -> list[int]:
    return [number - before for before, number in zip([0, *numbers], numbers, strict=False)]


def _referred(values: Iterable[str | None], known: Mapping[str, object]) -> tuple[list[int | None], list[str]]:
    """Each value as a place in a list of all, from 1 on, 0 where it is the next new one; and that list."""
    place = {value: number for number, value in enumerate(known, 1)}
    found: list[int | None] = []
    for value in values:
        found.append(None if value is None else place.get(value, 0))
        if value is not None:
            place.setdefault(value, len(place) + 1)
    return found, list(place)


def _looked_up(places: Sequence[int | None], ids: Sequence[str], fresh: Iterator[str]) -> list[str | None]:
    return [None if place is None else ids[place - 1] if place else next(fresh) for place in places]


def _packed(ids: Sequence[str]) -> list[Any]:
    if any(len(id_) != WHOLE for id_ in ids):
        raise ValueError
    of_head, heads = _referred((id_[:HEAD] for id_ in ids), {})
    times = _steps([int(head[:TIME], 16) for head in heads])
    return [of_head, times, _place_by_place(head[TIME:] for head in heads), _place_by_place(id_[HEAD:] for id_ in ids)]


def _unpacked(packed: Sequence[Any], count: int) -> Iterator[str]:
    """The first `count` identities."""
    of_head, times, middles, tails = packed
    heads = [f"{time:012x}{middles[n :: len(times)]}" for n, time in enumerate(accumulate(times))]
    fresh = iter(heads)
    for n, head in enumerate(_looked_up(of_head[:count], heads, fresh)):
        yield head + tails[n :: len(of_head)]


def _place_by_place(texts: Iterable[str]) -> str:
    return "".join("".join(digits) for digits in zip(*texts, strict=True))


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _sum(events: Sequence[Message]) -> str:
    text = json.dumps(list(events), sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
