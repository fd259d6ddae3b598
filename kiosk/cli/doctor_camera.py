"""`doctor camera`: what a camera, where it hangs, is good for, judged by a printed chart."""

import argparse
import dataclasses
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli import BadInput
from kiosk.i18n import LANGUAGES

if TYPE_CHECKING:
    import numpy as np

    from kiosk.hardware.chart_reading import Sighting
    from kiosk.hardware.chart_report import ChartLine, ChartReport
    from kiosk.screens.wording import Wording

SECONDS = 10.0
BETWEEN = 0.25  # s between two pictures that are looked at
MOST_PICTURES = 40  # kept in memory, 2.7 MB each
SAVED_PICTURES = 6
MARKS = {"good": "ok", "fair": "!!", "poor": "!!", "unknown": " -"}
GREEN, RED = (90, 170, 0), (40, 40, 220)  # BGR


def configure(parts) -> None:
    parser = parts.add_parser("camera", help="judge a camera by a printed chart that is held before it")
    parser.add_argument(
        "--camera", default=argparse.SUPPRESS, metavar="SOURCE", help="a device, film, folder or address"
    )
    parser.add_argument("--chart", type=Path, metavar="PDF", help="write the chart to print, and do nothing else")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long to look (default %(default)s)")
    parser.add_argument("--pictures", type=Path, metavar="DIR", help="save what the camera saw, codes outlined")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when the camera reads codes of the usual size, else 1."""
    from kiosk.screens.wording import Wording

    wordings = {language: Wording(language) for language in LANGUAGES}
    wording = wordings[options.language]
    if options.chart:
        _write_chart(options.chart, list(wordings.values()))
        print(wording.text("chart.written", path=str(options.chart)))
        return 0
    print(wording.text("doctor.camera.hold", seconds=f"{options.seconds:g}"), file=sys.stderr)
    pictures, rate = _watch(options.camera, options.seconds)
    report, sightings = _judge(pictures, rate)
    if options.pictures:
        _save(options.pictures, pictures, sightings)
        print(wording.text("doctor.camera.saved", path=str(options.pictures)), file=sys.stderr)
    if options.json:
        print(json.dumps(_plain(report), ensure_ascii=False))
    else:
        print("\n".join(_told(report, wording)))
    return int(report.verdict != "good")


def _write_chart(path: Path, wordings: "Sequence[Wording]") -> None:
    from kiosk.hardware.chart_page import write_chart

    heading = " ".join(wording.text("chart.heading") for wording in wordings)
    lines = [wording.text(f"chart.line.{number}") for number in (1, 2, 3) for wording in wordings]
    scale = " / ".join(wording.text("chart.scale") for wording in wordings)
    try:
        write_chart(path, heading, lines, scale)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}; name a file in a folder that is there") from error


def _watch(source: str, seconds: float) -> "tuple[list[np.ndarray], float]":
    """The pictures to judge, and how many came a second. Judging waits: it would slow the camera down."""
    from kiosk.hardware.camera import CameraAbsent, open_camera

    try:
        camera = open_camera(source)
    except CameraAbsent as absent:
        raise BadInput(f"{source} does not open: plug it in, or name another with --camera") from absent
    pictures, count = [], 0
    between = max(BETWEEN, seconds / MOST_PICTURES)
    began = now = time.monotonic()
    try:
        while now - began < seconds and not camera.ended:
            frame = camera.read()
            now = time.monotonic()
            if frame is not None:
                count += 1
                if now - began >= len(pictures) * between:
                    pictures.append(frame.image)
    finally:
        camera.close()
    if not pictures:
        raise BadInput(f"{source} opens, but sends no picture: unplug it, wait five seconds, plug it in")
    return pictures, count / max(now - began, 0.001)


def _judge(pictures: "Sequence[np.ndarray]", rate: float) -> "tuple[ChartReport, list[Sighting]]":
    from kiosk.hardware.chart_reading import sight
    from kiosk.hardware.chart_report import report_on
    from kiosk.hardware.decoder import decode

    spent, sightings = [], []
    for picture in pictures:
        began = time.perf_counter()
        symbols = decode(picture)
        spent.append(1000 * (time.perf_counter() - began))
        sightings.append(sight(picture, symbols, decode))
    height, width = pictures[0].shape[:2]
    return report_on(sightings, (width, height), rate, spent), sightings


def _save(folder: Path, pictures: "Sequence[np.ndarray]", sightings: "Sequence[Sighting]") -> None:
    """Evenly over the time: read codes outlined in green, the others in red."""
    import cv2
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    every = max(1, -(-len(pictures) // SAVED_PICTURES))
    for number, (picture, seen) in enumerate(zip(pictures[::every], sightings[::every], strict=True), 1):
        image = picture.copy()
        for text, outline in seen.outlines.items():
            cv2.polylines(image, [np.int32(outline)], True, GREEN if text in seen.read else RED, 2)
        # Not every name can be handed to OpenCV; Python writes to any.
        (folder / f"camera-{number}.png").write_bytes(cv2.imencode(".png", image)[1].tobytes())


def _told(report: "ChartReport", wording: "Wording") -> Iterator[str]:
    yield wording.text(f"doctor.camera.verdict.{report.verdict}", finest=f"{report.finest or 0:.2f}")
    yield wording.text(f"doctor.camera.verdict.{report.verdict}.next")
    if report.advice != "nothing":
        yield wording.text(f"camera.advice.{report.advice}")
        yield wording.text(f"camera.advice.{report.advice}.next")
    yield ""
    width, height = report.size
    rate, cost = f"{report.frames_per_second:.0f}", f"{report.decode_ms:.0f}"
    yield wording.text("doctor.camera.source", width=str(width), height=str(height), rate=rate, ms=cost)
    yield wording.text("doctor.camera.pictures", frames=report.frames, share=f"{100 * report.read_at_all:.0f}")
    for meter in report.checkup.meters:
        word = wording.text(f"camera.meter.{meter.name}.{meter.word}", value=meter.figure)
        mark = MARKS[meter.verdict]
        yield f"{mark}  " + wording.text(
            "doctor.camera.meter", name=wording.text(f"camera.meter.{meter.name}"), word=word
        )
    figures = report.figures
    if figures and figures.blur is not None:
        yield wording.text(
            "doctor.camera.figures",
            blur=f"{figures.blur:.1f}",
            paper=f"{figures.paper:.0f}",
            contrast=f"{figures.contrast:.0f}",
            glare=f"{100 * figures.glare:.0f}",
            module=f"{figures.module:.1f}",
        )
    if any(line.shown for line in report.lines):
        yield ""
        yield wording.text("doctor.camera.table")
        yield from _table(report.lines)


def _table(lines: "Sequence[ChartLine]") -> Iterator[str]:
    kinds = list(dict.fromkeys(line.symbology for line in lines))
    yield " " * 6 + "".join(f"{kind:>9}" for kind in kinds)
    for module in dict.fromkeys(line.module for line in lines):
        rates = {line.symbology: line.rate for line in lines if line.module == module}
        said = ("-" if rates[kind] is None else f"{100 * rates[kind]:.0f} %" for kind in kinds)
        yield f"{module:6.2f}" + "".join(f"{rate:>9}" for rate in said)


def _plain(report: "ChartReport") -> dict:
    """With the rates, which are no fields."""
    plain = dataclasses.asdict(report)
    plain["lines"] = [dataclasses.asdict(line) | {"rate": line.rate} for line in report.lines]
    return plain
