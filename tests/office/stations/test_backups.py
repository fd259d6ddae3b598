"""A backup and its trial, by a tap."""

from pathlib import Path

import pytest

from kiosk.backup.outcome import last_outcome
from kiosk.office.jobs import Job
from kiosk.office.stations import backups
from kiosk.office.stations.changelog import log_pages
from tests import school

AT = school.MONDAY_NOON


@pytest.fixture
def stocked(database):
    school.policy()
    school.patron("0189")
    school.record("9787100000000", "书", copies=3)
    return database


def test_a_copy_is_made_counts_and_can_be_put_back(stocked, tmp_path):
    folder = tmp_path / "优盘" / backups.FOLDER
    made = backups.back_up_now(stocked, folder, AT, Job())
    assert (made.why, made.items) == ("", 3)
    assert last_outcome().success.path == str(folder / made.name)
    assert backups.folder_for(stocked, ()) == folder
    (copy,) = backups.copies(stocked, folder)
    tried = backups.try_restore(copy.path, Job())
    assert (tried.why, tried.items, tried.name) == ("", 3, made.name)


def test_a_spoilt_copy_is_told_from_a_whole_one(stocked, tmp_path):
    made = backups.back_up_now(stocked, tmp_path / "b", AT, Job())
    path = tmp_path / "b" / made.name
    whole = path.read_bytes()
    path.write_bytes(whole[:6000] + b"spoilt" * 50 + whole[6300:])
    assert backups.try_restore(path, Job()).why == "damaged"
    assert backups.try_restore(tmp_path / "b" / "none.sqlite", Job()).why == "no_folder"


def test_a_medium_that_is_no_folder_is_an_answer(stocked, tmp_path):
    (tmp_path / "file").write_text("")
    assert backups.back_up_now(stocked, tmp_path / "file" / "b", AT, Job()).why == "no_folder"


def test_a_stick_is_preferred_to_the_stations_own_disk(stocked, tmp_path):
    assert backups.folder_for(stocked, [tmp_path]) == tmp_path / backups.FOLDER
    assert backups.folder_for(stocked, ()).name == "backups"


def test_the_update_log_comes_in_pages(tmp_path):
    path = tmp_path / "CHANGELOG.md"
    long = "word " * 150
    path.write_text(f"# Title\n\n## Unreleased\n\n- One `code`,\n  goes on.\n- {long}\n- {long}\n\n## 0.1\n\nFirst.\n")
    pages = log_pages(path)
    assert [page.heading for page in pages] == ["Unreleased", "Unreleased", "0.1"]
    assert pages[0].lines[0] == "One code, goes on." and pages[2].lines == ("First.",)
    assert log_pages(Path("/nowhere/CHANGELOG.md")) == ()
    assert log_pages()
