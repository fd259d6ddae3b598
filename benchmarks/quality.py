"""What does it cost to know how good the picture is, and how near are the figures to the truth?

usage: quality.py [FILM ...]    (OMP_NUM_THREADS=1 for figures of one core)

Prints the ms of one look at pictures of several kinds; the error of blur and module width over pictures whose blur and
module are known; and for each film the ms a frame as on a station, with every guidance that it caused.
"""

import argparse
import sys
import time
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.decoder import decode
from kiosk.hardware.demo_props import draw_corner, draw_object
from kiosk.hardware.demo_stage import SIZE
from kiosk.hardware.motion_gate import MotionGate
from kiosk.hardware.picture_quality import look_at
from kiosk.hardware.picture_watch import LIVELY, PictureWatch
from kiosk.hardware.scan import Symbology

ISBN = ((Symbology.EAN13, "9787115428028"),)
MODULE = 3.0  # pixels, of the drawn ISBN at scale 1
RATE = 30  # frames a second of a camera
RUNS = 40


def picture(codes, scale: float = 1.0, sigma: float = 0.0, gain: float = 1.0, seed: int = 1) -> np.ndarray:
    thing = draw_object("book", codes)
    thing = cv2.resize(thing, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    height, width = thing.shape[:2]
    move = cv2.getRotationMatrix2D((width / 2, height / 2), 5.0, 1.0)
    move[:, 2] += (SIZE[0] / 2 - width / 2, SIZE[1] / 2 - height / 2)
    view = cv2.warpAffine(thing, move, SIZE, dst=draw_corner(SIZE), borderMode=cv2.BORDER_TRANSPARENT)
    view = (cv2.GaussianBlur(view, (0, 0), sigma) if sigma else view) * gain
    return np.clip(view + np.random.default_rng(seed).normal(0, 2.5, view.shape), 0, 255).astype(np.uint8)


def cost_of_a_look() -> None:
    kinds = {
        "nothing held up": picture(()),
        "read": picture(ISBN),
        "blurred, unread": picture(ISBN, 1.0, 2.8),
        "blurred and near": picture(ISBN, 1.6, 3.4),
        "dark, unread": picture(ISBN, gain=0.08),
    }
    for kind, image in kinds.items():
        grey, symbols = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), decode(image)
        spent = []
        for _ in range(RUNS):
            began = time.perf_counter()
            look_at(grey, symbols)
            spent.append(1000 * (time.perf_counter() - began))
        look = float(np.median(spent))
        print(f"  {kind:17s} {look:5.2f} ms a look, {look / (RATE * LIVELY):5.2f} ms a frame at {RATE} a second")


def nearness() -> None:
    """Without reading. The drawing's own edges add about half a pixel to the blur."""
    for sigma in (0.0, 0.7, 1.0, 1.5, 2.0, 2.5):
        modules, blurs = [], []
        for seed, scale in enumerate((0.6, 0.8, 1.0, 1.3, 1.6)):
            look = look_at(cv2.cvtColor(picture(ISBN, scale, sigma, seed=seed), cv2.COLOR_BGR2GRAY), ())
            if look.codes:
                modules.append(abs(look.codes[0].module / (MODULE * scale) - 1))
                blurs.append(look.codes[0].blur)
        found = f"found {len(modules)} of 5"
        off = f"module off by {100 * np.median(modules):.1f} % in the middle, {100 * max(modules):.1f} % at most"
        print(f"  blur {sigma:.1f} px: {found}, {off}, blur said {np.median(blurs):.2f} px")


def through(film: Path) -> None:
    capture, watch, scanner, gate = cv2.VideoCapture(str(film)), PictureWatch(), CameraScanner(), MotionGate()
    fps, spent, said = capture.get(cv2.CAP_PROP_FPS), [], []
    while True:
        ok, image = capture.read()
        if not ok:
            break
        at, cost = len(spent) / fps, 0.0
        if gate.wants(image, at):
            symbols = decode(image)
            if symbols:
                gate.saw_code(at)
            scanner.see(symbols, at, at)
            began = time.perf_counter()
            watch.see(image, symbols, at, busy=gate.is_busy(at), settled=scanner.holds(at))
            cost = 1000 * (time.perf_counter() - began)
        spent.append(cost)
        if watch.guidance and (not said or said[-1] != watch.guidance):
            said.append(watch.guidance)
    print(f"  {film.stem:10s} {np.mean(spent):.2f} ms a frame, p99 {np.percentile(spent, 99):.1f} ms, guidance {said}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("films", type=Path, nargs="*")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    print("cost of a look at 1280x720")
    cost_of_a_look()
    print("nearness to the truth")
    nearness()
    if options.films:
        print("films")
    for film in options.films:
        through(film)


if __name__ == "__main__":
    main()
