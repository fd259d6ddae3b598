"""A picture of every screen in both languages, made by the running station with the demonstration's school.

usage: python -m benchmarks.pictures docs/pictures

Needs no display. Cards and books are scanned, buttons are tapped; the clock stands still between two steps.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import cv2
from peewee import Database

from db.connection import open_database
from db.demo import (
    AT_LIMIT,
    CARD_PREFIX,
    HELPER_CARD,
    IN_THE_BOX,
    LIBRARIAN_PIN,
    ON_TURN,
    OTHER_CLASS,
    UNKNOWN_CODE,
    make_demo_school,
)
from db.models import Item, Loan, Patron, Record, new_id
from kiosk.circulation.barcodes import is_ean13
from kiosk.cli.demo import DEMO_DAY
from kiosk.hardware.demo_props import draw_corner
from kiosk.hardware.demo_stage import SIZE as FRAME
from kiosk.hardware.demo_stage import draw_still
from kiosk.hardware.scan import Scan, Source, Symbology
from kiosk.views import AnyTap, FindPatron, OutOfService, StatusFacts, Tap, TapChoice, TapKey, TapUndo

NOON = datetime.fromisoformat(DEMO_DAY)  # in the turn of ON_TURN's class
AFTERNOON, EVENING = NOON.replace(hour=15, minute=46), NOON.replace(hour=17, minute=12)
LANDSCAPE, PORTRAIT, LARGE = (1280, 800), (800, 1280), (1920, 1080)
KEPT_WIDE = 832  # pixels, of the pictures that the README does not show
LARGEST = (1920, 1280)  # the off-screen surface never grows
FIRST_PAGE = ("01-welcome", "03-visit", "04-refusal-turn", "06-my-loans", "07-lane")
FRAMES = 0.2  # s for the screen to be drawn after a step
LATE, TEACHER, EITHER, BORROWED = "3220", "9001", "3305", "小王子"
LONG_TITLE = "写给孩子们的中国古代科学家故事：张衡、祖冲之、沈括和徐霞客（彩色注音版，全四册）"
TEACHERS_OWN = ("西游记", "小妇人", "诗经选读")
TEACHERS_NEW = ("海蒂", "童年", "夜莺", "白蛇传", LONG_TITLE)


def prepare(db: Database) -> None:
    """What the demonstration's school lacks: a late reader, a teacher with books, a long title, a number used twice."""
    make_demo_school(db, NOON)
    record = Record.create(isbn="9787999990019", title=LONG_TITLE, call_number="K826.1/3", shelf="D2")
    Item.create(record=record)
    Item.create(record=record, label=EITHER)
    late = Patron.get(Patron.number == LATE)
    Loan.delete().where(Loan.patron == late).execute()
    Patron.update(loan_limit=3).where(Patron.id == late.id).execute()
    for title, days, renewals in (("海底两万里", -3, 0), ("昆虫记", 7, 0), ("爱丽丝漫游奇境", 11, 1)):
        lend(LATE, title, NOON.date() + timedelta(days=days), renewals)
    for title, days in zip(TEACHERS_OWN, (12, -3, 30), strict=True):
        lend(TEACHER, title, NOON.date() + timedelta(days=days))


def lend(number: str, title: str, due_on: date, renewals: int = 0) -> None:
    item = Item.select().join(Record).where(Record.title == title, Item.state == "available").get()
    Item.update(state="on_loan").where(Item.id == item.id).execute()
    at = int((NOON - timedelta(days=20)).timestamp() * 1000)
    patron = Patron.get(Patron.number == number)
    Loan.create(
        id=new_id(), patron=patron, item=item, record=item.record_id, lent_at=at, due_on=due_on, renewals=renewals
    )


def isbn_of(title: str) -> str:
    return Record.get(Record.title == title).isbn


def codes_of(number: str) -> list[str]:
    """What a scanner reads from the books that this patron has: a label where there is one."""
    rows = Loan.select(Item.label, Record.isbn).join_from(Loan, Item).join_from(Loan, Record).join_from(Loan, Patron)
    return [label or isbn for label, isbn in rows.where(Patron.number == number, Loan.returned_at.is_null()).tuples()]


class Photographer:
    """Steps are generators: at each yield the app draws for FRAMES seconds."""

    def __init__(self, folder: Path, home: Path) -> None:
        from kiosk.bootstrap import ASSETS, quiet_libraries, set_up
        from kiosk.config import Config
        from kiosk.screens.settings import ScreenSettings, configure_kivy

        self._folder = folder
        self._stand = set_up(Config(database=str(home / "school.sqlite")), NOON)
        self._station = self._stand.station
        settings = ScreenSettings(width=LARGEST[0], height=LARGEST[1])
        configure_kivy(settings, home / "kivy")
        # Importing these opens the window, so not before it is configured.
        from kiosk.app import StationApp
        from kiosk.screens.speaker import Speaker, Volume
        from kiosk.screens.wording import Wording

        quiet_libraries()
        self._status = StatusFacts(self._stand.school, online=True)
        self._frame = self._corner = draw_corner(FRAME)
        self._presentation = 0
        self.at(NOON)
        self._app = StationApp(
            self._station,
            wording_of=lambda language: Wording(language, self._station.desk.timezone),
            frames=lambda: self._frame,
            status=lambda: self._status,
            settings=settings,
            speaker=Speaker(ASSETS / "sounds", Volume.OFF),
        )

    def play(self, story: Iterator[None]) -> None:
        from kivy.clock import Clock

        def go_on(_dt: float) -> None:
            try:
                next(story)
            except StopIteration:
                self._app.leave()
            else:
                Clock.schedule_once(go_on, FRAMES)

        Clock.schedule_once(go_on, FRAMES)
        self._app.run()

    # --- what happens to the station ---------------------------------------------------------------------------

    def at(self, moment: datetime) -> None:
        """The clock stands at `moment`."""
        moment = moment.replace(tzinfo=self._station.desk.timezone)
        self._station.now = lambda: moment

    def _wait(self, seconds: int) -> None:
        moment = self._station.now() + timedelta(seconds=seconds)
        self._station.now = lambda: moment
        self._station.tick()

    def show(self, *texts: str, kind: str = "book") -> Iterator[None]:
        for text in texts:
            symbology = Symbology.EAN13 if is_ean13(text) else Symbology.CODE128
            self._frame = draw_still(kind, ((symbology, text),), angle=-6)
            self._status = replace(self._status, sees="read")
            self._presentation += 1
            self._app.deliver(Scan(text, symbology, Source.CAMERA, self._presentation, 0.0, 0.0))
            yield
            self._wait(1)  # what waits for another code on the cover waits no longer

    def card(self, number: str) -> Iterator[None]:
        return self.show(f"{CARD_PREFIX}{number}", kind="card")

    def tap(self, *taps: AnyTap) -> None:
        for tap in taps:
            self._station.tap(tap)

    def leave_alone(self) -> None:
        """Nobody is there any more."""
        self._wait(3600)
        self._wait(60)
        self._frame, self._status = self._corner, replace(self._status, sees="idle")
        self.at(NOON)

    # --- pictures ----------------------------------------------------------------------------------------------

    def take(self, name: str, size: tuple[int, int] = LANDSCAPE) -> Iterator[None]:
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
        yield

    def _keep(self, name: str, path: Path) -> None:
        self._app.screenshot(path)
        picture = cv2.imread(str(path))
        high, wide = picture.shape[:2]
        if name not in FIRST_PAGE:
            share = KEPT_WIDE / max(high, wide)
            picture = cv2.resize(picture, (round(wide * share), round(high * share)), interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(path), picture, (cv2.IMWRITE_PNG_COMPRESSION, 9))

    # --- the story ---------------------------------------------------------------------------------------------

    def everything(self) -> Iterator[None]:
        for scene in (
            self._welcomes, self._visit, self._refusals, self._loans, self._full_visit, self._lane,
            self._without_card, self._search, self._staff, self._broken,
        ):  # fmt: skip
            yield from scene()
            self.leave_alone()

    def _welcomes(self) -> Iterator[None]:
        yield from self.take("01-welcome")
        yield from self.take("23-portrait-welcome", PORTRAIT)
        yield from self.take("01d-welcome-large", LARGE)
        for name, moment in (("01b-welcome-free", AFTERNOON), ("01c-welcome-closed", EVENING)):
            self.at(moment)
            self._station.tick()
            yield from self.take(name)

    def _visit(self) -> Iterator[None]:
        own = codes_of(ON_TURN)
        yield from self.card(ON_TURN)
        yield from self.take("02-identified")
        yield from self.show(*own, isbn_of(BORROWED))
        yield from self.take("03-visit")
        yield from self.take("24-portrait-visit", PORTRAIT)
        yield from self.show(isbn_of(BORROWED))
        yield from self.take("03c-already-done")
        self.tap(TapUndo(self._station.view.hero.id))
        yield from self.take("03d-undone")
        yield from self.show(isbn_of(BORROWED))
        self.tap(Tap.FINISH)
        yield from self.take("05-finished")

    def _refusals(self) -> Iterator[None]:
        yield from self.card(OTHER_CLASS)
        yield from self.take("04-refusal-turn")
        yield from self.take("25-portrait-refusal", PORTRAIT)
        yield from self.card(AT_LIMIT)
        yield from self.show(isbn_of(BORROWED))
        yield from self.take("04b-refusal-limit")
        yield from self.card(ON_TURN)
        yield from self.show(isbn_of("小学生字词手册"))
        yield from self.take("04c-refusal-reference")
        self.tap(Tap.READ_HERE)
        yield from self.take("03e-read-here")
        yield from self.show(UNKNOWN_CODE)
        yield from self.take("04d-refusal-unknown")
        yield from self.show(*codes_of(IN_THE_BOX[0][0])[:1])
        yield from self.take("04e-refusal-on-loan")
        yield from self.card(LATE)
        yield from self.show(isbn_of(BORROWED))
        yield from self.take("04f-refusal-overdue")

    def _loans(self) -> Iterator[None]:
        yield from self.card(LATE)
        self.tap(Tap.MY_LOANS)
        yield from self.take("06-my-loans")

    def _full_visit(self) -> Iterator[None]:
        yield from self.card(TEACHER)
        yield from self.show(*(isbn_of(title) for title in (*TEACHERS_OWN, *TEACHERS_NEW)))
        self._status = replace(self._status, online=False, waiting=12)
        yield from self.take("03b-visit-full")
        self._status = replace(self._status, online=True, waiting=0)

    def _lane(self) -> Iterator[None]:
        box = [code for number, *_ in IN_THE_BOX for code in codes_of(number)]
        yield from self.show(HELPER_CARD, kind="card")
        yield from self.take("07a-lane-empty")
        yield from self.show(*box)
        yield from self.take("07-lane")
        yield from self.show(isbn_of("童声合唱曲选"))
        yield from self.take("07b-lane-red-box")
        self.tap(Tap.LANE_END)

    def _without_card(self) -> Iterator[None]:
        yield from self.show(isbn_of("秘密花园"))
        yield from self.take("12-ask-for-card")
        self.leave_alone()
        yield from self.show(isbn_of(BORROWED))
        yield from self.take("12b-whose-copy")
        self.leave_alone()
        labelled = next(code for code in codes_of(AT_LIMIT) if not is_ean13(code))
        yield from self.show(labelled)
        yield from self.take("13-returned-without-card")
        self.leave_alone()
        yield from self.show(EITHER, kind="card")
        yield from self.take("14-card-or-book")
        self.tap(Tap.BACK)
        self.leave_alone()
        yield from self.show(UNKNOWN_CODE)
        yield from self.take("01e-welcome-unknown")

    def _search(self) -> Iterator[None]:
        self.tap(Tap.SEARCH)
        yield from self.take("10-search-empty")
        self.tap(TapKey("h"), TapKey("x"))
        yield from self.take("10-search")

    def _staff(self) -> Iterator[None]:
        self.tap(Tap.STAFF, *map(TapKey, "1111"))
        yield from self.take("11-pin")
        self.tap(*map(TapKey, "11"))
        yield from self.take("11b-pin-wrong")
        self.tap(*map(TapKey, LIBRARIAN_PIN))
        yield from self.take("15-staff-menu")
        self.tap(Tap.NO_CARD)
        yield from self.take("16-find-class")
        view = self._station.view
        assert isinstance(view, FindPatron)
        self.tap(TapChoice(view.choices[5].id))
        yield from self.take("16b-find-patron")

    def _broken(self) -> Iterator[None]:
        self._status = replace(self._status, camera="lost")
        self._frame = None
        self._app.deliver_camera("unplugged")
        yield
        self._wait(8)
        yield from self.take("08-camera-lost")
        self._fill_disk()
        while not isinstance(self._station.view, OutOfService):
            yield from self.show(UNKNOWN_CODE)
        yield from self.take("09-out-of-service")

    def _fill_disk(self) -> None:
        """As a full disk does: the file cannot grow by one page."""
        (pages,) = self._stand.db.execute_sql("PRAGMA page_count").fetchone()
        self._stand.db.execute_sql(f"PRAGMA max_page_count = {pages}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(SDL_VIDEODRIVER="offscreen", SDL_AUDIODRIVER="dummy")
    with tempfile.TemporaryDirectory() as home:
        db = open_database(str(Path(home) / "school.sqlite"))
        prepare(db)
        db.close()
        photographer = Photographer(folder, Path(home))
        photographer.play(photographer.everything())


if __name__ == "__main__":
    main()
