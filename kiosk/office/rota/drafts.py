"""The draft that survives a restart, and what it begins with."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from db.models import Setting
from db.settings import get_setting, put_setting
from kiosk.lending.desk import Desk
from kiosk.lending.storage import transaction
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import Edit
from kiosk.office.permissions import Permission
from kiosk.office.rota.draft import Draft, draft_text, parse_draft
from kiosk.office.rota.stored import stored_rota
from kiosk.office.rota.versions import draft_of, newest
from kiosk.toml_files.reading import Unusable

# Begins with «kiosk_»: a draft is this station's own affair and is told to no other.
DRAFT = "kiosk_rota_draft"


def next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())


def kept_draft() -> Draft | None:
    """None where there is none, or one that an older version of the station wrote and nobody can read."""
    text = get_setting(DRAFT)
    return _parsed(text) if text else None


@lru_cache(maxsize=1)
def _parsed(text: str) -> Draft | None:
    try:
        return parse_draft(text)
    except Unusable:
        return None


@requires(Permission.ROTA)
def keep_draft(desk: Desk, actor: Actor, at: datetime, draft: Draft | None) -> None:
    """Not a deed of the audit trail: a draft concerns nobody until it is published."""
    with transaction(desk.db):
        if draft is None:
            Setting.delete().where(Setting.key == DRAFT).execute()
        else:
            put_setting(DRAFT, draft_text(draft))


def drop_draft(edit: Edit) -> None:
    """Inside a deed, which keeps it in the trail and brings it back when it is taken back."""
    edit.delete(Setting, DRAFT)


def published_draft(today: date) -> Draft | None:
    """A copy of what was published last."""
    stored = stored_rota()
    version = newest(stored, today)
    return draft_of(stored, version) if version else None


def coming(draft: Draft, today: date) -> Draft:
    """One whose day has passed is for the next Monday."""
    return replace(draft, valid_from=next_monday(today)) if draft.valid_from < today else draft
