"""From an empty database to the first loan through the first-run guide, a picture a step.

    python -m benchmarks.first_run_pictures docs/pictures

Draws off-screen at 1280x800, in Chinese, and prints how many taps it took. Every step is a tap or a code held up; the
lists lie in the station's own folder, as on a stick.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import cv2
from openpyxl import Workbook

from benchmarks.pictures import FRAMES, KEPT, TONES
from db.connection import open_database
from kiosk.bootstrap import ASSETS, quiet_libraries, set_up
from kiosk.config import Config
from kiosk.hardware.demo_props import draw_corner
from kiosk.hardware.demo_stage import SIZE, draw_still
from kiosk.hardware.scan import Scan, Source, Symbology
from kiosk.office.setup.views import SetupAction
from kiosk.office.touch_kit.places import FOLDER
from kiosk.office.touch_kit.views import PickFile, Working
from kiosk.screens.settings import ScreenSettings, configure_kivy
from kiosk.selfcheck.views import StatusFacts
from kiosk.taps import Act, FrameAction, Tap, TapKey

NOON = datetime.fromisoformat("2026-09-07T12:05:00")
PIN = "246813"
GIVEN = ("小明", "雨轩", "子涵", "欣怡", "浩然", "梓萱", "俊杰", "诗琪", "天佑", "思远")
FAMILY = "王李张刘陈杨黄赵吴周徐孙"
TITLES = (
    "草房子",
    "昆虫记",
    "海底两万里",
    "安徒生童话",
    "三国演义",
    "西游记",
    "城南旧事",
    "童年",
    "爱的教育",
    "十万个为什么",
)


def write_lists(folder: Path) -> None:
    """A school of twelve classes with 120 pupils, of whom three lines cannot be read, and 40 titles."""
    folder.mkdir(parents=True)
    _sheet(
        folder / "学校.xlsx",
        [("学校名称", "学期", "开学", "放假"), ("育英小学", "2026 年秋季学期", "2026-09-01", "2027-01-29")],
    )
    readers = [("借书号", "姓名", "班级")]
    for grade, numeral in enumerate("一二三四五六", 1):
        for parallel in (1, 2):
            for seat in range(10):
                family = FAMILY[(grade * 2 + parallel + seat) % len(FAMILY)]
                readers.append((f"{grade}{parallel}{seat + 1:02d}", family + GIVEN[seat], f"{numeral}({parallel})班"))
    readers += [
        ("9001", "陈老师", "教师"),
        ("1101", "张雨轩", "一(1)班"),
        ("6211", "", "六(2)班"),
        ("", "罗一", "四(1)班"),
    ]
    _sheet(folder / "读者.xlsx", readers)
    books = [("ISBN", "书名", "作者", "馆藏本数", "索书号", "书架")]
    for number in range(40):
        title = TITLES[number % 10] + ("" if number < 10 else f"（{number // 10 + 1}）")
        books.append((_isbn(number), title, "", 2 + number % 3, f"I287/{number + 1}", f"{number // 10 + 1}号架"))
    _sheet(folder / "图书.xlsx", books)


def _sheet(path: Path, rows: list[tuple]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def _isbn(number: int) -> str:
    stem = f"97870200{number:04d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(stem))
    return f"{stem}{-total % 10}"


class Walk:
    """Generators here yield where the app draws for FRAMES seconds."""

    def __init__(self, folder: Path, home: Path) -> None:
        self._folder, self.taps = folder, 0
        self._stand = set_up(Config(database=str(home / "school.sqlite")), NOON)
        self._station = self._stand.station
        settings = ScreenSettings(width=1280, height=800)
        configure_kivy(settings, home / "kivy")
        # Importing these opens the window, so not before it is configured.
        from kiosk.app import StationApp
        from kiosk.screens.speaker import Speaker, Volume
        from kiosk.screens.wording import Wording

        quiet_libraries()
        self._frame, self._presentation = draw_corner(SIZE), 0
        self._moment = NOON.replace(tzinfo=self._station.desk.timezone)
        self._station.now = lambda: self._moment
        self._app = StationApp(
            self._station,
            wording_of=lambda language: Wording(language, self._station.desk.timezone),
            frames=lambda: self._frame,
            status=lambda: StatusFacts("育英小学", sees="read"),
            settings=settings,
            speaker=Speaker(ASSETS / "sounds", Volume.OFF),
        )

    def play(self) -> None:
        from kivy.clock import Clock

        story = self._story()
        Clock.schedule_interval(lambda _dt: next(story, None), FRAMES)
        self._app.run()

    def _story(self) -> Iterator[None]:
        yield from self._keys(PIN[:4])
        yield from self._keep("01-pin")
        yield from self._keys(PIN[4:] + PIN)
        yield from self._choose("学校.xlsx")
        yield from self._keep("02-school")
        yield from self._tap(SetupAction.SAVE)
        yield from self._keep("03-bells")
        yield from self._tap(FrameAction.PICK, "noon_free_afternoon")
        yield from self._choose("读者.xlsx")
        yield from self._keep("04-readers")
        yield from self._tap(SetupAction.SAVE)
        yield from self._choose("图书.xlsx")
        yield from self._keep("05-books")
        yield from self._tap(SetupAction.SAVE)
        yield from self._keep("06-rules")
        yield from self._tap(FrameAction.PICK, "primary")
        yield from self._keep("07-rota")
        yield from self._tap(FrameAction.PICK, "class_preferred")
        yield from self._tap(SetupAction.PRINT)
        yield from self._keep("08-cards")
        yield from self._tap(SetupAction.FINISH)
        yield from self._keep("09-ready")
        yield from self._tap(SetupAction.FINISH)
        self._station.tap(Tap.DISMISS)
        self.taps += 1
        yield from self._show("R3101", "card")
        yield from self._show(_isbn(0), "book")
        yield from self._keep("10-first-loan")
        self._app.leave()

    def _keys(self, digits: str) -> Iterator[None]:
        for digit in digits:
            self._station.tap(TapKey(digit))
            self.taps += 1
        yield

    def _tap(self, action: SetupAction | FrameAction, subject: str = "") -> Iterator[None]:
        self._station.tap(Act(action, subject))
        self.taps += 1
        yield from self._settle()

    def _settle(self) -> Iterator[None]:
        yield
        while isinstance(getattr(self._station.view, "page", None), Working):
            self._station.tick()
            yield

    def _choose(self, name: str) -> Iterator[None]:
        yield from self._tap(SetupAction.FILE)
        page = self._station.view.page
        if not isinstance(page, PickFile):
            raise TypeError(f"no files are offered: {page}")
        row = next(row for row in page.rows if row.name == name)
        yield from self._tap(FrameAction.PICK, row.subject)

    def _show(self, text: str, prop: str) -> Iterator[None]:
        symbology = Symbology.EAN13 if text.isdigit() else Symbology.CODE128
        self._frame = draw_still(prop, ((symbology, text),), angle=-6)
        self._presentation += 1
        self._app.deliver(Scan(text, symbology, Source.CAMERA, self._presentation, 0.0, 0.0))
        yield
        self._moment += timedelta(seconds=1)  # what waits for another code on the cover waits no longer
        self._station.tick()
        yield

    def _keep(self, name: str) -> Iterator[None]:
        yield
        self._app.refresh()
        yield
        path = self._folder / f"first-run-{name}.png"
        self._app.screenshot(path)
        picture = cv2.imread(str(path))
        share = KEPT / max(picture.shape)
        picture = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
        cv2.imwrite(str(path), picture // TONES * TONES + TONES // 2, (cv2.IMWRITE_PNG_COMPRESSION, 9))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(SDL_VIDEODRIVER="offscreen", SDL_AUDIODRIVER="dummy")
    with tempfile.TemporaryDirectory() as home:
        open_database(str(Path(home) / "school.sqlite")).close()
        write_lists(Path(home) / FOLDER)
        walk = Walk(options.folder, Path(home))
        walk.play()
        print(f"{walk.taps} taps and two codes from an empty database to the first loan")


if __name__ == "__main__":
    main()
