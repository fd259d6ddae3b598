"""Plays a film through the true decoder, scanner, evidence and station, in the film's own time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import numpy as np

from db import models
from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.decoder import StreamDecoder
from kiosk.hardware.motion_gate import MotionGate
from kiosk.hardware.picture_watch import PictureWatch
from kiosk.hardware.presence import Presence
from kiosk.hardware.scan import Scan
from kiosk.lending.desk import Desk
from kiosk.selfcheck.next_child import Doubt
from kiosk.selfcheck.station import Station
from kiosk.selfcheck.step import Step
from kiosk.selfcheck.views import AskSameChild
from kiosk.taps import Tap

ANSWERS_AFTER = timedelta(seconds=1.5)


class Eye:
    """What CameraFeed does with a frame, without its threads."""

    def __init__(self) -> None:
        self._gate, self._decoder, self._scanner = MotionGate(), StreamDecoder(), CameraScanner()
        self._watch, self._presence = PictureWatch(), Presence()

    def look(self, image: np.ndarray, at: float, is_held_up: bool = True) -> list[Scan]:
        """is_held_up: of a drawn film it is known when nothing is; no bars are sought then, for there are none."""
        if not self._gate.wants(image, at):
            return []
        symbols = self._decoder.decode(image) if is_held_up else []
        if symbols:
            self._gate.saw_code(at)
        self._presence.see(image, at, code=bool(symbols), unread=self._watch.unread if is_held_up else ())
        scans = [
            replace(scan, since=self._presence.since(scan.presentation, at))
            for scan in self._scanner.see(symbols, at, at)
        ]
        if is_held_up:
            settled = self._scanner.holds(at)
            self._watch.see(image, symbols, at, busy=self._gate.is_busy(at), settled=settled)
        return scans


@dataclass
class Played:
    """loans: (card, ISBN) in order; asked: (whose visit, whose book waits, why) a question."""

    loans: list[tuple[str, str]] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    visits: list[str] = field(default_factory=list)
    scans: list[tuple[float, Scan]] = field(default_factory=list)


class Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Player:
    """owner_of: whose book an ISBN is; whoever is asked says the truth, or says nothing if it is not his visit."""

    desk: Desk
    began: datetime
    owner_of: Callable[[str], str]
    played: Played = field(default_factory=Played)

    def play(self, frames: Iterator[tuple[float, np.ndarray, bool]]) -> Played:
        clock = Clock(self.began)
        station, eye, ticked, asked_at = Station(self.desk, clock), Eye(), 0.0, None
        for at, image, is_held_up in frames:
            clock.at = self.began + timedelta(seconds=at)
            if at - ticked >= 1 or (station.wakes_at is not None and clock.at >= station.wakes_at):
                ticked = at
                self._note(station.tick(), station)
            for scan in eye.look(image, at, is_held_up):
                self.played.scans.append((at, scan))
                self._note(station.scan(scan), station)
            asks = isinstance(station.view, AskSameChild)
            asked_at = (asked_at or clock.at) if asks else None
            if asked_at is not None and clock.at - asked_at >= ANSWERS_AFTER and self._is_needless():
                self._note(station.tap(Tap.STILL_ME), station)
        self._note(station.tick(), station)
        return self.played

    def _is_needless(self) -> bool:
        visitor, owner, _ = self.played.asked[-1]
        return visitor == owner

    def _note(self, step: Step, station: Station) -> None:
        for outcome in step.outcomes:
            if outcome.kind == "visit":
                self.played.visits.append(outcome.patron)
            elif outcome.kind == "check_out":
                self.played.loans.append((outcome.patron, outcome.record))
        if step.cue == "question":
            waiting = station.view.books[-1].title
            doubt = Doubt(station.view.doubt)
            self.played.asked.append((self.played.visits[-1], self.owner_of(waiting), doubt))


def stock(readers: tuple[str, ...], isbns: list[str]) -> None:
    """A reader for each card and a book for each ISBN, which is its title as well."""
    for number in readers:
        models.Patron.create(number=number.removeprefix("R"), name=f"读者{number}")
    for isbn in isbns:
        models.Item.create(record=models.Record.create(isbn=isbn, title=isbn))
