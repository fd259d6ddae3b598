"""What goes down from the centre: each row's newest version, numbered by a counter that commits in order."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from peewee import Database, Expression

from db.models import Change as Head
from db.models import Loan, Notice, Resolution, Setting
from db.rows import tuples
from db.settings import get_setting
from kiosk.sync.bulk import among, write_many
from kiosk.sync.entities import CENTRE_ID, ENTITIES, FEED_VERSION, Row, is_own_setting, mark_of, plain_dicts
from kiosk.sync.messages import FeedChange
from kiosk.sync.resolutions import is_open

PAGE = 500
RECENTLY_MS = 60 * 24 * 3600 * 1000
# SQLite takes 32,766 values in a statement.
CHUNK = 5_000

# Of these tables not every row goes down; given the moment in ms since which things are recent.
TOLD_WHILE: Mapping[str, Callable[[int], Expression]] = {
    "loan": lambda recent: Loan.returned_at.is_null() | (Loan.returned_at > recent),
    "notice": lambda recent: is_open() | (Notice.at > recent),
    "resolution": lambda recent: Resolution.at > recent,
}

Mark = tuple[str, str, str]  # entity, id, digest of the row or empty for a deleted one


def centre_id() -> str:
    """Tells one centre from another: a kiosk that meets a new one draws everything again."""
    known = get_setting(CENTRE_ID)
    if not known:
        Setting.insert(key=CENTRE_ID, value=secrets.token_hex(8)).on_conflict_ignore().execute()
    return known or get_setting(CENTRE_ID)


def feed_version() -> int:
    return int(get_setting(FEED_VERSION) or 0)


def _advance(by: int) -> int:
    """The counter after `by` more. Its row stays locked until the transaction commits: numbers commit in order."""
    grown = (Setting.value.cast("BIGINT") + by).cast("TEXT")
    Setting.insert(key=FEED_VERSION, value=str(by)).on_conflict(
        conflict_target=[Setting.key], update={Setting.value: grown}
    ).execute()
    return feed_version()


def _number(db: Database, marks: Sequence[Mark], at: int = 0) -> int:
    if not marks:
        return 0
    last = _advance(len(marks))
    first = last - len(marks) + 1
    query = Head.insert(entity="", entity_id="", ver=0, mark="", at=0).on_conflict(
        conflict_target=[Head.entity, Head.entity_id], preserve=[Head.ver, Head.mark, Head.at]
    )
    rows = [(entity, id_, first + place, mark, at) for place, (entity, id_, mark) in enumerate(marks)]
    write_many(db, query, rows)
    return len(marks)


def rows_of(entity: str, ids: Sequence[str]) -> dict[str, Row]:
    """The rows there are, by identity, as they are told."""
    kind = ENTITIES[entity]
    key = getattr(kind.model, kind.key)
    found: dict[str, Row] = {}
    for start in range(0, len(ids), CHUNK):
        query = kind.model.select().where(among(key, ids[start : start + CHUNK]))
        found.update((row[kind.key], kind.told(row)) for row in plain_dicts(query, kind.model))
    return found


def publish(db: Database, touched: Mapping[str, Iterable[str]]) -> int:
    """Number these rows anew, changed or not; the last thing that an editing transaction does. Returns how many.

    touched: identities (32 hex digits; a setting's key) by entity; one whose row is gone counts as deleted."""
    with db.atomic():
        return publish_within(db, touched)


def publish_within(db: Database, touched: Mapping[str, Iterable[str]]) -> int:
    """The same, inside the caller's transaction."""
    marks: list[Mark] = []
    for entity in ENTITIES:
        ids = sorted(set(touched.get(entity, ())))
        rows = rows_of(entity, ids)
        marks += [(entity, id_, mark_of(rows[id_]) if id_ in rows else "") for id_ in ids]
    return _number(db, marks)


def _all_rows(entity: str, now: int) -> Iterator[tuple[str, Row]]:
    kind = ENTITIES[entity]
    query = kind.model.select()
    if entity in TOLD_WHILE:
        query = query.where(TOLD_WHILE[entity](now - RECENTLY_MS))
    for row in plain_dicts(query, kind.model):
        if entity != "setting" or not is_own_setting(row["key"]):
            yield row[kind.key], kind.told(row)


def _differences(entity: str, now: int) -> Iterator[Mark]:
    heads = Head.select(Head.entity_id, Head.mark).where(Head.entity == entity).tuples()
    told = dict(heads.iterator())
    for id_, row in _all_rows(entity, now):
        mark = mark_of(row)
        if told.pop(id_, None) != mark:
            yield entity, id_, mark
    if ENTITIES[entity].deletable:
        yield from ((entity, id_, "") for id_, mark in told.items() if mark)


def publish_all(db: Database, now: int) -> int:
    """Number every row that has changed since it was last numbered: after an import, whoever made it.

    now: ms since 1970, UTC; loans and notices that ended long before are left out. Returns how many rows."""
    with db.atomic():
        return _number(db, [mark for entity in ENTITIES for mark in _differences(entity, now)], now)


def _parents(wanted: Mapping[str, Mapping[str, Row]], upto: int) -> dict[str, set[str]]:
    """What these rows refer to and a kiosk that has drawn up to `upto` has not got."""
    referred: dict[str, set[str]] = {}
    for entity, rows in wanted.items():
        for column, parent in ENTITIES[entity].parents.items():
            ids = {row[column] for row in rows.values()} - {None}
            referred.setdefault(parent, set()).update(ids)
    for parent, ids in referred.items():
        heads = Head.select(Head.entity_id).where(Head.entity == parent, among(Head.entity_id, ids), Head.ver <= upto)
        ids.difference_update(head.entity_id for head in heads)
    return referred


def _untold_loans(items: Iterable[str], upto: int) -> set[str]:
    """Loans of these items that have changed after `upto`."""
    of_items = {loan.hex for (loan,) in tuples(Loan.select(Loan.id).where(among(Loan.item, items)))}
    heads = Head.select(Head.entity_id).where(Head.entity == "loan", among(Head.entity_id, of_items), Head.ver > upto)
    return {head.entity_id for head in heads}


def _rows_with_parents(heads: Sequence[Head], upto: int) -> dict[str, dict[str, Row]]:
    """The rows by entity; rows they refer to come along, so that each page can be written by itself. So do an item's
    loans: a kiosk that is cut off between two pages must not have a copy on the shelf and on loan at once."""
    chosen: dict[str, dict[str, Row]] = {entity: {} for entity in ENTITIES}
    ask = {entity: {head.entity_id for head in heads if head.entity == entity and head.mark} for entity in ENTITIES}
    while any(ask.values()):
        found = {entity: rows_of(entity, sorted(ids)) for entity, ids in ask.items() if ids}
        for entity, rows in found.items():
            chosen[entity].update(rows)
        ask = {entity: ids - chosen[entity].keys() for entity, ids in _parents(found, upto).items()}
        if "item" in found:
            ask["loan"] = ask.get("loan", set()) | (_untold_loans(found["item"], upto) - chosen["loan"].keys())
    return chosen


def page(since: int, size: int = PAGE) -> tuple[tuple[FeedChange, ...], int, bool]:
    """What changed after version `since`: the changes, the version they lead to, and whether there are more.

    A kiosk that has seen more than there is (the centre was restored) begins again."""
    if since > feed_version():
        since = 0
    heads = list(Head.select().where(Head.ver > since).order_by(Head.ver).limit(size + 1))
    heads, more = heads[:size], len(heads) > size
    if not heads:
        return (), since, False
    upto = heads[-1].ver
    chosen = _rows_with_parents(heads, upto)
    vers = {(head.entity, head.entity_id): head.ver for head in heads}
    changes = [
        FeedChange(entity, id_, vers.pop((entity, id_), upto), row)
        for entity, rows in chosen.items()
        for id_, row in rows.items()
    ]
    changes += [FeedChange(entity, id_, ver, None) for (entity, id_), ver in vers.items()]
    return tuple(changes), upto, more
