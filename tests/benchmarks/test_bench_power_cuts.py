"""A pulled plug loses no confirmed loan; and the cuts do find what a looser setting loses."""

import pytest

from benchmarks import power_cuts
from benchmarks.disk_trace.tracing import File, Note, compiler

pytestmark = pytest.mark.slow


@pytest.mark.skipif(compiler() is None, reason="no C compiler for the shim that notes the writes")
def test_no_confirmed_loan_is_lost():
    found = power_cuts.run(cuts=80, loans=200, synchronous="full")
    assert (found["cuts"], found["sound"], found["confirmed and lost"]) == (80, 80, 0)
    assert found["confirmed"] > 1000
    looser = power_cuts.run(cuts=40, loans=200, synchronous="normal")
    assert looser["lost"] > 0


def test_what_was_synced_is_there_and_what_was_not_may_be_torn():
    import random

    file = File(bytearray(b"old!"))
    for note in (Note("W", "f", 0, b"new"), Note("S", "f", 0, b""), Note("W", "f", 0, b"x" * 1024)):
        file.take(note)
    assert file.after_cut(random.Random(1), "dropped") == b"new!"
    assert file.after_cut(random.Random(1), "all") == b"x" * 1024
    torn = {bytes(file.after_cut(random.Random(seed), "torn")) for seed in range(20)}
    assert b"new!" + bytes(508) + b"x" * 512 in torn
