"""What the centre's journal adds to an upload in columns: the check_outs that it names, and whether it is all here."""

from dataclasses import replace

from peewee import ModelSelect

from db.models import Journal
from kiosk.sync.bulk import plain_rows
from kiosk.sync.columns import OF_LOAN, Told, Unclear, event_ids, spell_out
from kiosk.sync.messages import Upload, entries_of


def _of(upload: Upload) -> "ModelSelect[Journal]":
    return Journal.select().where(Journal.kiosk == upload.kiosk, Journal.epoch == upload.epoch)


def spelled_out(upload: Upload) -> Upload | None:
    """The upload with its events; None when this journal does not hold what they were taken from, or something else
    in its place."""
    if upload.columns is None:
        return upload

    def told(seqs: list[int]) -> Told:
        if not seqs:
            return {}
        columns = (getattr(Journal, name) for name in ("seq", *OF_LOAN))
        return {seq: facts for seq, *facts in plain_rows(_of(upload).select(*columns).where(Journal.seq.in_(seqs)))}

    try:
        raws = spell_out(upload.columns, upload.first, told)
    except Unclear:
        return None
    return replace(upload, entries=entries_of(raws, upload.kiosk, upload.epoch, upload.first), columns=None)


def is_here(upload: Upload) -> bool:
    """Whether the journal holds just the events of an upload in columns, in just these places. It is much less work
    than to spell them out and to look for each."""
    try:
        ids = event_ids(upload.columns or {})
    except Unclear:
        return False
    here = _of(upload).select(Journal.id).where(Journal.seq.between(upload.first, upload.last)).order_by(Journal.seq)
    return [id_ for (id_,) in plain_rows(here)] == ids
