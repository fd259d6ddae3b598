"""What the camera path costs of one core with nobody there and in a rush, and whether memory stays flat for an hour.

usage: OMP_NUM_THREADS=1 python -m benchmarks.camera_load [--seconds 20] [--frames 108000]

A synthetic camera, 720p at 30 frames a second, hands pictures made beforehand to the camera feed; processor time is
that of all threads, less that of the same camera read by nobody. What a USB camera's JPEG costs comes on top and is
measured apart. --frames: of the soak, which passes through gate, decoder and scanner as fast as it can; 108000 are an
hour, 0 leaves it out.
"""

import argparse
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

import cv2
import numpy as np

from benchmarks.camera_bench import degrade
from benchmarks.camera_bench.backgrounds import draw_background
from benchmarks.camera_bench.hold_sequences import draw_hold, frames
from benchmarks.camera_bench.shots import SIZE
from kiosk.hardware.camera_feed import CameraFeed
from kiosk.hardware.camera_port import Frame, FramePace
from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.decoder import decode
from kiosk.hardware.motion_gate import MotionGate

RATE = 30.0  # frames a second
CORNER, SHIRT = 4, 2  # variants of the background
IDLE_FRAMES = 24
NOISE = 4.0  # grey steps
AWAKE = 2.0  # s after the start in which the gate still looks at everything
HOLDS = 3
CYCLE, BUSY = 1800, 600  # frames of the soak: a minute, of which there is a rush for so many
TENTHS = 10


class LoopedCamera:
    """Hands out the same pictures again and again, at a camera's pace; never the same one twice in a row."""

    ended = False
    has_sensor_noise = True

    def __init__(self, images: list[np.ndarray]) -> None:
        self._images, self._pace, self._index = images, FramePace(RATE), 0

    def read(self) -> Frame:
        captured_at = self._pace.wait_for(self._index)
        frame = Frame(self._images[self._index % len(self._images)], self._index / RATE, captured_at)
        self._index += 1
        return frame

    def close(self) -> None: ...


def idle_images() -> list[np.ndarray]:
    corner, chance = draw_background(SIZE, CORNER).astype(np.float32), np.random.default_rng(8)
    return [degrade.to_sensor(degrade.add_noise(corner, NOISE, chance)) for _ in range(IDLE_FRAMES)]


def rush_images() -> list[np.ndarray]:
    """Cards and books one after the other, and somebody who walks about behind them."""
    images: list[np.ndarray] = []
    for seed in islice((seed for seed in count() if draw_hold(seed).kind == "plain"), HOLDS):
        hold = replace(draw_hold(seed), rate=RATE, noise=NOISE)
        images += [image for _, image in frames(hold, seed, _passer_by)]
    return images


def _passer_by(seconds: float) -> np.ndarray:
    image, (width, height) = draw_background(SIZE, CORNER).copy(), SIZE
    mask = np.zeros((height, width), np.uint8)
    middle = (int(width * (0.5 + 0.4 * np.sin(1.3 * seconds))), int(0.75 * height))
    cv2.ellipse(mask, middle, (170, 320), 0, 0, 360, 255, -1)
    cv2.copyTo(draw_background(SIZE, SHIRT), mask, image)
    return image


def cost_of(work: Callable[[float], object], seconds: float) -> float:
    """The share of one core, threads included."""
    began, spent = time.perf_counter(), time.process_time()
    work(seconds)
    return (time.process_time() - spent) / (time.perf_counter() - began)


def read_alone(images: list[np.ndarray], seconds: float) -> None:
    camera = LoopedCamera(images)
    for _ in range(int(seconds * RATE)):
        camera.read()


def report_load(name: str, images: list[np.ndarray], seconds: float) -> None:
    decoded, scans = [], []

    def decode_and_count(image: np.ndarray) -> list:
        decoded.append(1)
        return decode(image)

    source = cost_of(lambda seconds: read_alone(images, seconds), seconds / 4)
    feed = CameraFeed(lambda: LoopedCamera(images), on_scan=scans.append, decode=decode_and_count)
    feed.start()
    passing = threading.Event()
    passing.wait(AWAKE)
    decoded.clear()
    scans.clear()
    share = cost_of(passing.wait, seconds) - source
    rate, scanned = len(decoded) / seconds, len(scans)
    feed.close()
    print(f"{name:14s} {100 * share:5.1f} % of one core (source {100 * source:.1f} % taken off)", end="; ")
    print(f"{rate:.1f} frames a second decoded, {scanned} scans", flush=True)


def report_jpeg(image: np.ndarray) -> None:
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 85])
    spent = time.process_time()
    for _ in range(IDLE_FRAMES):
        cv2.imdecode(data, cv2.IMREAD_COLOR)
    each = (time.process_time() - spent) / IDLE_FRAMES
    share = 100 * each * RATE
    print(f"a USB camera's JPEG {1000 * each:.1f} ms a frame, {share:.0f} % of one core at {RATE:.0f} a second")


def soak(idle: list[np.ndarray], rush: list[np.ndarray], total: int) -> None:
    scanner, gate, resident, scans = CameraScanner(), MotionGate(), [], 0
    began = time.perf_counter()
    for index in range(total):
        images = rush if index % CYCLE < BUSY else idle
        image, at = images[index % len(images)], index / RATE
        if gate.wants(image, at):
            symbols = decode(image)
            if symbols:
                gate.saw_code(at)
            scans += len(scanner.see(symbols, at, at))
        if (index + 1) % max(1, total // TENTHS) == 0:
            resident.append(resident_megabytes())
            print(f"after {index + 1:6d} frames: {resident[-1]:.1f} MB", flush=True)
    settled = resident[1:]  # the first tenth fills caches
    if len(settled) > 1:
        slope = float(np.polyfit(np.arange(len(settled)), settled, 1)[0]) * TENTHS
        print(f"slope after the first tenth: {slope:+.2f} MB over {total} frames; {scans} scans", end=", ")
        print(f"{total / RATE / (time.perf_counter() - began):.1f} times as fast as they would come")


def resident_megabytes() -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--frames", type=int, default=108_000)
    options = parser.parse_args()
    cv2.setNumThreads(1)
    idle, rush = idle_images(), rush_images()
    report_load("nobody there", idle, options.seconds)
    report_load("rush", rush, options.seconds)
    report_jpeg(rush[len(rush) // 3])
    if options.frames:
        soak(idle, rush, options.frames)


if __name__ == "__main__":
    main()
