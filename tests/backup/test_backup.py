"""A copy counts only when it was looked at; whatever is wrong with it is said in one sentence."""

import errno
import fcntl
import json
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from peewee import DatabaseError, OperationalError

from db.connection import open_database
from db.models import Item, Journal, Loan, Position, Setting
from kiosk.backup import manifest as manifests
from kiosk.backup.checking import rehearse
from kiosk.backup.outcome import back_up_and_note, last_outcome
from kiosk.backup.words import CopyFailed, WhyNoBackup, failed_on
from kiosk.backup.writing import back_up, copies_in
from kiosk.lending.check_ins import check_in, check_in_unlent, set_damaged, undo_check_in
from kiosk.lending.check_outs import check_out, undo_check_out
from kiosk.lending.desk import Desk
from kiosk.sync.feed import centre_id
from tests.backup.conftest import EVENING
from tests.sync.school import COPIES, ITEMS, PATRONS, build_school

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def why_refused(path: Path) -> WhyNoBackup:
    with pytest.raises(CopyFailed) as refused:
        rehearse(path)
    assert "\n" not in str(refused.value)
    return refused.value.why


def test_a_copy_holds_everything_and_says_so_beside_it(school, medium):
    made = back_up(school, medium, EVENING)
    assert made.manifest.tables["loan"] == Loan.select().count() == 12
    assert made.manifest.tables["journal"] == Journal.select().count()
    assert made.manifest.positions == (("k-aaaaaa", 1, Journal.select().count()),)
    assert made.manifest.differing == 0
    checked = rehearse(made.path)
    assert checked.manifest == made.manifest
    assert checked.agreement.events == Journal.select().count()
    assert sorted(path.suffix for path in medium.iterdir() if not path.name.startswith(".")) == [".json", ".sqlite"]


def test_a_copy_that_is_cut_short_flipped_or_something_else_is_refused(school, medium):
    path = back_up(school, medium, EVENING).path
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert why_refused(path) is WhyNoBackup.DAMAGED
    for place in range(5_000, len(whole), len(whole) // 9):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert why_refused(path) is WhyNoBackup.DAMAGED
    path.write_bytes(b"no database at all")
    assert why_refused(path) is WhyNoBackup.DAMAGED
    path.unlink()
    assert why_refused(path) is WhyNoBackup.NO_FOLDER
    path.write_bytes(whole)
    manifests.place_of(path).write_text("{")
    assert why_refused(path) is WhyNoBackup.DAMAGED


def test_a_damaged_copy_without_a_manifest_is_found_by_looking_into_it(school, medium):
    path = back_up(school, medium, EVENING).path
    manifests.place_of(path).unlink()
    rehearse(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 3 * 4096])
    assert why_refused(path) is WhyNoBackup.DAMAGED


def test_a_copy_of_a_newer_station_is_refused_and_one_of_an_older_is_brought_up_to_date(school, medium):
    path = back_up(school, medium, EVENING).path
    manifests.place_of(path).unlink()
    with sqlite3.connect(path) as copy:
        copy.execute("alter table position drop column safe")
        copy.execute("delete from schema_migration where name = '0011_safe_positions'")
    assert rehearse(path).tables["loan"] == 12
    with sqlite3.connect(path) as copy:
        copy.execute("insert into schema_migration (name, applied) values ('0999_of_tomorrow', '2030-01-01')")
    assert why_refused(path) is WhyNoBackup.NEWER


def test_a_file_of_another_program_is_refused(medium):
    with sqlite3.connect(medium / "other.sqlite") as other:
        other.execute("create table x (y)")
    assert why_refused(medium / "other.sqlite") is WhyNoBackup.DAMAGED


@pytest.mark.parametrize(
    "forged",
    [
        lambda: Loan.update(due_on="2027-01-01").where(Loan.returned_at.is_null()).execute(),
        lambda: Loan.update(ended_as="undone").where(Loan.ended_as == "returned").execute(),
        lambda: Item.update(state="available").where(Item.state == "on_loan").execute(),
        lambda: Journal.delete().where(Journal.kind == "check_in").execute(),
    ],
)
def test_a_copy_whose_journal_and_loans_differ_is_kept_and_does_not_count(school, medium, forged):
    first = back_up_and_note(school, medium, EVENING - timedelta(days=1))
    forged()
    made = back_up_and_note(school, medium, EVENING)
    assert made.manifest.differing > 0
    assert [path for path, _ in copies_in(medium, made.manifest.owner)] == [first.path]
    assert last_outcome().failure.why == WhyNoBackup.DIFFERS
    assert last_outcome().success.path == str(first.path)
    last = back_up(school, medium, EVENING + timedelta(hours=1))
    assert {path.name for path in medium.glob("*.sqlite")} == {first.path.name, last.path.name}


def test_states_that_an_edit_at_the_centre_has_set_are_no_difference(school, medium):
    Item.update(state="withdrawn").where(Item.id == ITEMS[1], Item.state == "available").execute()
    Item.update(label="B000013").where(Item.id == COPIES[1]).execute()
    assert back_up(school, medium, EVENING).manifest.differing == 0


def test_of_many_days_the_last_seven_days_four_weeks_and_twelve_months_stay(school, medium):
    for back in range(40, 0, -1):
        made = back_up(school, medium, EVENING - timedelta(days=back))
    days = {path.stem.rsplit("-", 2)[1] for path, _ in copies_in(medium, made.manifest.owner)}
    assert {"20261124", "20261118"} <= days
    assert "20261031" in days
    assert len(days) == 7 + 2 + 1


def test_a_missing_a_locked_and_a_full_medium_are_told_apart_and_remembered(school, medium, tmp_path):
    with pytest.raises(CopyFailed) as missing:
        back_up_and_note(school, tmp_path / "unplugged", EVENING)
    assert missing.value.why is WhyNoBackup.NO_FOLDER
    assert last_outcome().failure.says == str(missing.value)
    back_up_and_note(school, medium, EVENING)
    assert last_outcome().failure is None
    assert last_outcome().success.second_medium is (school.__class__.__name__ != "SqliteDatabase")


@pytest.mark.slow
@pytest.mark.parametrize(("how", "said"), [("size=200k", "the disk is full"), ("ro", "cannot be written")])
def test_a_full_and_a_read_only_medium_are_said_in_words_and_lending_goes_on(school, db_url, medium, how, said):
    """In a mount namespace of its own, where the machine allows that."""
    fresh = f"mount -t tmpfs -o {how} tmpfs {medium}"
    if subprocess.run(["unshare", "-m", "sh", "-c", fresh], capture_output=True).returncode:
        pytest.skip("no mount namespaces on this machine")
    command = f"{fresh} && exec {sys.executable} -m kiosk backup --db '{db_url}' --to {medium}"
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", command], env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert last_outcome().failure.why in (WhyNoBackup.DISK_FULL, WhyNoBackup.READ_ONLY)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), WhyNoBackup.DISK_FULL),
        (OperationalError("database or disk is full"), WhyNoBackup.DISK_FULL),
        (OSError(errno.EROFS, "Read-only file system"), WhyNoBackup.READ_ONLY),
        (OperationalError("attempt to write a readonly database"), WhyNoBackup.READ_ONLY),
        (OSError(errno.EIO, "Input/output error"), WhyNoBackup.NO_FOLDER),
        (DatabaseError("database disk image is malformed"), WhyNoBackup.DAMAGED),
        (OperationalError(""), WhyNoBackup.DATABASE),
    ],
)
def test_what_drivers_and_the_system_say_becomes_one_sentence(error, why):
    failed = failed_on("/media/usb", error)
    assert failed.why is why
    assert str(failed).startswith("/media/usb")


def test_two_at_once_do_not_take_each_others_files(school, medium):
    owner = back_up(school, medium, EVENING).manifest.owner
    with (medium / f".{owner}.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(CopyFailed) as refused:
            back_up(school, medium, EVENING + timedelta(days=1))
    assert refused.value.why is WhyNoBackup.BUSY


def test_a_verified_copy_on_another_medium_makes_the_journals_of_kiosks_safe(school, medium):
    centre_id()
    made = back_up_and_note(school, medium, EVENING)
    safe = Position.get().safe
    assert safe == (Journal.select().count() if made.second_medium else 0)


LENDER = """
import sys
from uuid import UUID
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo
from db.connection import open_database
from kiosk.lending.desk import Desk
from kiosk.lending.check_outs import check_out
from kiosk.lending.check_ins import check_in
db = open_database(sys.argv[1])
desk = Desk(db, "k-lender", 1, ZoneInfo("UTC"))
at = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
patron, item = UUID(sys.argv[2]), UUID(sys.argv[3])
for n in range(200):
    at += timedelta(seconds=5)
    lent = check_out(desk, desk.facts.patron_by_id(patron), desk.facts.item_by_id(item), at)
    print(lent.loan.hex, flush=True)
    check_in(desk, desk.facts.loan_of_item(item), at)
"""


@pytest.mark.slow
def test_copies_taken_while_another_process_lends_are_whole_and_each_at_one_moment(db_url, medium):
    db = open_database(db_url)
    build_school()
    lender = subprocess.Popen(
        [sys.executable, "-c", LENDER, db_url, PATRONS[0].hex, ITEMS[0].hex],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    )
    lender.stdout.readline()
    sizes = []
    while lender.poll() is None and len(sizes) < 30:
        made = back_up(db, medium, EVENING + timedelta(seconds=len(sizes)))
        assert made.manifest.differing == 0
        sizes.append(made.manifest.tables["loan"])
    lender.communicate()
    assert lender.returncode == 0
    assert sizes == sorted(sizes)
    assert sizes[0] < Loan.select().count() == 200
    db.close()


@pytest.mark.slow
def test_kill_9_in_the_middle_leaves_the_copies_of_before_and_the_next_one_works(db_url, medium):
    db = open_database(db_url)
    build_school()
    first = back_up(db, medium, EVENING)
    with db.atomic():
        Setting.insert_many([{"key": f"k{n}", "value": "x" * 2000} for n in range(5_000)]).execute()
    command = [sys.executable, "-m", "kiosk", "backup", "--db", db_url, "--to", str(medium)]
    killed = 0
    for _ in range(8):
        process = subprocess.Popen(command, env=ENVIRONMENT, cwd=ROOT, stdout=subprocess.DEVNULL)
        while process.poll() is None and not list(medium.glob("*.partial")):
            pass
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
    assert killed > 0
    assert rehearse(first.path).manifest == first.manifest
    assert subprocess.run(command, env=ENVIRONMENT, cwd=ROOT, capture_output=True).returncode == 0
    counting = copies_in(medium, first.manifest.owner)
    assert not list(medium.glob("*.partial*"))
    assert all(rehearse(path).manifest == manifest for path, manifest in counting)
    assert max(manifest.tables["setting"] for _, manifest in counting) >= 5_000
    db.close()


def test_the_command_says_where_the_copy_is_and_the_drill_what_it_holds(school, db_url, medium):
    def kiosk(*words: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "kiosk", *words]
        return subprocess.run(command, env=ENVIRONMENT, cwd=ROOT, capture_output=True, text=True)

    made = kiosk("backup", "--db", db_url, "--to", str(medium))
    assert made.returncode == 0, made.stderr
    path = next(medium.glob("*.sqlite"))
    assert str(path) in made.stdout
    assert json.loads(path.with_suffix(".json").read_text())["tables"]["loan"] == 12
    drill = kiosk("restore", str(path), "--drill")
    assert drill.returncode == 0
    assert "12 loans" in drill.stdout
    path.write_bytes(path.read_bytes()[:-1])
    for refused in (kiosk("backup", "--check", str(path)), kiosk("restore", str(path), "--drill")):
        assert refused.returncode == 2
        assert "cut short" in refused.stderr
        assert refused.stderr.count("\n") == 1


def test_what_a_desk_without_a_centre_has_done_adds_up(db_url, medium):
    db = open_database(db_url)
    build_school()
    desk = Desk(db, "k-alone1", 1, ZoneInfo("UTC"))
    patron, at = desk.facts.patron_by_id(PATRONS[0]), EVENING

    def lend(item: UUID) -> UUID:
        return check_out(desk, patron, desk.facts.item_by_id(item), at).loan

    kept, undone, back, again = (lend(item) for item in (ITEMS[0], ITEMS[1], ITEMS[2], COPIES[0]))
    undo_check_out(desk, undone, at)
    check_in(desk, desk.facts.loan_of_item(ITEMS[2]), at)
    check_in(desk, desk.facts.loan_of_item(COPIES[0]), at)
    undo_check_in(desk, again, at)
    check_in_unlent(desk, desk.facts.item_by_id(ITEMS[1]), at)
    set_damaged(desk, ITEMS[2], at)
    made = back_up(db, medium, EVENING)
    assert (made.manifest.differing, made.manifest.tables["loan"]) == (0, 4)
    assert {kept, again} == {loan.id for loan in Loan.select().where(Loan.returned_at.is_null())}
    assert back not in {kept, again}
    db.close()
