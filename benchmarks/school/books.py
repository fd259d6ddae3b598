"""Titles put together from words, by 中图法 class as a school's shelves hold them, and their copies."""

import random
from datetime import UTC, datetime
from itertools import product

from benchmarks.school.writing import identity, write
from db.models import Item, Record
from kiosk.catalog.isbn import normalise
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.circulation.barcodes import label_text

RECORDS, ITEMS = 40_000, 100_000
REFERENCE = 0.01
# Class, its share in a thousand titles, what stands behind the letter: as a rural primary school's catalogue has them.
CLASSES = (
    ("A", 8, ("81", "711")), ("B", 52, ("2", "84", "82")), ("C", 6, ("91",)), ("D", 14, ("6", "9")),
    ("E", 27, ("92",)), ("F", 6, ("12",)), ("G", 90, ("61", "623", "89")), ("H", 40, ("1", "31")),
    ("I", 440, ("247", "267", "276", "287", "287.45", "287.7", "561.8", "565.8", "712.8")),
    ("J", 42, ("22", "65")), ("K", 95, ("209", "825", "835")), ("N", 30, ("49",)), ("O", 20, ("1-49",)),
    ("P", 42, ("1-49", "5-49")), ("Q", 42, ("94-49", "95-49")), ("R", 8, ("16",)), ("S", 6, ("6",)),
    ("T", 22, ("P3", "S97")), ("U", 4, ("2",)), ("V", 6, ("5",)),
)  # fmt: skip
FIRST = """
小小 勇敢 沉默 会飞 彩色 神秘 古老 遥远 快乐 孤独 金色 看不见 消失 唱歌 雨中 月下 雪地 春天 夏夜 秋日 冬天 海边 山那边
校园 草原 森林 沙漠 星空 童年 外婆家 爷爷 同桌 三班 十二岁 一百个 最后
"""
SECOND = """
船长 书包 邮差 狐狸 灯塔 火车 池塘 钥匙 脚印 雨靴 风筝 稻草人 图书馆 秘密 约定 旅行 石头 花园 来信 歌声 木马 侦探
萤火虫 老师 朋友 地图 河流 房子 种子 星星 恐龙 蚂蚁 机器人 数学课 诗人 鲸鱼 城堡 屋顶 画家 海豚
"""
THIRD = ("", "历险记", "故事集", "日记", "手册", "小百科", "之谜", "的一天")
PUBLISHERS = ("青禾少年儿童出版社", "大河教育出版社", "晨光书局", "北山科学出版社", "南桥文艺出版社")
SURNAMES = "沈何陆白温程顾林叶苏"
GIVEN = ("一苇", "青禾", "小满", "桦", "知秋", "远", "南风", "若谷", "晚")


def make_books(dice: random.Random) -> list[list[str]]:
    """The items of each record, the most popular record first."""
    made = int(datetime(2020, 8, 1, tzinfo=UTC).timestamp() * 1000)
    records, items, copies_of = [], [], []
    copies = _copies(dice)
    serial = 0
    for number, (title, pinyin, initials) in enumerate(_titles(dice)):
        id_ = identity(made + number, dice)
        records.append(_record_row(dice, number, id_, title, pinyin, initials))
        own = []
        for _ in range(copies[number]):
            serial += 1
            own.append(identity(made + number, dice))
            items.append(_item_row(own[-1], id_, serial))
        copies_of.append([id_, *own])
    db = Record._meta.database
    write(db, "record", records)
    write(db, "item", items)
    dice.shuffle(copies_of)
    return copies_of


def _copies(dice: random.Random) -> list[int]:
    counts = [1] * RECORDS
    for _ in range(ITEMS - RECORDS):
        counts[int(RECORDS * dice.random())] += 1
    return counts


def _titles(dice: random.Random) -> list[tuple[str, str, str]]:
    """(title, pinyin, initials): the words are read one by one, which is quick and the same."""
    firsts, seconds, thirds = FIRST.split(), SECOND.split(), THIRD
    read = {word: (full_pinyin(word), pinyin_initials(word)) for word in (*firsts, *seconds, *thirds, "的")}
    found = []
    for first, second, third in product(firsts, seconds, thirds):
        words = (first, "的", second, third)
        found.append(
            ("".join(words), "".join(read[word][0] for word in words), "".join(read[word][1] for word in words))
        )
    volumes = [
        (f"{title} {volume}", f"{pinyin}{volume}", f"{initials}{volume}")
        for volume in range(2, 6)
        for title, pinyin, initials in found
    ]
    dice.shuffle(volumes)
    return [*found, *volumes][:RECORDS]


def _record_row(dice: random.Random, number: int, id_: str, title: str, pinyin: str, initials: str) -> tuple:
    letter, _, behind = dice.choices(CLASSES, [share for _, share, _ in CLASSES])[0]
    values = {
        "id": id_,
        "isbn": normalise(_isbn(number)),
        "title": title,
        "author": dice.choice(SURNAMES) + dice.choice(GIVEN),
        "publisher": dice.choice(PUBLISHERS),
        "published": str(dice.randint(1998, 2025)),
        "pages": str(dice.randint(24, 480)),
        "price": f"{dice.randint(80, 680) / 10:.2f}",
        "subject": "",
        "call_number": f"{letter}{dice.choice(behind)}/{number % 997 + 1}",
        "shelf": f"{letter}{dice.randint(1, 6)}",
        "item_type": "reference" if dice.random() < REFERENCE else "book",
        "pinyin": pinyin,
        "initials": initials,
    }
    return tuple(values.get(field.name, _default(field)) for field in Record._meta.sorted_fields)


def _item_row(id_: str, record: str, serial: int) -> tuple:
    values = {"id": id_, "record": record, "label": label_text(serial), "state": "available"}
    return tuple(values.get(field.name, _default(field)) for field in Item._meta.sorted_fields)


def _default(field) -> object:
    return field.default() if callable(field.default) else field.default


def _isbn(number: int) -> str:
    stem = f"97899{number:07d}"
    total = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(stem))
    return f"{stem}{-total % 10}"
