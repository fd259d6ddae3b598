"""Scan to answer over camera scenes: frame captured to view drawn, in the running app; what each presentation led to.

usage: python -m benchmarks.answers SCENES_DIR --db IMPORTED.sqlite [--network none|up|down] [--json FILE]

SCENES_DIR holds NAME.mp4 with NAME.json (presentations with t_in, t_settled, t_out and codes). The database is copied
for each scene; the app runs off-screen and plays the video at its own speed. --network up: beside a centre in a
process of its own, on a copy of the same database; down: its address answers nobody; none: a station alone.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from db.connection import open_database
from kiosk.sync.credentials import place_beside, write_credentials
from kiosk.sync.enrolment import enrol
from kiosk.sync.identity import identity

LISTS = ("check_outs", "check_ins", "refusals", "unknown", "repeats")


PORT = 18_231
KIOSK = [sys.executable, "-m", "kiosk"]


def play(video: Path, db: Path, at: str, network: str) -> dict:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy = folder / "school.sqlite"
        shutil.copy(db, copy)
        command = [*KIOSK, "demo", "--headless", "--until-end", "--no-pictures"]
        command += ["--db", str(copy), "--camera", str(video), "--at", at]
        with centre(folder, copy, network):
            return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@contextmanager
def centre(folder: Path, db: Path, network: str) -> Iterator[None]:
    """The station has joined a centre, which runs meanwhile, or is not there."""
    if network == "none":
        yield
        return
    name = identity(open_database(str(db))).kiosk
    at_centre = folder / "centre.sqlite"
    shutil.copy(db, at_centre)
    with closing(open_database(str(at_centre))):
        write_credentials(place_beside(str(db)), enrol(name, f"http://127.0.0.1:{PORT}"))
    if network == "down":
        yield
        return
    serve = [*KIOSK, "centre", "serve", "--db", str(at_centre), "--port", str(PORT)]
    server = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


def conclusions(truth: dict, result: dict) -> list[tuple[str, str, float | None]]:
    """(what was shown, what it led to, ms) for each presentation of the truth, in order."""
    entries = [(name[:-1] if name != "unknown" else name, e) for name in LISTS for e in result[name]]
    entries += [("visit", e) for e in result.get("cards", [])]
    rows = []
    for shown in truth["presentations"]:
        texts = " + ".join(code["text"] for code in shown["codes"])
        said = [
            (name, e) for name, e in entries if e["t"] is not None and shown["t_in"] <= e["t"] <= shown["t_out"] + 0.6
        ]
        led_to = ", ".join(
            f"{name} {e['text']}" + (f" ({'/'.join(e['codes'])})" if e["codes"] else "") for name, e in said
        )
        times = [e["ms"] for _, e in said if e["ms"] is not None]
        rows.append((f"{shown['t_in']:.1f} s {texts}", led_to or "-", max(times) if times else None))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", type=Path)
    parser.add_argument("--db", type=Path, required=True)
    parser.add_argument("--at", default="2026-11-24T11:30")
    parser.add_argument("--network", choices=("none", "up", "down"), default="none")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    times, results = [], {}
    print("| scene | shown | led to | ms |\n|---|---|---|---|")
    for truth in sorted(options.scenes.glob("*.json")):
        result = play(truth.with_suffix(".mp4"), options.db, options.at, options.network)
        results[truth.stem] = result
        for shown, led_to, ms in conclusions(json.loads(truth.read_text()), result):
            print(f"| {truth.stem} | {shown} | {led_to} | {'' if ms is None else round(ms)} |")
        times += [e["ms"] for name in (*LISTS, "cards") for e in result.get(name, []) if e["ms"] is not None]
    times.sort()
    p95 = times[int(0.95 * len(times))]
    print(f"\n{len(times)} answers: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms")
    if options.json:
        options.json.write_text(json.dumps(results, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
