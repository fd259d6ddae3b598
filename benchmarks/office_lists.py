"""How long the office's lists and figures take in a large school, and how much memory.

usage: python -m benchmarks.office_lists [--db FILE|postgresql://…] [--rounds 5] [--json FILE]

Without --db a school of benchmarks/large_school.py is made in a temporary folder. Each line is measured in a process of
its own, so that the memory is its own: the highest resident set above that of the opened database, in MB. First: the
time of the first call, which finds nothing cached by the program; then the median of the rounds.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from benchmarks.large_school import TODAY, make_school
from db.connection import open_database
from db.models import Staff, TermFigures
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import StaffMember
from kiosk.office.actors import Actor
from kiosk.office.features import FEATURES
from kiosk.office.figures import papers as figures_papers
from kiosk.office.figures.reckoning import figures, never_borrowed, reckon, span_of, terms
from kiosk.office.jobs import Jobs
from kiosk.office.overdue import late, papers, recall
from kiosk.office.overdue.late import SlipKind
from kiosk.office.overdue.views import OverdueAction
from kiosk.office.permissions import Role
from kiosk.office.touch_kit.page import RoomContext, TouchRoom
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.rail import opened
from kiosk.office.touch_kit.views import Working
from kiosk.screens import gc_schedule
from kiosk.taps import Act, FrameAction

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(TODAY.year, TODAY.month, TODAY.day, 12, 7, tzinfo=ZONE)
WORDS = load_catalogue(LANGUAGES[0])


class Subject:
    """What is measured: an opened school."""

    def __init__(self, url: str) -> None:
        self.desk = Desk(open_database(url), "k-bench", 1, ZONE)
        row = Staff.get(Staff.role == "librarian")
        member, actor = StaffMember(row.id, row.name, row.role), Actor(row.id, Role(row.role))
        self.here = RoomContext(self.desk, member, actor, Places(), Jobs(self.desk.db))

    def room(self, name: str) -> TouchRoom:
        return opened(next(feature for feature in FEATURES if feature.name == name), self.here, "")

    def span(self, at: int = 0):
        return span_of(terms(TODAY)[at], TODAY, ZONE)

    def slips(self, kind: SlipKind) -> None:
        classes = [one for one in late.late_classes(self.desk, TODAY) if one.late]
        papers.slips(self.desk, TODAY, kind, classes, WORDS)

    def found(self, at: int = 0):
        return figures(self.span(at), TODAY, ZONE)


def open_overdue(subject: Subject) -> None:
    subject.room("overdue").view(NOW)


def turn_overdue(subject: Subject) -> None:
    room = subject.room("overdue")
    room.tap(Act(FrameAction.TURN, "3"), NOW)
    room.view(NOW)


def open_recall(subject: Subject) -> None:
    room = subject.room("overdue")
    room.tap(Act(OverdueAction.RECALL), NOW)
    room.view(NOW)


def open_leaving(subject: Subject) -> None:
    recall.leaving_classes(subject.desk, TODAY)


def open_figures(subject: Subject) -> None:
    """As kept: the room shows «counting» until the job has made them."""
    page = subject.room("figures").view(NOW)
    if isinstance(page, Working):
        subject.found()


def open_figures_anew(subject: Subject) -> None:
    """Nothing kept: what the screen itself waits for before it shows «counting»."""
    TermFigures.delete().execute()
    subject.room("figures").view(NOW)


def reckon_term(subject: Subject) -> None:
    reckon(subject.span(), TODAY, ZONE)


def reckon_whole_term(subject: Subject) -> None:
    reckon(subject.span(1), TODAY, ZONE)


def open_never(subject: Subject) -> None:
    never_borrowed(subject.span(), 3, 6)


def report(subject: Subject) -> None:
    figures_papers.report(subject.found(), TODAY, WORDS)


def workbook(subject: Subject) -> None:
    figures_papers.workbook(subject.found(), TODAY, WORDS)


def report_from_nothing(subject: Subject) -> None:
    TermFigures.delete().execute()
    report(subject)


def all_slips(subject: Subject) -> None:
    subject.slips(SlipKind.CLASS)


def all_notes(subject: Subject) -> None:
    subject.slips(SlipKind.NOTES)


MEASURED: dict[str, Callable[[Subject], None]] = {
    "open late books": open_overdue,
    "turn the page of classes": turn_overdue,
    "open the call-in": open_recall,
    "open the leaving classes": open_leaving,
    "open the figures (kept)": open_figures,
    "open the figures (to be reckoned)": open_figures_anew,
    "a page of those who never borrowed": open_never,
    "reckon the running term": reckon_term,
    "reckon a whole term": reckon_whole_term,
    "the whole PDF report, from nothing": report_from_nothing,
    "the whole PDF report, figures kept": report,
    "the workbook with charts": workbook,
    "all slips": all_slips,
    "all notes": all_notes,
}


def measure(url: str, name: str, rounds: int) -> dict[str, float]:
    """ms and MB, in a process of its own."""
    subject = Subject(url)
    before, times = _peak(), []
    for _ in range(rounds):
        began = time.perf_counter()
        MEASURED[name](subject)
        times.append((time.perf_counter() - began) * 1000)
        while subject.here.jobs.busy:
            time.sleep(0.01)
    return {"first_ms": round(times[0], 1), "median_ms": round(statistics.median(times), 1),
            "mb": round(_peak() - before, 1)}  # fmt: skip


def longest_stall(url: str, name: str) -> tuple[float, float]:
    """ms for which another thread, as the screen's, did not come to its turn: while nothing ran, and while the job
    did. Litter is swept as the station does it."""
    subject = Subject(url)
    gc_schedule.take_over()
    quiet = _longest_gap(lambda: time.perf_counter() - began > 1.0, began := time.perf_counter())
    job = subject.here.jobs.start(lambda job: MEASURED[name](subject))
    return quiet, _longest_gap(lambda: job.finished, time.perf_counter())


def _longest_gap(is_over: Callable[[], bool], last: float) -> float:
    longest, swept = 0.0, last
    while not is_over():
        time.sleep(0.001)
        now = time.perf_counter()
        if now - swept > 1.0:
            gc_schedule.sweep()
            swept = now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return round(longest * 1000, 1)


def _peak() -> float:
    """MB. Not getrusage: that begins where the process stood that made this one."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description="Lists and figures of a large school.")
    parser.add_argument("--db", metavar="FILE|URL")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = options.db or str(Path(folder, "school.db"))
        if options.db is None:
            print("making the school", file=sys.stderr)
            make_school(url)
        found = {}
        for name in MEASURED:
            with get_context("spawn").Pool(1) as pool:
                found[name] = pool.apply(measure, (url, name, options.rounds))
            print(f"{name:36} first {found[name]['first_ms']:8.1f} ms   median {found[name]['median_ms']:8.1f} ms   "
                  f"{found[name]['mb']:6.1f} MB")  # fmt: skip
        name = "the whole PDF report, from nothing"
        with get_context("spawn").Pool(1) as pool:
            quiet, busy = pool.apply(longest_stall, (url, name))
        found["longest stall"] = {"quiet_ms": quiet, "report_ms": busy}
        print(f"{'longest stall of another thread':36} at rest {quiet} ms, while the report is made {busy} ms")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
