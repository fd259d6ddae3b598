"""Change the school's data so that it is known who did it, what it was before, and how to take it back."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from peewee import Database, Model

from db.models import MODELS, Audit, AuditRow, Setting, new_id
from db.settings import bump_bylaw
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.storage import TakenMeanwhile, transaction
from kiosk.office.actors import Actor
from kiosk.office.permissions import MAY
from kiosk.office.refusal import NotDone
from kiosk.sync.entities import ENTITIES, is_own_setting, plain_dicts
from kiosk.sync.feed import feed_version, publish

TABLES: Mapping[str, type[Model]] = {model._meta.table_name: model for model in MODELS}
# Nobody may read these in the audit: it says that they changed, and a deed that changed them is not taken back.
SECRETS: Mapping[str, frozenset[str]] = {"staff": frozenset({"pin_hash"})}
ROWS_A_STATEMENT = 300

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Touched:
    """A row before and after; None where it was not there. Of a row that stayed, the columns that differ."""

    entity: str
    row: str
    before: Row | None
    after: Row | None


class Edit:
    """The changes of one deed, inside its transaction. id: the identity of its audit entry."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.id = new_id()
        self.touched: list[Touched] = []

    def update(self, model: type[Model], key: object, **columns: object) -> None:
        before = _row_of(model, key)
        model.update(**columns).where(model._meta.primary_key == key).execute()
        self._note(model, before, _row_of(model, key))

    def create(self, model: type[Model], **columns: object) -> Model:
        row = model.create(**columns)
        self._note(model, None, _row_of(model, getattr(row, _key(model))))
        return row

    def delete(self, model: type[Model], key: object) -> None:
        before = _row_of(model, key)
        model.delete().where(model._meta.primary_key == key).execute()
        self._note(model, before, None)

    def set(self, key: str, value: str) -> None:
        """One of the school's settings."""
        before = _row_of(Setting, key)
        Setting.insert(key=key, value=value).on_conflict(
            conflict_target=[Setting.key], update={Setting.value: value}
        ).execute()
        self._note(Setting, before, _row_of(Setting, key))

    @contextmanager
    def watching(self, *models: type[Model]) -> Iterator[None]:
        """Around code that writes these tables by itself: how they differ afterwards is noted.

        models: what is referred to comes first, so that it goes last when all this is taken back. Rows that went are
        noted before the others, those that referred first: so they come back last, after what they refer to."""
        before = {model: _all_rows(model) for model in models}
        yield
        after = {model: _all_rows(model) for model in models}
        for model in reversed(models):
            for key in sorted(before[model].keys() - after[model].keys()):
                self._note(model, before[model][key], None)
        for model in models:
            for key in sorted(after[model]):
                self._note(model, before[model].get(key), after[model][key])

    def _note(self, model: type[Model], before: Row | None, after: Row | None) -> None:
        if before == after:
            return
        row = str((before or after or {})[_key(model)])
        if before is not None and after is not None:
            differ = [name for name in after if before[name] != after[name]]
            before, after = ({name: side[name] for name in differ} for side in (before, after))
        entity = model._meta.table_name
        self.touched.append(Touched(entity, row, _veiled(entity, before), _veiled(entity, after)))


@contextmanager
def editing(desk: Desk, actor: Actor, at: datetime, deed: str, **facts: object) -> Iterator[Edit]:
    """One transaction, one entry in the audit trail; what lending is decided by is read again, kiosks are told.

    deed: the code of its sentence, facts: what that says, without a secret. Raises StorageFailed, TakenMeanwhile, and
    PermissionError for somebody whose use-case should have refused."""
    if not MAY[actor.role]:
        raise PermissionError(f"{actor.role} changes nothing")
    with transaction(desk.db):
        edit = Edit(desk.db)
        yield edit
        said = Audit(id=edit.id, at=to_ms(at), staff=actor.staff, place=actor.place, deed=deed, facts=_json(facts))
        _close(desk.db, edit, said)


def undo(desk: Desk, actor: Actor, at: datetime, entry: UUID) -> NotDone | None:
    """Put back what a deed has changed, as a deed of its own, or say why that cannot be: changed_since, in_use,
    undone_already, has_secret, unknown, not_allowed."""
    if not MAY[actor.role]:
        return NotDone("not_allowed")
    done = Audit.get_or_none(Audit.id == entry)
    if done is None:
        return NotDone("unknown")
    if Audit.select().where(Audit.undoes == entry).exists():
        return NotDone("undone_already")
    touched = touched_by(entry)
    if any(_is_secret(row) for row in touched):
        return NotDone("has_secret")
    try:
        with transaction(desk.db):
            obstacle = next((NotDone("changed_since") for row in touched if not _stands(row)), None)
            if obstacle is None:
                edit = Edit(desk.db)
                for row in reversed(touched):
                    _put_back(edit, row)
                undone = Audit(
                    id=edit.id,
                    at=to_ms(at),
                    staff=actor.staff,
                    place=actor.place,
                    deed=done.deed,
                    facts=done.facts,
                    undoes=entry,
                )
                _close(desk.db, edit, undone)
    except TakenMeanwhile:
        return NotDone("in_use")  # something has come to refer to what would go
    return obstacle


def touched_by(entry: UUID) -> list[Touched]:
    rows = AuditRow.select().where(AuditRow.audit == entry).order_by(AuditRow.id)
    return [Touched(row.entity, row.row, _read(row.before), _read(row.after)) for row in rows]


def _close(db: Database, edit: Edit, audit: Audit) -> None:
    if not edit.touched:
        return
    audit.save(force_insert=True)
    rows = [
        {"id": new_id(), "audit": audit.id, "entity": row.entity, "row": row.row,
         "before": _written(row.before), "after": _written(row.after)}
        for row in edit.touched
    ]  # fmt: skip
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        AuditRow.insert_many(rows[start : start + ROWS_A_STATEMENT]).execute()
    entities = {row.entity for row in edit.touched}
    if any(ENTITIES[entity].bylaw for entity in entities & ENTITIES.keys()):
        bump_bylaw()
    if feed_version():
        publish(db, {entity: _told(entity, edit.touched) for entity in entities & ENTITIES.keys()})


def _told(entity: str, touched: Sequence[Touched]) -> list[str]:
    rows = [row.row for row in touched if row.entity == entity]
    return [row for row in rows if not is_own_setting(row)] if entity == "setting" else rows


def _put_back(edit: Edit, touched: Touched) -> None:
    model = TABLES[touched.entity]
    if touched.before is None:
        edit.delete(model, touched.row)
    elif touched.after is None:
        edit.create(model, **_columns(model, touched.before))
    else:
        edit.update(model, touched.row, **_columns(model, touched.before))


def _columns(model: type[Model], row: Row) -> Row:
    """As peewee takes them: a date or an identity out of the text that JSON knows."""
    return {name: model._meta.fields[name].python_value(value) for name, value in row.items()}


def _stands(touched: Touched) -> bool:
    now = _row_of(TABLES[touched.entity], touched.row)
    if now is None or touched.after is None:
        return now is None and touched.after is None
    return all(now[name] == value for name, value in touched.after.items())


def _is_secret(touched: Touched) -> bool:
    secrets = SECRETS.get(touched.entity, frozenset())
    return bool(secrets & ((touched.before or {}).keys() | (touched.after or {}).keys()))


def _veiled(entity: str, row: Row | None) -> Row | None:
    secrets = SECRETS.get(entity, frozenset())
    return row and {name: _mark(value) if name in secrets and value else value for name, value in row.items()}


def _mark(value: object) -> str:
    """Tells one secret from another and says nothing of it: what is hashed is an argon2 hash already."""
    return "•" + hashlib.blake2b(str(value).encode(), digest_size=4).hexdigest()


def _row_of(model: type[Model], key: object) -> Row | None:
    return next(plain_dicts(model.select().where(model._meta.primary_key == key), model), None)


def _all_rows(model: type[Model]) -> dict[str, Row]:
    name = _key(model)
    return {str(row[name]): row for row in plain_dicts(model.select(), model)}


def _key(model: type[Model]) -> str:
    """The column by which a row of it is known."""
    field: Any = model._meta.primary_key
    return str(field.name)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def _written(row: Row | None) -> str:
    return "" if row is None else _json(row)


def _read(text: str) -> Row | None:
    return json.loads(text) if text else None
