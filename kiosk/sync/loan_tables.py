"""Shelves as the tables keep them: loans, the state of items, and what a person should look at."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid5

from peewee import Database, Expression, ModelInsert

from db.journal import EventKind
from db.models import Item, Loan, Notice
from kiosk.sync.bulk import among, plain_rows, write_many
from kiosk.sync.events import Event, body_text
from kiosk.sync.fold import FOUND, FoldShelf, Lent, Remark

# The identity of a notice follows from the event that gave rise to it: made twice, it is one.
REMARKS = UUID("6f1f7f0e-6d3a-4b0c-9d55-5c1d3a6f2e10")
NO_ID = "0" * 32
LOAN_COLUMNS = (
    Loan.id,
    Loan.patron,
    Loan.item,
    Loan.record,
    Loan.lent_at,
    Loan.due_on,
    Loan.renewals,
    Loan.in_library,
    Loan.returned_at,
    Loan.ended_as,
)


def lent_where(found: Expression) -> list[Lent]:
    return [Lent(*row) for row in plain_rows(Loan.select(*LOAN_COLUMNS).where(found))]


def write_shelves(db: Database, pairs: Sequence[tuple[FoldShelf, FoldShelf]]) -> None:
    """Write what differs between each shelf before and after."""
    changed, begun, states = [], [], []
    for before, after in pairs:
        for id_, lent in after.loans.items():
            was = before.loans.get(id_)
            if was is None:
                begun.append(lent)
            elif was != lent:
                changed.append((was, lent))
        states += [(state, item) for item, state in after.states.items() if before.states[item] != state]
    _write_loans(db, changed, begun)
    write_many(db, Item.update(state="").where(Item.id == NO_ID), states)


def _write_loans(db: Database, changed: Sequence[tuple[Lent, Lent]], begun: Sequence[Lent]) -> None:
    """One open loan an item holds at every moment: so loans that move are closed for a moment first."""
    moved = [(0, was.id) for was, lent in changed if was.returned_at is None and was.item != lent.item]
    write_many(db, Loan.update(returned_at=0).where(Loan.id == NO_ID), moved)
    columns = {Loan.item: NO_ID, Loan.due_on: "2000-01-01", Loan.renewals: 0}
    columns |= {Loan.returned_at: 0, Loan.ended_as: ""}
    for is_open in (False, True):
        rows = [
            (lent.item, lent.due_on, lent.renewals, lent.returned_at, lent.ended_as, lent.id)
            for _, lent in changed
            if (lent.returned_at is None) is is_open
        ]
        write_many(db, Loan.update(columns).where(Loan.id == NO_ID), rows)
    example = dict.fromkeys(LOAN_COLUMNS)
    write_many(
        db,
        Loan.insert(example),
        [tuple(getattr(lent, column.name) for column in LOAN_COLUMNS) for lent in begun],
    )


def notice_id(event: str) -> str:
    return uuid5(REMARKS, event).hex


def write_remarks(db: Database, remarks: Mapping[str, Remark]) -> set[str]:
    """A notice for each remark, by the event that gave rise to it; one that is there already stays as it is.

    Returns the notices' identities."""
    return _write(db, Notice.insert(id=NO_ID, kind="", at=0, body="").on_conflict_ignore(), remarks)


def _write(db: Database, query: ModelInsert, remarks: Mapping[str, Remark]) -> set[str]:
    rows = [(notice_id(id_), remark.kind, remark.at, body_text(remark.facts)) for id_, remark in remarks.items()]
    write_many(db, query, rows)
    return {id_ for id_, *_ in rows}


def replace_remarks(db: Database, events: Sequence[Event], after: FoldShelf) -> set[str]:
    """The notices that `events` had given rise to become those of `after`. Returns the identities of what changed.

    That a copy was found stays where an edit had said that it was gone: no event tells of the edit."""
    silent = {notice_id(event.id) for event in events if event.id not in after.remarks}
    told = {event.item for event in events if event.kind == EventKind.ITEM_STATE}
    edited = {notice_id(event.id) for event in events if event.item not in told}
    wrong = among(Notice.id, silent) & ~((Notice.kind == FOUND) & among(Notice.id, edited))
    gone = {id_ for (id_,) in plain_rows(Notice.select(Notice.id).where(wrong))}
    # What an event gave rise to may be another thing than it seemed before the late one was known.
    kinds = {notice_id(id_): remark.kind for id_, remark in after.remarks.items()}
    there = plain_rows(Notice.select(Notice.id, Notice.kind).where(among(Notice.id, kinds)))
    gone |= {id_ for id_, kind in there if kinds[id_] != kind}
    Notice.delete().where(among(Notice.id, gone)).execute()
    anew = Notice.insert(id=NO_ID, kind="", at=0, body="").on_conflict(
        conflict_target=[Notice.id], preserve=[Notice.at, Notice.body]
    )
    return gone | _write(db, anew, after.remarks)
