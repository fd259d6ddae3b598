"""The tables that kiosks draw from the centre, and their rows as JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from peewee import Model

from db import models


@dataclass(frozen=True, slots=True)
class Entity:
    """parents: the entity that each foreign key refers to. unique: a field that no two rows may share.

    deletable: its rows may vanish; the others stay for ever. bylaw: lending is decided by it."""

    model: type[Model]
    parents: Mapping[str, str] = field(default_factory=dict)
    unique: str | None = None
    deletable: bool = False
    bylaw: bool = False

    @property
    def key(self) -> str:
        return self.model._meta.primary_key.name


def _bylaw(model: type[Model], unique: str | None = None, **parents: str) -> Entity:
    return Entity(model, parents, unique, deletable=True, bylaw=True)


# In the order in which rows can be written: what is referred to comes first.
ENTITIES: Mapping[str, Entity] = {
    "setting": Entity(models.Setting, bylaw=True),
    "school_class": Entity(models.SchoolClass, unique="name"),
    "staff": Entity(models.Staff, unique="card"),
    "record": Entity(models.Record, unique="isbn"),
    "policy": _bylaw(models.Policy),
    "term": _bylaw(models.Term),
    "holiday": _bylaw(models.Holiday),
    "make_up_day": _bylaw(models.MakeUpDay, unique="day"),
    "period": _bylaw(models.Period),
    "rota": _bylaw(models.Rota),
    "rota_entry": _bylaw(models.RotaEntry, rota="rota", period="period"),
    "rota_exception": _bylaw(models.RotaException),
    "patron": Entity(models.Patron, {"school_class": "school_class"}, unique="number"),
    "item": Entity(models.Item, {"record": "record"}, unique="label"),
    "hold": Entity(models.Hold, {"record": "record", "patron": "patron"}, deletable=True),
    "loan": Entity(models.Loan, {"record": "record", "patron": "patron", "item": "item"}),
    "notice": Entity(models.Notice, deletable=True),
    "resolution": Entity(models.Resolution, deletable=True),
}
FEED_VERSION = "feed_version"
CENTRE_ID = "centre_id"


def is_own_setting(key: str) -> bool:
    """A station's own affair, never told to another."""
    return key.startswith("kiosk_") or key in {FEED_VERSION, CENTRE_ID, "bylaw_version"}


def plain(value: object) -> object:
    """A database value as JSON can say it: identities as 32 hex digits, dates as ISO."""
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat() if isinstance(value, date) else value


def plain_row(row: Mapping) -> dict:
    return {name: plain(value) for name, value in row.items()}


def mark_of(row: Mapping) -> str:
    """A digest that tells one content of a row from another."""
    text = json.dumps(row, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
