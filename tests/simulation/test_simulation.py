"""Invented histories over the real code lose nothing; a fault put into the protocol is seen."""

import pytest

from tests.simulation.__main__ import main
from tests.simulation.history import make_history
from tests.simulation.mutations import MUTATIONS
from tests.simulation.running import outcome_of, run_seed, shortest

pytestmark = pytest.mark.slow

# A history that fails is shrunk by hand: `python -m tests.simulation --seed N`.
SEEDS, TRIES = 60, 200


@pytest.mark.parametrize("first", range(0, SEEDS, 10))
def test_nothing_is_lost_whatever_happens(first):
    outcomes = [run_seed(seed) for seed in range(first, first + 10)]
    assert {outcome.seed: outcome.findings for outcome in outcomes if outcome.findings} == {}
    assert sum(outcome.events for outcome in outcomes) > 100


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.timeout(240)
def test_a_fault_in_the_protocol_is_caught(name):
    assert any(run_seed(seed, name).findings for seed in range(TRIES))


def test_a_seed_tells_the_same_story_every_time():
    assert make_history(3) == make_history(3) != make_history(4)
    assert outcome_of(make_history(3)) == outcome_of(make_history(3))


def test_what_fails_is_shrunk_to_a_history_that_still_fails(capsys):
    history, findings = shortest(0, "no_dedup")
    assert findings and 0 < len(history.steps) < len(make_history(0).steps)
    assert main(["--seed", "0", "--mutate", "no_dedup"]) == 0
    said = capsys.readouterr().out
    assert "1 failures" in said and "seed 0, shrunk to" in said


def test_the_command_names_its_faults_and_refuses_others(capsys):
    assert main(["--mutate", "list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(MUTATIONS) >= 10
    with pytest.raises(SystemExit, match="2"):
        main(["--mutate", "gremlins"])
    assert main(["--seeds", "2", "--jobs", "1"]) == 0
