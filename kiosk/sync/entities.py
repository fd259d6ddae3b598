"""The tables that kiosks draw from the centre, and their rows as JSON."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from peewee import BooleanField, Model, ModelSelect

from db import models
from kiosk.circulation.naming import masked
from kiosk.sync.bulk import plain_rows

# Of a table, as JSON says it, by the names of the fields.
Row = dict[str, Any]

_encode = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode


def _as_it_stands(row: Row) -> Row:
    return row


def _name_masked(row: Row) -> Row:
    """A station shows no more of a name than this, and may be stolen."""
    return {**row, "name": masked(row["name"]), "initials": ""}


@dataclass(frozen=True, slots=True)
class Entity:
    """parents: the entity that each foreign key refers to. unique: a field that no two rows may share.

    deletable: its rows may vanish; the others stay for ever. bylaw: lending is decided by it. told: what of a row
    leaves the centre."""

    model: type[Model]
    parents: Mapping[str, str] = field(default_factory=dict)
    unique: str | None = None
    deletable: bool = False
    bylaw: bool = False
    told: Callable[[Row], Row] = _as_it_stands

    @property
    def key(self) -> str:
        primary: Any = self.model._meta.primary_key
        return str(primary.name)


def _bylaw(model: type[Model], unique: str | None = None, **parents: str) -> Entity:
    return Entity(model, parents, unique, deletable=True, bylaw=True)


# In the order in which rows can be written: what is referred to comes first.
ENTITIES: Mapping[str, Entity] = {
    "setting": Entity(models.Setting, bylaw=True),
    "school_class": Entity(models.SchoolClass, unique="name"),
    "staff": Entity(models.Staff, unique="card"),
    "record": Entity(models.Record, unique="isbn"),
    "batch": Entity(models.Batch, unique="number"),
    "policy": _bylaw(models.Policy),
    "term": _bylaw(models.Term),
    "class_recall": _bylaw(models.ClassRecall, school_class="school_class"),
    "return_day": _bylaw(models.ReturnDay, unique="day"),
    "holiday": _bylaw(models.Holiday),
    "make_up_day": _bylaw(models.MakeUpDay, unique="day"),
    "period": _bylaw(models.Period),
    "rota": _bylaw(models.Rota),
    "rota_entry": _bylaw(models.RotaEntry, rota="rota", period="period"),
    "rota_exception": _bylaw(models.RotaException),
    "closing_notice": Entity(models.ClosingNotice, deletable=True),
    "patron": Entity(models.Patron, {"school_class": "school_class"}, unique="number", told=_name_masked),
    "item": Entity(models.Item, {"record": "record", "batch": "batch"}, unique="label"),
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


def plain_dicts(query: "ModelSelect[Any]", model: type[Model]) -> Iterator[Row]:
    """Whole rows of `model` by the names of their fields. SQLite knows no booleans, a row as it travels does."""
    fields = model._meta.sorted_fields
    names = [field.name for field in fields]
    flags = [field.name for field in fields if isinstance(field, BooleanField)]
    for values in plain_rows(query):
        row = dict(zip(names, values, strict=True))
        for name in flags:
            row[name] = bool(row[name])
        yield row


def mark_of(row: Row) -> str:
    """A digest that tells one content of a row from another."""
    return hashlib.blake2b(_encode(row).encode(), digest_size=12).hexdigest()
