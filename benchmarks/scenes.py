"""Are the showings of a filmed scene each scanned exactly once, how soon, and at what cost a frame?

usage: scenes.py SCENES_DIR [--live]    (OMP_NUM_THREADS=1 for figures of one core)

Over each NAME.mp4 with its NAME.json. Without --live every frame is decoded, one after another; with it the video
runs through the camera feed at its own pace, and frames are dropped as on a station.
"""

import argparse
import json
import sys
import threading
import time
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kiosk.hardware.camera import open_camera
from kiosk.hardware.camera_feed import CameraFeed
from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.decoder import StreamDecoder
from kiosk.hardware.scan import Scan

LATE = 0.5  # s after an object has left in which a scan still counts as its own


def scan_offline(video: Path) -> tuple[list[Scan], list[float]]:
    """The scans, and the milliseconds of each frame."""
    capture, scanner, decoder = cv2.VideoCapture(str(video)), CameraScanner(), StreamDecoder()
    fps = capture.get(cv2.CAP_PROP_FPS)
    scans, costs = [], []
    while True:
        ok, image = capture.read()
        if not ok:
            return scans, costs
        started = time.perf_counter()
        scans += scanner.see(decoder.decode(image), len(costs) / fps, started)
        costs.append((time.perf_counter() - started) * 1000)


def scan_live(video: Path) -> tuple[list[Scan], list[float]]:
    """The scans, and the milliseconds from the capture of the settling frame to each scan."""
    scans, delays, ended = [], [], threading.Event()

    def on_scan(scan: Scan) -> None:
        scans.append(scan)
        delays.append((time.monotonic() - scan.captured_at) * 1000)

    feed = CameraFeed(lambda: open_camera(str(video)), on_scan=on_scan, on_end=ended.set)
    feed.start()
    ended.wait()
    feed.close()
    return scans, delays


def report(scene: dict, scans: list[Scan]) -> tuple[int, list[float]]:
    """Prints a line a presentation; returns how many faults there were and the seconds from settled to scan."""
    faults, waits, told = 0, [], set()
    for shown in scene["presentations"]:
        own = [s for s in scans if shown["t_in"] <= s.frame_time <= shown["t_out"] + LATE and id(s) not in told]
        told.update(map(id, own))
        expected = [code["text"] for code in shown["codes"]]
        allowed = expected + [code["text"] for code in shown.get("maybe", [])]
        texts = [scan.text for scan in own]
        missed = [text for text in expected if text not in texts]
        wrong = [text for text in texts if text not in allowed]
        doubled = sorted({text for text in texts if texts.count(text) > 1})
        parted = len({scan.presentation for scan in own if scan.text in expected}) > 1
        waits += [scan.frame_time - shown["t_settled"] for scan in own if scan.text in expected]
        faults += len(missed) + len(wrong) + len(doubled) + parted
        verdict = f"{missed=} {wrong=} {doubled=} {parted=}" if missed or wrong or doubled or parted else "once each"
        seen = " ".join(f"{s.text}@{s.frame_time:.2f}#{s.presentation}" for s in own)
        print(f"  {shown['t_settled']:6.2f} {shown['kind']:5s} {verdict:10s} {seen}")
    stray = [scan for scan in scans if id(scan) not in told]
    for scan in stray:
        print(f"  stray {scan}")
    return faults + len(stray), waits


def median_and_p95(values: list[float]) -> str:
    return f"median {np.median(values):.2f} p95 {np.percentile(values, 95):.2f}" if values else "none"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", type=Path)
    parser.add_argument("--live", action="store_true")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    faults, waits, costs = 0, [], []
    for video in sorted(options.scenes.glob("*.mp4")):
        scene = json.loads(video.with_suffix(".json").read_text())
        scans, cost = (scan_live if options.live else scan_offline)(video)
        print(video.stem)
        scene_faults, scene_waits = report(scene, scans)
        faults, waits, costs = faults + scene_faults, waits + scene_waits, costs + cost
    print(f"faults {faults}")
    print(f"seconds from settled to scan: {median_and_p95(waits)}")
    print(f"ms {'from capture to scan' if options.live else 'a frame'}: {median_and_p95(costs)}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
