"""Is ever a wrong code accepted? Synthetic holds through decoder, motion gate and scanner, as in the station.

usage: OMP_NUM_THREADS=1 python -m benchmarks.holds [--sequences 2000] [--jobs 2] [--first 0] [--json FILE]

A card or a book comes in, is held 0.6 to 2.3 s, and leaves; 10 to 30 frames a second, 640x360 at a camera's pixels a
module, seeds fixed. Many are hard on purpose: see camera_bench/hold_sequences.py. One scanner sees a whole run of them,
one after the other, so that votes may meet across two of them. Wrong is a scan of anything that is not in view.
`--first N --sequences 1` shows one of them again.
"""

import argparse
import json
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

from benchmarks.camera_bench.bounds import upper_bound
from benchmarks.camera_bench.hold_sequences import SHARES, draw_hold, frames
from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.decoder import StreamDecoder
from kiosk.hardware.motion_gate import MotionGate

RUN = 10  # holds that one scanner sees


@dataclass(frozen=True, slots=True)
class Outcome:
    """wait: s from the moment it is held still until each scan; frames: shown, decoded: looked at."""

    seed: int
    kind: str
    shown: tuple[str, ...]
    scanned: tuple[str, ...]
    waits: tuple[float, ...]
    frames: int
    decoded: int

    @property
    def wrong(self) -> list[str]:
        return [text for text in self.scanned if text not in self.shown]

    @property
    def missed(self) -> list[str]:
        return [text for text in self.shown if text not in self.scanned]

    @property
    def doubled(self) -> list[str]:
        return [text for text in self.shown if self.scanned.count(text) > 1]


def play(seeds: range) -> list[Outcome]:
    """One run: the time goes on from hold to hold."""
    cv2.setNumThreads(1)
    decoder, scanner, gate, began, outcomes = StreamDecoder(), CameraScanner(), MotionGate(), 0.0, []
    for seed in seeds:
        hold, scans, shown, decoded = draw_hold(seed), [], 0, 0
        for seconds, image in frames(hold, seed):
            at, shown = began + seconds, shown + 1
            if gate.wants(image, at):
                decoded += 1
                symbols = decoder.decode(image)
                if symbols:
                    gate.saw_code(at)
                scans += scanner.see(symbols, at, at)
        texts = tuple(f"{scan.symbology}:{scan.text}" for scan in scans)
        codes = tuple(f"{code.symbology}:{code.text}" for code in hold.codes)
        waits = tuple(scan.frame_time - began - hold.arrive for scan in scans)
        outcomes.append(Outcome(seed, hold.kind, codes, texts, waits, shown, decoded))
        began += hold.seconds
    return outcomes


def outcomes_of(first: int, count: int, jobs: int) -> Iterator[Outcome]:
    runs = [range(start, min(start + RUN, first + count)) for start in range(first, first + count, RUN)]
    with ProcessPoolExecutor(jobs) as pool:
        for outcomes in pool.map(play, runs):
            yield from outcomes


def report(outcomes: list[Outcome], seconds: float) -> None:
    print(f"{'kind':14s} {'holds':>6s} {'wrong':>6s} {'codes':>6s} {'missed':>7s} {'doubled':>8s}")
    for kind in (*SHARES, "all"):
        own = [outcome for outcome in outcomes if kind in (outcome.kind, "all")]
        counts = (
            sum(len(getattr(outcome, name)) for outcome in own) for name in ("wrong", "shown", "missed", "doubled")
        )
        wrong, shown, missed, doubled = counts
        print(f"{kind:14s} {len(own):6d} {wrong:6d} {shown:6d} {missed:7d} {doubled:8d}")
    for outcome in outcomes:
        if outcome.wrong or outcome.doubled:
            print(f"seed {outcome.seed} ({outcome.kind}): shown {outcome.shown}, scanned {outcome.scanned}")
    waits = [wait for outcome in outcomes for wait in outcome.waits]
    if waits:
        print(f"s from held to scan: median {np.median(waits):.2f}, p95 {np.percentile(waits, 95):.2f}")
    wrong = sum(bool(outcome.wrong) for outcome in outcomes)
    shown, decoded = (sum(getattr(outcome, name) for outcome in outcomes) for name in ("frames", "decoded"))
    print(f"{shown} frames, {decoded} of them decoded, in {seconds:.0f} s")
    bound = upper_bound(wrong, len(outcomes))
    print(f"holds with a wrong acceptance: {wrong} of {len(outcomes)}; at 95 % the rate is under {100 * bound:.2f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    began = time.perf_counter()
    outcomes = list(outcomes_of(options.first, options.sequences, options.jobs))
    report(outcomes, time.perf_counter() - began)
    if options.json:
        options.json.write_text(json.dumps([asdict(outcome) for outcome in outcomes], indent=1))


if __name__ == "__main__":
    main()
