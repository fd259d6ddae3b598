"""A picture of every screen in both languages, made by the running station with the demonstration's school.

usage: python -m benchmarks.pictures docs/pictures

Needs no display. Cards and books are scanned, buttons are tapped; the clock stands still between two steps.
"""

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import cv2
from peewee import Database

from db.connection import open_database
from db.demo import HELPER_CARD, LIBRARIAN_PIN, UNKNOWN_CODE, make_demo_school
from db.models import Item, Loan, Patron, Record
from kiosk.bootstrap import ASSETS, device_facts, quiet_libraries, set_up
from kiosk.circulation.barcodes import is_ean13
from kiosk.cli.demo import DEMO_DAY
from kiosk.config import Config
from kiosk.hardware.decoder import decode
from kiosk.hardware.demo_props import draw_corner
from kiosk.hardware.demo_stage import SIZE, draw_still
from kiosk.hardware.picture_watch import PictureWatch
from kiosk.hardware.scan import Scan, Source, Symbology
from kiosk.screens.settings import ScreenSettings, configure_kivy
from kiosk.selfcheck.staff_views import DeviceFacts
from kiosk.selfcheck.views import OutOfService, StatusFacts
from kiosk.taps import AnyTap, Tap, TapChoice, TapKey, TapRoom, TapUndo

NOON = datetime.fromisoformat(DEMO_DAY)  # in the turn of the class of card R3201
KEPT = 832  # pixels of the longer side, of the pictures that the README does not show
TONES = 8  # of 256 become one: a third less to store, and nobody sees it
FIRST_PAGE = ("01-welcome", "03-visit", "04-refusal-turn", "06-my-loans", "07-lane")
FRAMES = 0.2  # s for the screen to be drawn after a step
LABELLED = "B0000001"  # the one copy that has this is known apart from the others of its title
UNREAD = "9787506380263"  # held up and not read
CLASSMATES = "B0000002"  # another copy of the same title
OTHER_LABEL = "B0000007"  # a copy of another title
EITHER = "3215"  # a card and a copy
LONG_TITLE = "写给孩子们的中国古代科学家故事：张衡、祖冲之、沈括和徐霞客（彩色注音版，全四册）"
LATE = {"海底两万里": (-3, 0), "昆虫记": (7, 0), "爱丽丝漫游奇境": (11, 1)}  # days to go, renewals; held by R3220


def prepare(db: Database) -> None:
    """What the demonstration's school lacks: a late reader, a long title, a number given twice."""
    make_demo_school(db, NOON)
    record = Record.create(isbn="9789999988889", title=LONG_TITLE, call_number="K826.1/3", shelf="D2")
    Item.create(record=record)
    Item.create(record=record, label=EITHER)
    Patron.update(loan_limit=3).where(Patron.number == "3220").execute()
    patron, at = Patron.get(Patron.number == "3220"), int((NOON - timedelta(days=20)).timestamp() * 1000)
    for title, (days, renewals) in LATE.items():
        item = Item.select().join(Record).where(Record.title == title, Item.state == "available").get()
        Item.update(state="on_loan").where(Item.id == item.id).execute()
        due = NOON.date() + timedelta(days=days)
        Loan.create(patron=patron, item=item, record=item.record_id, lent_at=at, due_on=due, renewals=renewals)


def codes_of(number: str) -> list[str]:
    """What a scanner reads from the books that this patron has: a label where there is one."""
    rows = Loan.select(Item.label, Record.isbn).join_from(Loan, Item).join_from(Loan, Record).join_from(Loan, Patron)
    return [label or isbn for label, isbn in rows.where(Patron.number == number, Loan.returned_at.is_null()).tuples()]


def texts_of(step: str) -> list[str]:
    """《title》: its ISBN; @number: all that this patron has; anything else is the text of a code; one+another: both
    on one cover."""
    if "+" in step:
        return ["+".join(text for part in step.split("+") for text in texts_of(part))]
    if step.startswith("《"):
        return [Record.get(Record.title == step.strip("《》")).isbn]
    return codes_of(step[1:]) if step.startswith("@") else [step]


class Photographer:
    """Generators here yield where the app draws for FRAMES seconds."""

    def __init__(self, folder: Path, home: Path, only: list[str]) -> None:
        self._folder, self._only = folder, only
        self._stand = set_up(Config(database=str(home / "school.sqlite")), NOON)
        self._station = self._stand.station
        settings = ScreenSettings(width=1920, height=1280)  # the off-screen surface never grows
        configure_kivy(settings, home / "kivy")
        # Importing these opens the window, so not before it is configured.
        from kiosk.app import StationApp
        from kiosk.screens.speaker import Speaker, Volume
        from kiosk.screens.wording import Wording

        quiet_libraries()
        self._status, self._devices = StatusFacts(self._stand.school, online=True), DeviceFacts()
        self._frame, self._presentation = draw_corner(SIZE), 0
        self.set_clock()
        self._app = StationApp(
            self._station,
            wording_of=lambda language: Wording(language, self._station.desk.timezone),
            frames=lambda: self._frame,
            status=lambda: self._status,
            settings=settings,
            speaker=Speaker(ASSETS / "sounds", Volume.OFF),
            devices=lambda: self._devices,
        )

    def play(self) -> None:
        from kivy.clock import Clock

        story = self._everything()
        Clock.schedule_interval(lambda _dt: next(story, None), FRAMES)
        self._app.run()

    def _everything(self) -> Iterator[None]:
        for name, size, *steps in STORY:
            for step in steps:
                yield from self._do(step)
            yield from self._take(name, size)
        self._app.leave()

    def _do(self, step: str | AnyTap | Callable[["Photographer"], object]) -> Iterator[None]:
        if isinstance(step, AnyTap):
            self._station.tap(step)
        elif isinstance(step, str):
            for text in texts_of(step):
                yield from self._show(text)
        else:
            step(self)
            yield

    def _show(self, text: str) -> Iterator[None]:
        codes = [(Symbology.EAN13 if is_ean13(code) else Symbology.CODE128, code) for code in text.split("+")]
        self._frame = draw_still("card" if text[0] in "HR" else "book", tuple(codes), angle=-6)
        self._status, self._presentation = replace(self._status, sees="read"), self._presentation + 1
        for symbology, code in codes:
            self._app.deliver(Scan(code, symbology, Source.CAMERA, self._presentation, 0.0, 0.0))
        yield
        self._wait(1)  # what waits for another code on the cover waits no longer

    def _wait(self, seconds: int) -> None:
        moment = self._station.now() + timedelta(seconds=seconds)
        self._station.now = lambda: moment
        self._station.tick()

    def _take(self, name: str, size: tuple[int, int]) -> Iterator[None]:
        if self._only and name not in self._only:
            return
        from kivy.core.window import Window

        Window.size = size
        for language in ("zh_CN", "en"):
            yield
            self._app.refresh()
            if self._app.language != language:
                self._app.switch_language()
            self._app.screen.tick(self._station.seconds_left, self._station.total_seconds)
            yield
            self._keep(name, self._folder / f"{name}-{language}.png")
        self._app.switch_language()

    def _keep(self, name: str, path: Path) -> None:
        self._app.screenshot(path)
        picture = cv2.imread(str(path))
        if name not in FIRST_PAGE:
            share = KEPT / max(picture.shape)
            picture = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
            picture = picture // TONES * TONES + TONES // 2
        cv2.imwrite(str(path), picture, (cv2.IMWRITE_PNG_COMPRESSION, 9))

    def set_clock(self, hour: int = NOON.hour, minute: int = NOON.minute) -> None:
        """The clock stands at this time of the day."""
        moment = NOON.replace(hour=hour, minute=minute, tzinfo=self._station.desk.timezone)
        self._station.now = lambda: moment
        self._station.tick()

    def leave_alone(self) -> None:
        """Nobody is there any more, and what the camera asked for is forgotten."""
        self._status = replace(self._status, sees="read", guidance="", unreadable=False)
        self._app.refresh()
        self._wait(3600)
        self._wait(3600)  # after the visit, «finished»
        self._frame, self._status = draw_corner(SIZE), replace(self._status, sees="idle", online=True, waiting=0)
        self.set_clock()

    def hold_up(self, guidance: str, *, unreadable: bool = False) -> None:
        """A book whose bars are not read."""
        self._frame = draw_still("book", ((Symbology.EAN13, UNREAD),), angle=-6)
        self._status = replace(self._status, sees="sees", guidance=guidance, unreadable=unreadable)

    def see_to_the_camera(self) -> None:
        """The figures are those of a book in a drawn picture; the sync has just been."""
        self._frame = draw_still("book", ((Symbology.EAN13, UNREAD),), angle=-6)
        symbols, watch = decode(self._frame), PictureWatch()
        watch.see(self._frame, symbols, 0.0, busy=True, settled=False)
        facts = device_facts(self._frame, symbols, watch.figures)
        self._devices = replace(facts, last_contact=self._station.now() - timedelta(minutes=1))

    def lose_the_centre(self) -> None:
        self.go_offline()
        self._devices = replace(self._devices, why_away="not_json")

    def go_offline(self) -> None:
        self._status = replace(self._status, online=False, waiting=12)

    def go_online(self) -> None:
        self._status = replace(self._status, online=True, waiting=0)

    def choose(self, place: int) -> None:
        self._station.tap(TapChoice(self._station.view.choices[place].id))

    def open_line(self, place: int) -> None:
        self._station.tap(TapChoice(self._station.view.rows[place].id))

    def see_to_the_rest(self) -> None:
        while self._station.view.rows:
            self.open_line(0)
            self._station.tap(Tap.RESOLVE)
        self._station.tap(Tap.BACK)
        self._station.tap(Tap.NOTICES)

    def lose_camera(self) -> None:
        self.leave_alone()
        self._status, self._frame = replace(self._status, camera="lost"), None
        self._app.deliver_camera("unplugged")

    def until_ready(self) -> None:
        """What the office is making has been made, and the page shows it."""
        self._wait(1)
        while self._station.is_busy:
            self._wait(1)
        self._wait(1)

    def fill_disk(self) -> None:
        """As on a full disk, the file cannot grow by one page; what fits into the last one still goes in."""
        self._stand.db.pragma("max_page_count", self._stand.db.pragma("page_count"))
        while not isinstance(self._station.view, OutOfService):
            self._station.scan(Scan(UNKNOWN_CODE, Symbology.CODE128, Source.CAMERA, 0, 0.0, 0.0))
            self._wait(1)


FIVE = ("《海蒂》", "《童年》", "《夜莺》", "《白蛇传》", f"《{LONG_TITLE}》")
WIDE, TALL, LARGE = (1280, 800), (800, 1280), (1920, 1080)
ALONE = Photographer.leave_alone
# Name, size, what leads to it from the picture before.
STORY: tuple[tuple, ...] = (
    ("01-welcome", WIDE),
    ("01d-welcome-large", LARGE),
    ("23-portrait-welcome", TALL),
    ("01b-welcome-free", WIDE, lambda station: station.set_clock(15, 46)),
    ("01c-welcome-closed", WIDE, lambda station: station.set_clock(17, 12)),
    ("01g-welcome-guidance", WIDE, ALONE, lambda station: station.hold_up("further_away")),
    ("01h-welcome-unreadable", WIDE, lambda station: station.hold_up("further_away", unreadable=True)),
    ("17-keypad", WIDE, Tap.KEYPAD, *map(TapKey, UNREAD[:8])),
    ("17b-keypad-mistyped", WIDE, *map(TapKey, UNREAD[8:12]), TapKey("0"), Tap.ENTER),
    ("23b-portrait-keypad", TALL),
    ("17c-keypad-not-found", WIDE, Tap.BACK, Tap.KEYPAD, *map(TapKey, "3201"), Tap.ENTER),
    ("02-identified", WIDE, ALONE, "R3201"),
    ("03-visit", WIDE, "@3201", "《小王子》"),
    ("24-portrait-visit", TALL),
    ("03f-visit-guidance", WIDE, lambda station: station.hold_up("tilt")),
    ("03g-visit-unreadable", WIDE, lambda station: station.hold_up("tilt", unreadable=True)),
    ("24c-portrait-unreadable", TALL),
    ("03c-already-done", WIDE, "《小王子》"),
    ("03d-undone", WIDE, TapUndo(2)),
    ("24b-portrait-undone", TALL),
    ("05-finished", WIDE, "《小王子》", Tap.FINISH),
    ("04-refusal-turn", WIDE, ALONE, "R5112"),
    ("25-portrait-refusal", TALL),
    ("04b-refusal-limit", WIDE, "R3207", "《小王子》"),
    ("04c-refusal-reference", WIDE, "R3201", "《小学生字词手册》"),
    ("03e-read-here", WIDE, Tap.READ_HERE),
    ("04d-refusal-unknown", WIDE, UNKNOWN_CODE),
    ("04e-refusal-on-loan", WIDE, "@4105"),
    ("04f-refusal-overdue", WIDE, "R3220", "《小王子》"),
    ("06-my-loans", WIDE, Tap.MY_LOANS),
    ("03b-visit-full", WIDE, Photographer.go_offline, "R9001", *FIVE),
    ("01f-welcome-just-lent", WIDE, ALONE, "R3201", LABELLED, Tap.FINISH, LABELLED),
    ("03f-mislabelled", WIDE, ALONE, "R9002", f"《海蒂》+{OTHER_LABEL}"),
    ("03g-not-own-copy", WIDE, "R3202", CLASSMATES, ALONE, "R3201", CLASSMATES),
    ("12-ask-for-card", WIDE, ALONE, "《秘密花园》"),
    ("12b-whose-copy", WIDE, ALONE, "《小王子》"),
    ("13-returned-without-card", WIDE, ALONE, "@6210"),
    ("14-card-or-book", WIDE, ALONE, EITHER),
    ("01e-welcome-unknown", WIDE, Tap.BACK, ALONE, UNKNOWN_CODE),
    ("07a-lane-empty", WIDE, ALONE, HELPER_CARD),
    ("07-lane", WIDE, "@2118", "@4105", "@3207"),
    ("07b-lane-red-box", WIDE, "《童声合唱曲选》"),
    ("07c-lane-unreadable", WIDE, lambda station: station.hold_up("nearer", unreadable=True)),
    ("07c-lane-mislabelled", WIDE, f"《海蒂》+{OTHER_LABEL}"),
    ("10a-search-empty", WIDE, Tap.LANE_END, ALONE, Tap.SEARCH),
    ("10-search", WIDE, TapKey("h"), TapKey("d")),
    ("10b-search-pages", WIDE, Tap.BACKSPACE),
    ("11-pin", WIDE, ALONE, Tap.STAFF, *map(TapKey, "1111")),
    ("11b-pin-wrong", WIDE, *map(TapKey, "11")),
    ("15-staff-menu", WIDE, *map(TapKey, LIBRARIAN_PIN)),
    ("12-notices", WIDE, Tap.NOTICES),
    ("12b-notice", WIDE, lambda station: station.open_line(2)),
    ("12c-notice-done", WIDE, Tap.RESOLVE),
    ("12d-portrait-notices", TALL),
    ("12e-notices-none", WIDE, Photographer.see_to_the_rest),
    ("18-devices", WIDE, Tap.BACK, Photographer.see_to_the_camera, Tap.DEVICES),
    ("18b-devices-away", WIDE, Photographer.lose_the_centre),
    ("20-office-today", WIDE, Photographer.go_online, Tap.BACK, Tap.OFFICE, Photographer.until_ready),
    ("21-office-rota", WIDE, TapRoom("rota")),
    ("22-office-policies", WIDE, TapRoom("rules")),
    ("23-office-people", WIDE, TapRoom("people")),
    ("24-office-books", WIDE, TapRoom("books")),
    ("25-office-overdue", WIDE, TapRoom("overdue")),
    ("26-office-figures", WIDE, TapRoom("figures"), Photographer.until_ready),
    ("27-office-devices", WIDE, TapRoom("stations")),
    ("27b-portrait-office", TALL, TapRoom("today")),
    ("16-find-class", WIDE, Tap.DISMISS, Tap.STAFF, *map(TapKey, LIBRARIAN_PIN), Tap.NO_CARD),
    ("16b-find-patron", WIDE, lambda station: station.choose(5)),
    ("08-camera-lost", WIDE, Photographer.lose_camera),
    ("09-out-of-service", WIDE, Photographer.fill_disk),
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="such as 01-welcome; else all of them")
    options = parser.parse_args()
    folder = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(SDL_VIDEODRIVER="offscreen", SDL_AUDIODRIVER="dummy")
    with tempfile.TemporaryDirectory() as home:
        db = open_database(str(Path(home) / "school.sqlite"))
        prepare(db)
        db.close()
        Photographer(folder, Path(home), options.only).play()


if __name__ == "__main__":
    main()
