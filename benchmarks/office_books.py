"""The librarian's room of books over a large library: how long a search and a page take.

usage: python -m benchmarks.office_books [--copies 100000] [--titles 26700] [--times 20] [--database postgresql://…]

Titles are put together from words of real children's books, as many copies a title as a rural school has (9,945 of
2,662). Each query is asked so many times with other words; the figures are the median, the 95th of a hundred and the
slowest, in ms, of the query with everything that its page shows. An import reads as a list of books is read.
"""

import argparse
import csv
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count, cycle
from pathlib import Path
from zoneinfo import ZoneInfo

from peewee import Database, chunked

from db.connection import open_database
from db.models import Item, Record, new_id
from kiosk.catalog.isbn import isbn13_from_stem
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.imports.importing import import_records
from kiosk.lending.desk import Desk
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.books import catalogue, registers
from kiosk.office.books.lines import Filter
from kiosk.office.books.lists import preview, take
from kiosk.office.books.retro_entry import Code, enter
from kiosk.office.documents import GivenFile

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 23, 12, 7, tzinfo=ZONE)
WORDS = """
草房子 昆虫记 小王子 故事 世界 秘密 大全 历险 春天 图书馆 学校 中国 童话 科学 恐龙 宇宙 老师 成长 智慧 古诗 三百首
数学 机器人 海底 森林 月亮 爷爷 妈妈 我的 快乐 神奇 少年 百科 植物 动物 发明 历史 英雄 小兵 张嘎 红岩 青铜 葵花 山羊
天堂 草原 骑鹅 旅行 木偶 奇遇 安徒生 格林 寓言 成语 唐诗 宋词 论语 孟子 西游 水浒 三国 红楼
"""
AUTHORS = "曹文轩 法布尔 沈石溪 杨红樱 郑渊洁 秦文君 张之路 冰心 叶圣陶 老舍 鲁迅 安徒生 黑柳彻子 怀特 林海音"
CLASSES = "A4 B2 B8 D9 E2 F0 G4 G6 G8 H1 I2 I2 I2 I5 I7 J2 K2 K8 N4 O1 P1 Q9 R1 S6 TP U2 V2 X1 Z2"
WORDS, AUTHORS, CLASSES = (text.split() for text in (WORDS, AUTHORS, CLASSES))


def fill(db: Database, titles: int, copies: int, dice: random.Random) -> None:
    records, items = [], []
    for number in range(titles):
        title = "".join(dice.choices(WORDS, k=dice.randint(2, 6)))
        record = {
            "id": new_id(),
            "isbn": isbn13_from_stem(f"9787{dice.randint(100, 999)}{number:05d}"),
            "title": title,
            "author": f"{dice.choice(AUTHORS)}著",
            "publisher": "长江少年儿童出版社",
            "published": "2014",
            "call_number": f"{dice.choice(CLASSES)}{dice.randint(1, 99)}/{dice.randint(1, 99)}",
            "shelf": str(dice.randint(1, 120)),
            "pinyin": full_pinyin(title),
            "initials": pinyin_initials(title),
        }
        records.append(record)
    for number in range(copies):
        labelled = number % 10 < 9
        items.append(
            {
                "id": new_id(),
                "record": records[number % titles]["id"],
                "label": f"B{number:07d}" if labelled else None,
                "state": dice.choices(("available", "on_loan", "in_repair", "missing"), (900, 90, 6, 4))[0],
                "accession_no": f"{number:06d}" if number % 20 else None,
                "acquired_on": AT.date(),
                "price": 2000,
            }
        )
    with db.atomic():
        for rows, model in ((records, Record), (items, Item)):
            for batch in chunked(rows, 500):
                model.insert_many(batch).execute()
    # A server does so by itself within a minute.
    db.execute_sql("analyze")


def queries(dice: random.Random, copies: int) -> dict[str, Callable[[], str]]:
    """What a librarian types, by what is known of the book."""
    words = lambda: dice.choice(WORDS)  # noqa: E731
    return {
        "title, a word": words,
        "title, two words": lambda: f"{words()} {words()}",
        "title, one character": lambda: words()[0],
        "author": lambda: dice.choice(AUTHORS),
        "pinyin initials": lambda: pinyin_initials(words() + words()),
        "pinyin initials, two": lambda: pinyin_initials(words())[:2],
        "pinyin initial, one letter": lambda: pinyin_initials(words())[0],
        "full pinyin": lambda: full_pinyin(words()),
        "ISBN, first digits": lambda: f"9787{dice.randint(100, 999)}",
        "ISBN, whole": lambda: Record.select(Record.isbn).offset(dice.randint(0, 999)).limit(1).scalar(),
        "call number": lambda: f"{dice.choice(CLASSES)}{dice.randint(1, 9)}",
        "label": lambda: f"B{dice.randint(0, copies - 1):07d}",
        "accession number": lambda: f"{dice.randint(0, copies - 1):06d}",
        "nothing": lambda: "zzzzxq",
    }


def pages(desk: Desk, record_ids: Iterator) -> dict[str, Callable[[], object]]:
    return {
        "list, first page": lambda: catalogue.titles("", Filter.ALL, ""),
        "list, page 2,000": lambda: catalogue.titles("", Filter.ALL, "", 2000 * catalogue.LIST_ROWS),
        "list, without a label": lambda: catalogue.titles("", Filter.UNLABELLED, ""),
        "list, in repair": lambda: catalogue.titles("", Filter.IN_REPAIR, ""),
        "list, without copies": lambda: catalogue.titles("", Filter.WITHOUT_COPIES, ""),
        "list, class I2": lambda: catalogue.titles("", Filter.ALL, "I2"),
        "counts of all filters": catalogue.filter_counts,
        "classes": lambda: catalogue.class_counts(""),
        "classes below I": lambda: catalogue.class_counts("I"),
        "one title": lambda: catalogue.copies(desk, next(record_ids)),
        "register of copies, first page": registers.copy_lines,
        "register of copies, last page": lambda: registers.copy_lines(first=Item.select().count() - registers.ROWS),
        "register of batches": registers.batch_lines,
    }


def measure(ask: Callable[[], object], times: int) -> list[float]:
    """ms; the first is left out: it opens what the others find open."""
    ask()
    took = []
    for _ in range(times):
        began = time.perf_counter()
        ask()
        took.append((time.perf_counter() - began) * 1000)
    return took


def line(name: str, took: list[float]) -> str:
    p95 = sorted(took)[max(0, round(0.95 * len(took)) - 1)]
    return f"{name:34} {statistics.median(took):7.1f} {p95:7.1f} {max(took):7.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=100_000)
    parser.add_argument("--titles", type=int, default=26_700)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--database", help="of a server, empty; without it a SQLite file is made")
    options = parser.parse_args()
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(options.database or f"{folder}/station.db")
        fill(db, options.titles, options.copies, dice)
        print(f"{options.titles:,} titles, {options.copies:,} copies, {type(db).__name__}")
        print(f"{'':34} {'median':>7} {'p95':>7} {'most':>7}  ms")
        desk = Desk(db, "k-bench", 1, ZONE)
        every: list[float] = []
        for name, text in queries(dice, options.copies).items():
            asked = cycle([text() for _ in range(options.times)])
            took = measure(lambda asked=asked: catalogue.titles(next(asked), Filter.ALL, ""), options.times)
            every += took
            print(line(name, took))
        print(line("all searches", every))
        ids = cycle([id_ for (id_,) in Record.select(Record.id).limit(200).tuples()])
        for name, ask in pages(desk, ids).items():
            print(line(name, measure(ask, options.times)))
        print(line("a copy entered, with its audit", measure(_entry(desk), options.times)))
        _imports(db, Path(folder), options.titles // 10, dice)
        db.close()


def _entry(desk: Desk) -> Callable[[], object]:
    serial = count(9_000_000)
    isbns = cycle([isbn for (isbn,) in Record.select(Record.isbn).limit(50).tuples()])
    return lambda: enter(desk, AT_COMMAND_LINE, AT, Code(next(isbns), f"B{next(serial)}"), "")


def _imports(db: Database, folder: Path, titles: int, dice: random.Random) -> None:
    path = folder / "new.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ISBN", "书名", "作者", "馆藏本数", "索书号"])
        for number in range(titles):
            title = "".join(dice.choices(WORDS, k=4))
            writer.writerow([isbn13_from_stem(f"9780{number:08d}"), title, dice.choice(AUTHORS), 4, "I287"])
    began = time.perf_counter()
    looked = preview(GivenFile(path.name, path.read_bytes()))
    seen = time.perf_counter()
    take(Desk(db, "k-bench", 1, ZONE), AT_COMMAND_LINE, AT, looked.file, looked.judged)
    taken = time.perf_counter()
    again = import_records(path, db, AT)
    print(f"import of {titles:,} titles, {4 * titles:,} copies: looked at in {seen - began:.1f} s, ", end="")
    print(f"taken in {taken - seen:.1f} s; the same list again changes {again.changed + again.new}")


if __name__ == "__main__":
    main()
