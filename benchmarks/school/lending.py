"""Five years of class visits: who comes brings back what they have, and takes something along."""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from benchmarks.school.people import Reader
from benchmarks.school.writing import identity
from benchmarks.school.year import (
    CLASSES_A_GRADE,
    GRADES,
    PUPILS_DAYS,
    PUPILS_LIMIT,
    RECESSES,
    TermDays,
    slot,
)
from db.models import Item, Loan

ZONE = timedelta(hours=8)
MINUTE = 60_000
OPEN, LATE, LONGEST = 600, 90, 80
OUT_OF_TURN = 0.18  # of the visits are in another recess of the day
FORGETS = 0.12  # of the books stay at home for another week
POPULAR = 2.6  # the exponent that makes a few titles go out much more often


class Out(NamedTuple):
    reader: str
    item: str
    record: str
    lent_at: int
    due_on: date


def make_loans(
    dice: random.Random,
    people: list[Reader],
    items: list[list[str]],
    terms: list[TermDays],
    today: date,
    years: int,
    wanted: int,
) -> Iterator[tuple]:
    """Exactly `wanted` rows, the newest; the states of what is out are written as well."""
    closed, still_out = _lend(dice, people, items, terms, today, years)
    # What was longer out than that has come back by now, with its reader's last day at school.
    late = [out for out in still_out if today - timedelta(days=LONGEST) < out.due_on < today]
    dice.shuffle(late)
    kept = late[:LATE] + dice.sample([out for out in still_out if out.due_on >= today], OPEN - min(LATE, len(late)))
    at_home = {out.item for out in kept}
    evening = _ms(today, 17 * 60)
    for out in still_out:
        if out.item not in at_home:
            closed.append((out, min(evening, out.lent_at + dice.randint(1, 5) * 24 * 60 * MINUTE)))
    if len(closed) + len(kept) < wanted:
        raise SystemExit(f"this school borrows {len(closed) + len(kept)} books in {years} years: ask for fewer")
    closed.sort(key=lambda pair: pair[0].lent_at)
    for out, returned_at in closed[len(closed) - (wanted - len(kept)) :]:
        yield _row(dice, out, returned_at)
    for out in kept:
        yield _row(dice, out, None)
    database = Item._meta.database
    database.connection().executemany("update item set state = 'on_loan' where id = ?", [(id_,) for id_ in at_home])


def _lend(dice, people, items, terms, today, years):
    classes = defaultdict(list)
    for reader in people:
        classes[reader.entered, reader.number].append(reader)
    teachers = [reader for reader in people if reader.number == 0]
    since = today.replace(year=today.year - years)
    days = [day for term in terms for day in _days(term) if since < day <= today]
    taken, at_home, closed = set(), defaultdict(list), []
    for day in days:
        for grade in range(1, GRADES + 1):
            entered = day.year + (day.month >= 9) - grade
            for number in range(1, CLASSES_A_GRADE + 1):
                weekday, starts, ends = slot(grade, number)
                if weekday == day.weekday():
                    for reader in classes[entered, number]:
                        _visit(dice, reader, day, (starts, ends), items, taken, at_home, closed)
        for reader in dice.sample(teachers, 12):
            _visit(dice, reader, day, (480, 1010), items, taken, at_home, closed)
    return closed, [out for held in at_home.values() for out in held]


def _days(term: TermDays) -> Iterator[date]:
    for offset in range((term.ends_on - term.starts_on).days + 1):
        day = term.starts_on + timedelta(days=offset)
        if term.lends_on(day):
            yield day


def _visit(dice, reader: Reader, day: date, turn: tuple[int, int], items, taken: set, at_home, closed: list) -> None:
    if reader.keen == 0.0:
        return
    starts, ends = turn if dice.random() > OUT_OF_TURN else dice.choice(RECESSES)[1:]
    at = _ms(day, starts) + dice.randrange((ends - starts) * MINUTE)
    keeps = []
    for out in at_home[reader.id]:
        # Nothing stays for ever: after two months somebody has asked.
        if (day - out.due_on).days < 60 and dice.random() < FORGETS:
            keeps.append(out)
        else:
            taken.discard(out.item)
            closed.append((out, at))
    books = min(PUPILS_LIMIT - len(keeps), int(reader.keen + dice.random()))
    for place in range(books):
        own = items[int(len(items) * dice.random() ** POPULAR)]
        item = next((one for one in own[1:] if one not in taken), None)
        if item is not None:
            taken.add(item)
            keeps.append(Out(reader.id, item, own[0], at + place * 9_000, day + timedelta(days=PUPILS_DAYS)))
    at_home[reader.id] = keeps


def _ms(day: date, minutes: int) -> int:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - ZONE
    return int(midnight.timestamp() * 1000) + minutes * MINUTE


def _row(dice: random.Random, out: Out, returned_at: int | None) -> tuple:
    values = {
        "id": identity(out.lent_at, dice),
        "patron": out.reader,
        "item": out.item,
        "record": out.record,
        "lent_at": out.lent_at,
        "due_on": out.due_on.isoformat(),
        "renewals": 0,
        "in_library": False,
        "returned_at": returned_at,
        "ended_as": "" if returned_at is None else "returned",
    }
    return tuple(values.get(field.name) for field in Loan._meta.sorted_fields)
