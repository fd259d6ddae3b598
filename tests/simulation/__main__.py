"""`python -m tests.simulation`: many invented histories of kiosks and a centre; is anything lost in one of them?"""

import argparse
import sys
import time
from collections.abc import Sequence

from tqdm import tqdm

from tests.simulation.mutations import MUTATIONS
from tests.simulation.running import run_seeds, shortest


def main(arguments: Sequence[str] | None = None) -> int:
    """0: nothing was lost in any of them; with a fault put in, 0: it is caught."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulation",
        description="Prove the sync: kiosks, centre, network and disasters, all simulated over the real code. Each seed"
        " is a history of its own: calls lost, doubled, late and out of order, wrong clocks, restored kiosks and"
        " centres, edits. Exit 0: nothing was lost in any of them.",
    )
    parser.add_argument("--seeds", type=int, default=1000, help="how many histories (default 1000)")
    parser.add_argument("--first", type=int, default=0, help="the first seed (default 0)")
    parser.add_argument("--seed", type=int, help="only this one")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once (default 2)")
    parser.add_argument(
        "--mutate", metavar="NAME", help="put a named fault in, «list» names them; exit 0: it is caught"
    )
    options = parser.parse_args(arguments)
    if options.mutate == "list":
        for name, fault in MUTATIONS.items():
            print(f"{name}: {' '.join(fault.__doc__.split())}")
        return 0
    if options.mutate and options.mutate not in MUTATIONS:
        parser.error(f"«{options.mutate}» is no fault of the simulation: choose from {', '.join(MUTATIONS)}")
    last = options.first + options.seeds
    seeds = range(options.first, last) if options.seed is None else [options.seed]
    began, events, failed, done = time.monotonic(), 0, [], 0
    outcomes = run_seeds(seeds, options.mutate, 1 if len(seeds) == 1 else max(1, options.jobs))
    for outcome in tqdm(outcomes, total=len(seeds), unit="seed", file=sys.stderr, disable=None):
        events, done = events + outcome.events, done + 1
        if outcome.findings:
            failed.append(outcome)
            if options.mutate:
                break
    print(f"{done} seeds, {events} events, {len(failed)} failures, {time.monotonic() - began:.0f} s")
    if failed:
        _tell(failed[0].seed, options.mutate)
    return int(bool(failed) != bool(options.mutate))


def _tell(seed: int, mutation: str | None) -> None:
    history, findings = shortest(seed, mutation)
    print(f"seed {seed}, shrunk to {len(history.steps)} steps; clocks off by {history.skews} ms,")
    print(f"{history.page} rows a page, {history.batch} events a call:")
    for step in history.steps:
        print(f"  {step}")
    for finding in findings:
        print(f"  - {finding}")


if __name__ == "__main__":
    sys.exit(main())
