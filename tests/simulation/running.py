"""One seed from beginning to end, many seeds at once, and the shortest history that still fails."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from unittest.mock import patch

from tests.simulation.history import History, Step, make_history
from tests.simulation.mutations import MUTATIONS
from tests.simulation.sites import repeatable_identities
from tests.simulation.verdict import findings
from tests.simulation.world import World

# Runs of shorter histories to find out which steps matter.
TRIES = 600
SEEDS_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """findings: what is wrong in the end. events: at the centre."""

    seed: int
    events: int
    findings: tuple[str, ...]


def outcome_of(history: History, mutation: str | None = None) -> tuple[int, tuple[str, ...]]:
    """How many events reached the centre, and what is wrong. The verdict itself is never mutated."""
    with repeatable_identities(), patch("kiosk.sync.outbox.MAX_EVENTS", history.batch):
        try:
            with ExitStack() as faults:
                if mutation:
                    faults.enter_context(MUTATIONS[mutation]())
                world = World(history)
                world.run()
                world.settle()
            return len(world.ever_at_centre), tuple(findings(world))
        except Exception as fault:
            # A use-case or a call that fails is a finding like any other.
            return 0, (f"{type(fault).__name__}: {fault}",)


def run_seed(seed: int, mutation: str | None = None) -> Outcome:
    # The agent says for itself when it fails; of a simulation only the verdict counts.
    logging.disable(logging.CRITICAL)
    return Outcome(seed, *outcome_of(make_history(seed), mutation))


def run_seeds(seeds: Iterable[int], mutation: str | None, jobs: int) -> Iterator[Outcome]:
    """In the order of the seeds."""
    work = partial(run_seed, mutation=mutation)
    if jobs == 1:
        yield from map(work, seeds)
        return
    with get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(work, seeds, SEEDS_AT_ONCE)


def shortest(seed: int, mutation: str | None = None) -> tuple[History, tuple[str, ...]]:
    """The history of a seed that fails, without what it fails without in the same way, and what is then wrong."""
    history = make_history(seed)
    kind = _kind(outcome_of(history, mutation)[1])
    history = shrunk(history, lambda shorter: _kind(outcome_of(shorter, mutation)[1]) == kind)
    return history, outcome_of(history, mutation)[1]


def _kind(findings: Sequence[str]) -> str:
    """The first words of the first finding: shrinking must not slide from one fault to another."""
    return " ".join(findings[0].split()[:2]) if findings else ""


def shrunk(history: History, fails: Callable[[History], bool]) -> History:
    """`history` without every step that it fails without, tried in ever smaller pieces."""
    tries = TRIES
    size = max(1, len(history.steps) // 2)
    while size and tries > 0:
        place, dropped = 0, False
        while place < len(history.steps) and tries > 0:
            shorter = replace(history, steps=history.steps[:place] + history.steps[place + size :])
            tries -= 1
            if fails(shorter):
                history, dropped = shorter, True
            else:
                place += size
        if not (dropped and size == 1):
            size //= 2
    return replace(history, steps=tuple(_plainer(history, fails)))


def _plainer(history: History, fails: Callable[[History], bool]) -> list[Step]:
    """Without what happens during calls, where that does not matter."""
    steps = list(history.steps)
    for place, step in enumerate(steps):
        if step.during:
            plain = [*steps[:place], step._replace(during=()), *steps[place + 1 :]]
            if fails(replace(history, steps=tuple(plain))):
                steps = plain
    return steps
