"""What goes down: numbered in the order of commits, written by the kiosk page by page."""

from datetime import date
from uuid import UUID, uuid4

import pytest

from db.models import (
    MODELS,
    Batch,
    Change,
    Hold,
    Item,
    Journal,
    Loan,
    MakeUpDay,
    Notice,
    Patron,
    Period,
    Policy,
    Record,
    Resolution,
    Rota,
    RotaEntry,
    SchoolClass,
    Setting,
    Staff,
    Term,
)
from db.settings import get_setting, put_setting
from kiosk.circulation.naming import masked
from kiosk.sync import feed_apply
from kiosk.sync.entities import ENTITIES, is_own_setting, plain_dicts
from kiosk.sync.feed import centre_id, feed_version, page, publish, publish_all
from kiosk.sync.identity import identity
from kiosk.sync.messages import FeedChange as Told
from kiosk.sync.messages import Reply
from kiosk.sync.uploads import apply_upload
from tests.sync.school import COPIES, DUE, ITEMS, LABELLED, NOON, PATRONS, Journalist, build_school


def build_everything() -> None:
    build_school()
    Staff.create(name="老师", role="librarian", card="T1", pin_hash="$argon2id$x")
    Policy.create(max_loans=2, days=14)
    Term.create(name="秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 20))
    MakeUpDay.create(day=date(2026, 10, 10), follows=4)
    period = Period.create(name="大课间", weekday=0, starts=600, ends=630, kind="rota")
    RotaEntry.create(rota=Rota.create(name="秋", valid_from=date(2026, 9, 1)), period=period, subject_kind="everyone")
    Hold.create(record=LABELLED, patron=PATRONS[0], placed_at=NOON)
    Loan.create(patron=PATRONS[0], item=ITEMS[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    notice = Notice.create(kind="isbn_not_registered", at=NOON, body='{"text":"9787100099578"}')
    Resolution.create(id=notice.id, resolved=True, hlc=NOON << 16, at=NOON, staff=Staff.get().id, note="登记好了")
    Item.update(state="on_loan").where(Item.id == ITEMS[0]).execute()
    batch = Batch.create(number="2026-01", received_on=date(2026, 9, 1), copies=40, value=80_000)
    booked = {"accession_no": "000001", "acquired_on": date(2026, 9, 1), "price": 2000, "batch": batch}
    Item.update(booked).where(Item.id == ITEMS[0]).execute()
    put_setting("school_name", "实验小学")
    put_setting("kiosk_name", "the centre's own")


def contents() -> dict:
    found = {}
    for name, entity in ENTITIES.items():
        rows = list(plain_dicts(entity.model.select(), entity.model))
        found[name] = sorted(
            (row for row in rows if name != "setting" or not is_own_setting(row["key"])),
            key=lambda row: row[entity.key],
        )
    return found


def pages(since: int = 0, size: int = 500) -> list[Reply]:
    """All that the centre has to say after `since`."""
    replies, more = [], True
    while more:
        changes, since, more = page(since, size)
        replies.append(Reply(centre_id(), 0, NOON, since, changes, more, ()))
    return replies


def empty_out() -> None:
    """The same database as a kiosk that knows nothing yet."""
    for model in reversed(MODELS):
        model.delete().execute()


def draw_all(db, replies) -> None:
    me = identity(db)
    if feed_apply.draw(db, me, replies[0]) is False:
        feed_apply.draw(db, me, replies[0])
    for reply in replies[1:]:
        feed_apply.draw(db, me, reply)


@pytest.mark.parametrize("size", [1, 3, 500])
def test_a_new_kiosk_draws_the_whole_school_whatever_the_size_of_pages(database, size):
    build_everything()
    publish_all(database, NOON)
    # What is referred to is numbered after what refers to it.
    publish(database, {"record": [LABELLED.hex], "patron": [PATRONS[0].hex]})
    expected, replies = contents(), pages(size=size)
    for patron in expected["patron"]:
        patron["name"] = masked(patron["name"])
    empty_out()
    draw_all(database, replies)
    assert contents() == expected
    assert get_setting("kiosk_name") != "the centre's own"
    assert feed_apply.feed_position() == replies[-1].feed


def test_no_whole_name_of_a_reader_leaves_the_centre(database):
    build_school()
    Patron.update(name="欧阳明月").where(Patron.id == PATRONS[0]).execute()
    publish_all(database, NOON)
    Loan.create(patron=PATRONS[0], item=ITEMS[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    publish(database, {"patron": [PATRONS[0].hex], "loan": [Loan.get().id.hex]})
    told = " ".join(str(reply.changes) for reply in pages())
    assert "欧*月" in told
    assert not any(name in told for name in ("欧阳", "明月", "读者1"))
    # Here, where cards are printed and lists are made, it stays whole.
    assert Patron.get_by_id(PATRONS[0]).name == "欧阳明月"


def test_publishing_again_publishes_only_what_has_changed(database):
    build_everything()
    assert publish_all(database, NOON) > 10
    assert publish_all(database, NOON) == 0
    Patron.update(blocked=True).where(Patron.id == PATRONS[1]).execute()
    Hold.delete().execute()
    before = feed_version()
    assert publish_all(database, NOON) == 2
    (reply,) = pages(before)
    assert {(change.entity, change.row is None) for change in reply.changes} == {("patron", False), ("hold", True)}
    assert publish_all(database, NOON) == 0


def test_a_row_that_nobody_published_goes_along_with_what_refers_to_it(database):
    build_school()
    loan = Loan.create(patron=PATRONS[0], item=ITEMS[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    publish(database, {"loan": [loan.id.hex]})
    (reply,) = pages()
    assert {change.entity for change in reply.changes} == {"loan", "patron", "item", "record", "school_class"}


def test_a_kiosk_that_has_seen_more_than_there_is_begins_again(database):
    build_school()
    count = publish_all(database, NOON)
    changes, feed, _ = page(10_000)
    assert (len(changes), feed) == (count, count)


def test_deletions_reach_the_kiosk_and_the_by_law_is_read_anew(database):
    build_everything()
    publish_all(database, NOON)
    draw_all(database, pages())
    before, version = feed_version(), get_setting("bylaw_version")
    entry = RotaEntry.get()
    changes = (Told("rota_entry", entry.id.hex, before + 1, None), Told("patron", PATRONS[1].hex, before + 2, None))
    feed_apply.draw(database, identity(database), Reply(centre_id(), 0, NOON, before + 2, changes, False, ()))
    assert not RotaEntry.select().exists()
    assert Patron.get_or_none(Patron.id == PATRONS[1]) is not None
    assert get_setting("bylaw_version") != version


def test_two_patrons_exchange_their_numbers_and_a_day_its_row(database):
    build_everything()
    first, second = plain_dicts(Patron.select().order_by(Patron.number).limit(2), Patron)
    first["number"], second["number"] = second["number"], first["number"]
    day = next(plain_dicts(MakeUpDay.select(), MakeUpDay)) | {"id": uuid4().hex}
    changes = [Told("patron", row["id"], 1, row) for row in (first, second)] + [Told("make_up_day", day["id"], 1, day)]
    put_setting("kiosk_centre_id", "c")
    for change in changes:
        feed_apply.draw(database, identity(database), Reply("c", 0, NOON, 1, (change,), True, ()))
    # The second page names the number that the first has taken: both bear their own at the end.
    assert dict(Patron.select(Patron.number, Patron.id).limit(2).order_by(Patron.number).tuples()) == {
        second["number"]: UUID(second["id"]),
        first["number"]: UUID(first["id"]),
    }
    assert MakeUpDay.get().id.hex == day["id"]


def test_another_centre_is_drawn_from_the_beginning(database):
    build_school()
    put_setting("kiosk_centre_id", "the old one"), put_setting("kiosk_feed_version", "70")
    assert feed_apply.draw(database, identity(database), Reply("the new one", 0, NOON, 90, (), False, ())) is False
    assert (feed_apply.feed_position(), get_setting("kiosk_centre_id")) == (0, "the new one")


def loan_row(id_: UUID, item: UUID, **fields) -> dict:
    row = {"id": id_.hex, "patron": PATRONS[0].hex, "item": item.hex, "record": LABELLED.hex, "lent_at": NOON}
    return row | {"due_on": DUE, "renewals": 0, "in_library": False, "returned_at": None, "ended_as": ""} | fields


def tell(db, *changes: Told) -> None:
    put_setting("kiosk_centre_id", "c")
    feed_apply.draw(db, identity(db), Reply("c", 0, NOON, 9, changes, False, ()))


def test_rows_about_a_copy_with_unsent_events_are_passed_over(database):
    build_school()
    me = identity(database)
    Journal.create(kiosk=me.kiosk, epoch=1, seq=1, hlc=1, at=NOON, kind="check_out", item=ITEMS[0], loan=uuid4())
    loans = [uuid4(), uuid4()]
    lost = {"id": ITEMS[0].hex, "record": LABELLED.hex, "label": "L0", "state": "lost"}
    tell(
        database,
        *(Told("loan", loan.hex, 1, loan_row(loan, item)) for loan, item in zip(loans, ITEMS, strict=False)),
        Told("item", ITEMS[0].hex, 2, lost),
    )
    assert [loan.id for loan in Loan.select()] == [loans[1]]
    assert Item.get_by_id(ITEMS[0]).state == "available"


def test_a_loan_that_the_centre_has_given_to_another_makes_way(database):
    build_school()
    old = Loan.create(patron=PATRONS[1], item=ITEMS[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    moved = Loan.create(patron=PATRONS[1], item=COPIES[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    new = uuid4()
    tell(
        database,
        Told("loan", new.hex, 1, loan_row(new, COPIES[0])),
        Told("loan", moved.id.hex, 2, loan_row(moved.id, ITEMS[0])),
    )
    opened = dict(Loan.select(Loan.id, Loan.item).where(Loan.returned_at.is_null()).tuples())
    assert opened == {new: COPIES[0], moved.id: ITEMS[0]}
    assert Loan.get_by_id(old.id).ended_as == "relent"


def test_an_upload_is_published_even_where_it_changed_nothing(database):
    build_school()
    publish_all(database, NOON)
    a = Journalist("k-a")
    loan = a.lend(ITEMS[0], 0)
    apply_upload(database, a.upload(), NOON)
    before = feed_version()
    a.say("renew", ITEMS[0], loan, 0, due_on=DUE, renewals=0)
    apply_upload(database, a.upload(), NOON)
    (reply,) = pages(before)
    assert {(change.entity, change.id) for change in reply.changes} == {("item", ITEMS[0].hex), ("loan", loan)}
    assert Change.select().where(Change.entity == "loan").count() == 1


def test_counters_belong_to_the_centre_alone(database):
    build_everything()
    publish_all(database, NOON)
    told = {change.id for reply in pages() for change in reply.changes if change.entity == "setting"}
    assert told == {"school_name"}
    assert {row.key for row in Setting.select()} > {"feed_version"}
    assert Record.select().count() == 2 and SchoolClass.select().count() == 1
