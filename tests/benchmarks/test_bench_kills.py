"""A few kills of each kind, so that the long runs can be believed: what somebody was told is there afterwards."""

import pytest

from benchmarks import kills, month_offline
from benchmarks.private_postgres import is_here

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
needs_postgres = pytest.mark.skipif(not is_here(), reason="no PostgreSQL server binaries found")


@pytest.mark.parametrize(
    ("what", "engine", "count"),
    [
        ("processes", "sqlite", 3),
        pytest.param("postgres", "postgres", 2, marks=needs_postgres),
        pytest.param("standby", "postgres", 1, marks=needs_postgres),
    ],
)
def test_what_was_told_is_there_after_kills(what, engine, count):
    result = kills.run(what, engine, count)
    assert min(result.kills.values()) >= count and result.confirmed > 0
    assert (result.lost, result.forgotten, result.differences) == (0, 0, 0)


def test_days_without_network_are_told_in_one_go():
    result = month_offline.run(days=5, loans=60, name="sqlite")
    assert (result.events, result.missing) == (5 * 60 + 2 * 60, 0)
