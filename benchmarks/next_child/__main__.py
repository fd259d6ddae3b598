"""Is a book ever lent to the child before, and how often is the same child asked needlessly?

usage: python -m benchmarks.next_child [--films 500] [--seed 1] [--rate 10] [--scenes DIR] [--shares 1/2]

Draws films, plays each through decoder, scanner, evidence and station, and prints by kind of film: films, books lent to
a wrong child, visits in which the child whose card was read was asked. --scenes: NAME.mp4 with NAME.json beside it.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import cv2
import numpy as np

from benchmarks.next_child.drawing import Camera
from benchmarks.next_child.films import Film, film_of
from benchmarks.next_child.playing import Played, Player, stock
from db import models
from db.connection import open_database
from db.settings import bump_bylaw
from kiosk.lending.desk import Desk

BEGAN = datetime(2026, 11, 23, 12, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
A_FILM = timedelta(minutes=5)  # of the station's time


def open_school() -> Desk:
    database = open_database(":memory:")
    models.Policy.create(max_loans=20, days=15)
    bump_bylaw()
    return Desk(database, "k-bench", 1, ZoneInfo("Asia/Shanghai"))


def frames_of(film: Film, rate: float) -> Iterator[tuple[float, np.ndarray, bool]]:
    camera = Camera(film)
    for index in range(int(film.seconds * rate)):
        at = index / rate
        yield at, camera.picture(at), camera.is_held_up(at)


def play_film(desk: Desk, film: Film, rate: float) -> Played:
    stock(film.readers, [thing.text for thing in film.things if thing.kind == "book"])
    owners = {thing.text: film.readers[thing.by].removeprefix("R") for thing in film.things if thing.kind == "book"}
    return Player(desk, BEGAN + film.seed * A_FILM, owners.__getitem__).play(frames_of(film, rate))


def wrong_loans(film: Film, played: Played) -> list[tuple[str, str]]:
    return [(card, isbn) for card, isbn in played.loans if film.owner_of(isbn).removeprefix("R") != card]


def asked_needlessly(played: Played) -> list[str]:
    return [why for visitor, owner, why in played.asked if visitor == owner]


def report(rows: list[tuple[Film, Played]]) -> None:
    print(f"{'kind':20s} films  another  lent wrongly  asked rightly  needlessly  why")
    kinds = sorted({film.kind for film, _ in rows})
    for kind in [*kinds, "all"]:
        own = [(film, played) for film, played in rows if kind in (film.kind, "all")]
        wrong = sum(bool(wrong_loans(film, played)) for film, played in own)
        needless = sum(bool(asked_needlessly(played)) for _, played in own)
        rightly = sum(any(visitor != owner for visitor, owner, _ in played.asked) for _, played in own)
        why = Counter(str(why) for _, played in own for why in asked_needlessly(played))
        another = sum(film.changes and len(set(played.visits)) < 2 for film, played in own)
        print(f"{kind:20s} {len(own):5d} {another:8d} {wrong:13d} {rightly:14d} {needless:11d}  {dict(why) or ''}")


def play_scenes(folder: Path, every: int) -> None:
    for path in sorted(folder.glob("*.json")):
        scene = json.loads(path.read_text())
        video = cv2.VideoCapture(str(path.with_suffix(".mp4")))
        owners: dict[str, str] = {}
        for visit in scene["expect"]:
            owners |= dict.fromkeys(visit.get("never", ()), "another") | dict.fromkeys(visit["borrow"], visit["reader"])
        cards = {code["text"] for shown in scene["presentations"] if shown["kind"] == "card" for code in shown["codes"]}
        desk = open_school()
        stock(tuple(cards), list(owners))
        player = Player(desk, BEGAN, owners.__getitem__)
        played = player.play(_filmed(video, scene["fps"], every))
        wrong = [loan for loan in played.loans if owners.get(loan[1]) != loan[0]]
        print(f"{path.stem}: {wrong=} asked {played.asked} lent {played.loans}")


def _filmed(video: cv2.VideoCapture, fps: float, every: int) -> Iterator[tuple[float, np.ndarray, bool]]:
    index = 0
    while video.grab():
        if index % every == 0:
            yield index / fps, video.retrieve()[1], True
        index += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--films", type=int, default=500)
    parser.add_argument("--first", type=int, default=0, help="number of the first film")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=10.0, help="frames a second")
    parser.add_argument("--kind", default="", help="only films of this kind")
    parser.add_argument("--scenes", type=Path)
    parser.add_argument("--every", type=int, default=1, help="of the scenes' frames only every so many")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    if options.scenes:
        play_scenes(options.scenes, options.every)
    desk, rows, began = open_school(), [], time.monotonic()
    with suppress(KeyboardInterrupt):  # what has been played is told all the same
        for number in range(options.first, options.first + options.films):
            film = film_of(options.seed, number)
            if options.kind in ("", film.kind):
                played = play_film(desk, film, options.rate)
                rows.append((film, played))
                for card, isbn in wrong_loans(film, played):
                    print(f"  film {number} ({film.kind}): {isbn} lent to {card}", flush=True)
                for why in asked_needlessly(played):
                    print(f"  film {number} ({film.kind}): asked needlessly, {why}", flush=True)
    if rows:
        report(rows)
        print(f"seconds {time.monotonic() - began:.0f}")
    sys.exit(any(wrong_loans(film, played) for film, played in rows))


if __name__ == "__main__":
    main()
