"""A database that was restored, copied or cloned writes nothing in places that another one has written in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from peewee import Database

from db.connection import open_database
from db.models import MODELS, Item, Journal, Loan, Patron
from kiosk.bootstrap import identity_path, set_up
from kiosk.cli import main
from kiosk.clock import from_ms
from kiosk.config import Config
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import check_out
from kiosk.lending.desk import Desk
from kiosk.sync.feed import page, publish_all
from kiosk.sync.feed_apply import draw
from kiosk.sync.identity import Identity, identity
from kiosk.sync.identity_file import IdentityFile, machine_mark, settle
from kiosk.sync.messages import Reply, parse_upload, upload_message
from kiosk.sync.outbox import acknowledge, acknowledge_held, next_batch, waiting
from kiosk.sync.uploads import apply_upload
from tests.sync.school import ITEMS, NOON, PATRONS, build_school

HERE, THERE = "machine one", "machine two"
AT = from_ms(NOON, ZoneInfo("UTC"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "station.sqlite"


@contextmanager
def at(db: Database) -> Iterator[None]:
    """The models speak to this database meanwhile."""
    with db.bind_ctx(MODELS, bind_refs=False, bind_backrefs=False):
        yield


class Run:
    """The station from one start to its end."""

    def __init__(self, path: Path, machine: str = HERE) -> None:
        self.db = open_database(str(path))
        if not Patron.select().exists():
            build_school()
        self.file = IdentityFile(Path(f"{path}.identity"), str(path), machine)
        self.me = settle(self.db, self.file)
        self.desk = Desk(self.db, *self.me, ZoneInfo("UTC"), self._recorded)

    def _recorded(self) -> None:
        epoch, seq, event = self.desk.journal.tail
        self.file.keep(Identity(self.me.kiosk, epoch), seq, event)

    def lend(self, number: int) -> None:
        facts = self.desk.facts
        check_out(self.desk, facts.patron_by_id(PATRONS[number]), facts.item_by_id(ITEMS[number]), AT)

    def take_back(self, number: int) -> None:
        check_in(self.desk, self.desk.facts.loan_of_item(ITEMS[number]), AT)

    def written(self) -> set[tuple[str, int, int]]:
        return set(Journal.select(Journal.kiosk, Journal.epoch, Journal.seq).tuples())

    def end(self) -> None:
        self.db.close()


def run(path: Path, machine: str = HERE, lend: tuple[int, ...] = ()) -> Identity:
    one = Run(path, machine)
    for number in lend:
        one.lend(number)
    one.end()
    return one.me


def copy(path: Path, to: Path) -> Path:
    """As a disk image has it: the database and, beside it, the identity file."""
    to.mkdir()
    for file in path.parent.glob(f"{path.name}*"):
        shutil.copy(file, to)
    return to / path.name


def test_a_station_that_is_only_started_again_goes_on_in_its_epoch(place):
    first = run(place, lend=(0,))
    assert first.epoch == 1
    assert [run(place, lend=(n,)) for n in (1, 2)] == [first, first]


def test_a_database_put_back_from_a_copy_begins_one_epoch_before_its_first_event(place, tmp_path):
    first = run(place, lend=(0,))
    image = shutil.copy(place, tmp_path / "image")
    run(place, lend=(1,))
    shutil.copy(image, place)
    restored = Run(place)
    assert restored.me.kiosk == first.kiosk and restored.me.epoch > first.epoch
    restored.lend(2)
    newest = Journal.select().order_by(Journal.hlc.desc()).get()
    assert (newest.epoch, newest.seq) == (restored.me.epoch, 1)
    restored.end()
    assert run(place) == restored.me


def test_a_copy_taken_while_the_station_ran_is_known_as_one_too(place, tmp_path):
    one = Run(place)
    one.lend(0)
    one.db.execute_sql("vacuum into ?", (str(tmp_path / "image"),))
    one.lend(1)
    one.end()
    shutil.copy(tmp_path / "image", place)
    assert run(place).epoch > one.me.epoch


@pytest.mark.parametrize("spoilt", [None, b"", b"{}", b"\0" * 512, b'{"kiosk": "k-a", "epoch": "1"}', b"[1, 2]"])
def test_a_lost_or_unreadable_identity_file_begins_an_epoch_once(place, spoilt):
    first = run(place, lend=(0,))
    file = Path(f"{place}.identity")
    if spoilt is None:
        file.unlink()
    else:
        file.write_bytes(spoilt)
    second = run(place)
    assert second.kiosk == first.kiosk and second.epoch > first.epoch
    assert run(place) == second


def test_two_stations_from_copies_of_one_disk_never_write_the_same(place, tmp_path):
    one = Run(place)
    one.lend(0)
    image = one.written()
    one.end()
    stations = []
    for folder, machine in (("a", HERE), ("b", THERE)):
        station = Run(copy(place, tmp_path / folder), machine)
        station.lend(1)
        station.lend(2)
        stations.append(station.written() - image)
        station.end()
    assert all(len(written) == 2 for written in stations) and not stations[0] & stations[1]


def test_a_disk_that_was_carried_into_another_machine_begins_an_epoch(place):
    assert run(place, HERE).epoch < run(place, THERE).epoch == run(place, THERE).epoch


def test_a_lost_database_keeps_the_name_that_the_centre_knows(place):
    first = run(place, lend=(0,))
    place.unlink()
    second = run(place)
    assert second.kiosk == first.kiosk and second.epoch > first.epoch


def test_an_identity_that_cannot_be_written_is_said_in_one_sentence(tmp_path, capsys):
    config = tmp_path / "kiosk.toml"
    config.write_text(f'database = "{(tmp_path / "s.sqlite").as_posix()}"\nidentity = "{tmp_path.as_posix()}"\n')
    assert main(["run", "--config", str(config), "--camera", "none"]) == 2
    said = capsys.readouterr().err.strip()
    assert "identity cannot be written" in said and "\n" not in said


def test_the_station_itself_keeps_its_identity_beside_its_database(place):
    config = Config(database=str(place))
    stand = set_up(config)
    build_school()
    desk = stand.station.desk
    check_out(desk, desk.facts.patron_by_id(PATRONS[0]), desk.facts.item_by_id(ITEMS[0]), AT)
    stand.db.close()
    known = IdentityFile(identity_path(config), str(place), machine_mark()).read()
    assert (known.kiosk, known.epoch, known.seq) == (desk.kiosk, 1, 1)
    stand = set_up(config)
    assert identity(stand.db).epoch == 1
    stand.db.close()


def test_a_restored_station_draws_its_own_lost_loans_again_and_lends_them_to_nobody(place, database, tmp_path):
    """Told, lost with the disk, and back: the centre's rows of them are newer than what the copy has drawn."""
    centre = database
    build_school()
    publish_all(centre, NOON)

    def exchange(one: Run, feed: int) -> int:
        with at(one.db):
            batch = next_batch(one.me)
            message = upload_message(one.me.kiosk, batch.epoch, batch.first, batch.events, feed, {}, NOON)
        with at(centre):
            applied = apply_upload(centre, parse_upload(message), NOON)
            changes, upto, more = page(feed)
        reply = Reply("c", applied.have, NOON, upto, changes, more, applied.quarantined, applied.held)
        with at(one.db):
            acknowledge(one.db, one.me, batch.epoch, reply.have)
            acknowledge_held(one.db, one.me, reply.held)
            draw(one.db, one.me, reply) or draw(one.db, one.me, reply)
        return upto

    one = Run(place)
    one.lend(0)
    feed = exchange(one, 0)
    one.lend(1)
    one.db.execute_sql("vacuum into ?", (str(tmp_path / "image"),))
    exchange(one, feed)
    one.take_back(1)
    one.lend(2)
    exchange(one, feed)
    one.end()

    shutil.copy(tmp_path / "image", place)
    Path(f"{place}-wal").unlink(missing_ok=True)
    two = Run(place)
    assert two.me.epoch > one.me.epoch and waiting(two.me) == 1
    feed = exchange(two, feed)
    out = {item for (item,) in Loan.select(Loan.item).where(Loan.returned_at.is_null()).tuples()}
    assert out == {ITEMS[0], ITEMS[2]} and waiting(two.me) == 0
    assert Item.get_by_id(ITEMS[1]).state == "available" and Item.get_by_id(ITEMS[2]).state == "on_loan"
    two.lend(2)
    assert Loan.select().where(Loan.item == ITEMS[2]).count() == 1
    two.lend(1)
    exchange(two, feed)
    with at(centre):
        assert Journal.select().count() == 5
        assert Loan.select().where(Loan.returned_at.is_null()).count() == 3
    two.end()
