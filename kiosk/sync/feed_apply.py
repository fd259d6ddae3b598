"""The kiosk's side of the feed: write what the centre says, except where the kiosk knows better for the moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from peewee import CharField, Database, Model

from db.models import Item, Loan
from db.rows import tuples
from db.settings import bump_bylaw, get_setting, put_setting
from kiosk.circulation.model import ItemState, LoanEnd
from kiosk.sync.bulk import plain
from kiosk.sync.entities import ENTITIES, Entity, Row, is_own_setting
from kiosk.sync.events import Message
from kiosk.sync.identity import Identity
from kiosk.sync.messages import FeedChange, Reply
from kiosk.sync.outbox import untold_references

FEED, CENTRE = "kiosk_feed_version", "kiosk_centre_id"


@dataclass(frozen=True, slots=True)
class Untold:
    """What this kiosk's events are about that the centre has not acknowledged: the centre's rows of it are old."""

    items: frozenset[str]
    loans: frozenset[str]


def feed_position() -> int:
    return int(get_setting(FEED) or 0)


def draw(db: Database, me: Identity, reply: Reply) -> bool:
    """Write a page in one transaction. False when another centre than before has answered: nothing is written then,
    and the next call draws everything from the beginning."""
    with db.atomic():
        if get_setting(CENTRE) != reply.centre:
            put_setting(CENTRE, reply.centre)
            put_setting(FEED, "0")
            return False
        if reply.changes:
            _write(me, reply.changes)
        if feed_position() != reply.feed:
            put_setting(FEED, str(reply.feed))
        return True


def _write(me: Identity, changes: Sequence[FeedChange]) -> None:
    untold = Untold(*untold_references(me))
    wanted = [change for change in changes if change.entity in ENTITIES and not _is_passed_over(change, untold)]
    for name, entity in reversed(list(ENTITIES.items())):
        gone = [change.id for change in wanted if change.entity == name and change.row is None]
        if gone and entity.deletable:
            entity.model.delete().where(getattr(entity.model, entity.key).in_(gone)).execute()
    told = {change.id for change in wanted if change.entity == "item"}
    left = _left_by({change.id: change.row for change in wanted if change.entity == "loan" and change.row})
    for name, entity in ENTITIES.items():
        rows = [_known_columns(entity, change.row) for change in wanted if change.entity == name and change.row]
        if name == "loan":
            _write_loans(entity, rows)
        else:
            _upsert(entity, rows)
    _keep_lent(told)
    _put_back(left - told - untold.items)
    if any(ENTITIES[change.entity].bylaw for change in wanted):
        bump_bylaw()


def _is_passed_over(change: FeedChange, untold: Untold) -> bool:
    """The centre tells it again once it has had the events."""
    if change.entity == "item":
        return change.id in untold.items
    if change.entity == "loan" and change.row:
        # An ended loan stands in nobody's way, and no event of this kiosk's will make the centre tell it again.
        is_open = change.row.get("returned_at") is None
        return change.id in untold.loans or (is_open and change.row.get("item") in untold.items)
    return change.entity == "setting" and is_own_setting(change.id)


def _known_columns(entity: Entity, row: Message) -> Row:
    """A newer centre may speak of columns that this station does not have."""
    return {name: row[name] for name in entity.model._meta.fields if name in row}


def _upsert(entity: Entity, rows: Sequence[Row]) -> None:
    if not rows:
        return
    model: type[Model] = entity.model
    key = getattr(model, entity.key)
    if entity.unique:
        _make_way(entity, entity.unique, rows)
    columns = [model._meta.fields[name] for name in rows[0] if name != entity.key]
    model.insert_many(rows).on_conflict(conflict_target=[key], preserve=columns).execute()


def _make_way(entity: Entity, unique: str, rows: Sequence[Row]) -> None:
    """Rows that still bear a number which the centre has given to another row: their own new one is on its way."""
    field = entity.model._meta.fields[unique]
    key = getattr(entity.model, entity.key)
    owners = {row[unique]: row[entity.key] for row in rows if row.get(unique) is not None}
    for id_, value in tuples(entity.model.select(key, field).where(field.in_(list(owners)))):
        if owners[plain(value)] != id_.hex:
            _park(entity, unique, id_)


def _park(entity: Entity, unique: str, id_: UUID) -> None:
    field = entity.model._meta.fields[unique]
    key = getattr(entity.model, entity.key)
    if not isinstance(field, CharField):
        entity.model.delete().where(key == id_).execute()
        return
    aside = None if field.null else f"~{id_.hex}"
    entity.model.update({field: aside}).where(key == id_).execute()


def _write_loans(entity: Entity, rows: Sequence[Row]) -> None:
    """Ended loans first: an item has one open loan at every moment."""
    _upsert(entity, [row for row in rows if row["returned_at"] is not None])
    opened = [row for row in rows if row["returned_at"] is None]
    _end_others({row["item"] for row in opened}, {row["id"] for row in opened})
    _upsert(entity, opened)


def _keep_lent(items: Collection[str]) -> None:
    """A copy is out while its loan is open here, though a centre put back from a copy may not know of it yet, or is
    about to say that the loan is on another copy."""
    lent = Loan.select(Loan.item).where(Loan.returned_at.is_null(), Loan.item.in_(list(items)))
    Item.update(state=ItemState.ON_LOAN).where(Item.id.in_(lent), Item.state == ItemState.AVAILABLE).execute()


def _left_by(loans: Mapping[str, Message]) -> set[str]:
    """The copies on which these loans lie here and no longer at the centre."""
    place = {id_: row["item"] if row["returned_at"] is None else None for id_, row in loans.items()}
    here = Loan.select(Loan.id, Loan.item).where(Loan.returned_at.is_null(), Loan.id.in_(list(place)))
    return {item.hex for id_, item in tuples(here) if place[id_.hex] != item.hex}


def _put_back(items: Collection[str]) -> None:
    """Copies that were kept lent until now."""
    lent = Loan.select(Loan.item).where(Loan.returned_at.is_null())
    free = Item.id.in_(list(items)) & (Item.state == ItemState.ON_LOAN) & Item.id.not_in(lent)
    Item.update(state=ItemState.AVAILABLE).where(free).execute()


def _end_others(items: Collection[str], but: Collection[str]) -> None:
    """What the centre no longer takes for open on these items; how each of them ended is on its way."""
    others = Loan.item.in_(list(items)) & Loan.id.not_in(list(but)) & Loan.returned_at.is_null()
    Loan.update(returned_at=Loan.lent_at, ended_as=LoanEnd.RELENT).where(others).execute()
    # A loan that moves to another copy frees the one it leaves before that one is given away.
    moving = Loan.id.in_(list(but)) & Loan.returned_at.is_null()
    Loan.update(returned_at=0).where(moving).execute()
