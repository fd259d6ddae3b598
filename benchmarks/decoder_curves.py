"""How much is read as each fault grows, and with several faults at once: plain pyzbar, plain zxing-cpp, our decoder.

usage: OMP_NUM_THREADS=1 python -m benchmarks.decoder_curves [--factor NAME ...] [--frames 20] [--markdown]
                                                             [--json FILE] [--save DIR]

720p frames of cards and books, seeds fixed. Every factor in turn runs over its levels while the others stay mild:
`--frames` a level. `mix` is the hard mix, 40 x `--frames`: two to four faults at once, turned any way, kept within what
blur, glare and pixels leave readable, and drawn so that plain pyzbar reads 19 % of it, as of the frames in the
measurements that this project began with. --save: the frames as PNG with a manifest.csv.
"""

import argparse
import csv
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import cv2
import numpy as np

from benchmarks.camera_bench.codes import Code
from benchmarks.camera_bench.readers import READERS
from benchmarks.camera_bench.shots import FACTORS, Shot, hard_shot, shot_of, take

MIX = "mix"
MIX_FRAMES = 40  # times those of a level
UNITS = {
    "motion": "modules",
    "defocus": "modules",
    "rotation": "degrees",
    "yaw": "degrees",
    "pitch": "degrees",
    "noise": "grey steps",
    "light": "gain",
    "glare": "of the width",
    "exposure": "gain",
    "jpeg": "quality",
    "module": "pixels",
}


@dataclass
class Tally:
    """Of one decoder at one level. times: milliseconds of the one core, a frame."""

    frames: int = 0
    read: int = 0
    wrong: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.read / self.frames

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.frames + other.frames, self.read + other.read, self.wrong + other.wrong, self.times + other.times
        )


Level = dict[str, Tally]  # by decoder


def measure(shots: Iterator[Shot], keep: Callable[[Shot, np.ndarray, Code], None]) -> Level:
    level = {name: Tally() for name in READERS}
    for shot in shots:
        frame, code = take(shot)
        keep(shot, frame, code)
        for name, read in READERS.items():
            began = time.process_time()
            found = read(frame)
            level[name] += _tally(code, found, (time.process_time() - began) * 1000)
    return level


def _tally(code: Code, found: set[tuple[str, str]], milliseconds: float) -> Tally:
    true = (str(code.symbology), code.text)
    wrong = [f"{code.symbology}:{code.text} as {symbology}:{text}" for symbology, text in found - {true}]
    return Tally(1, true in found, wrong, [milliseconds])


def curve(factor: str, frames: int, keep: Callable[[Shot, np.ndarray, Code], None]) -> dict[str, Level]:
    """By level, as it is printed. Every level shows the same codes in the same places."""
    if factor == MIX:
        return {"several at once": measure(map(hard_shot, range(MIX_FRAMES * frames)), keep)}
    return {
        f"{level:g}": measure((shot_of(factor, level, seed) for seed in range(frames)), keep)
        for level in FACTORS[factor]
    }


def rows(factor: str, levels: dict[str, Level]) -> Iterator[list[str]]:
    heading = f"{factor} ({UNITS[factor]})" if factor in UNITS else factor
    yield [heading, *levels, "wrong texts", "CPU ms median / p95"]
    for name in READERS:
        total = sum((level[name] for level in levels.values()), Tally())
        cost = f"{np.median(total.times):.0f} / {np.percentile(total.times, 95):.0f}"
        shares = [f"{100 * level[name].share:.0f} %" for level in levels.values()]
        yield [name, *shares, f"{len(total.wrong)} in {total.frames}", cost]


def print_table(table: list[list[str]], markdown: bool) -> None:
    if markdown:
        head, *body = (f"| {' | '.join(row)} |" for row in table)
        print(head, "|" + "---|" * len(table[0]), *body, "", sep="\n", flush=True)
        return
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
    print(flush=True)


def keeper(folder: Path | None) -> Callable[[str], Callable[[Shot, np.ndarray, Code], None]]:
    """For a factor: what lays each of its frames into the folder."""
    if folder is None:
        return lambda factor: lambda shot, frame, code: None
    folder.mkdir(parents=True, exist_ok=True)
    manifest = csv.writer((folder / "manifest.csv").open("w", newline=""))
    manifest.writerow(["file", "symbology", "text", "set", "source", "also"])
    levels = (folder / "shots.jsonl").open("w")
    number = iter(range(10**9))

    def keep(factor: str, shot: Shot, frame: np.ndarray, code: Code) -> None:
        name = f"{factor}-{next(number):05d}.png"
        cv2.imwrite(str(folder / name), frame)
        manifest.writerow([name, code.symbology, code.text, factor, "benchmarks.decoder_curves", ""])
        levels.write(json.dumps({"file": name} | asdict(shot)) + "\n")

    return lambda factor: lambda shot, frame, code: keep(factor, shot, frame, code)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--factor", action="append", choices=[*FACTORS, MIX])
    parser.add_argument("--frames", type=int, default=20)
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    keep, measured = keeper(options.save), {}
    for factor in options.factor or [*FACTORS, MIX]:
        measured[factor] = curve(factor, options.frames, keep(factor))
        print_table(list(rows(factor, measured[factor])), options.markdown)
    wrong = {text for levels in measured.values() for level in levels.values() for text in level["ours"].wrong}
    print("wrong texts of ours:", *sorted(wrong) or ["none"])
    if options.json:
        plain = {
            factor: {level: {name: asdict(tally) for name, tally in by.items()} for level, by in levels.items()}
            for factor, levels in measured.items()
        }
        options.json.write_text(json.dumps(plain, indent=1))


if __name__ == "__main__":
    main()
