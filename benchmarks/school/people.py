"""Classes, pupils of now and of former years, teachers, a librarian."""

import random
from datetime import UTC, date, datetime
from typing import NamedTuple

from argon2 import PasswordHasher

from benchmarks.school.writing import identity, write
from benchmarks.school.year import CLASSES_A_GRADE, GRADES, class_name
from db.models import Patron, SchoolClass, Staff

PUPILS, TEACHERS = 2_000, 100
LIBRARIAN_PIN = "246810"
NEVER = 0.08  # of the pupils borrow nothing at all
DIVISIONS = ("小学部",) * 6 + ("初中部",) * 3
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = (
    "子涵梓轩雨欣浩然思琪一诺宇航佳怡俊杰梦瑶嘉豪诗涵文博欣妍明远晓彤天佑若曦志强"
    "雅静建国丽华海涛春燕小龙秀英立新玉兰家乐安琪星辰沐阳可馨承泽语桐乐天书瑶景行"
)


class Reader(NamedTuple):
    """entered: the September in which their first grade would have begun. keen: books a visit, on average.

    number: of the class within its grade, the same all the years; 0 for a teacher."""

    id: str
    entered: int
    number: int
    keen: float

    def grade_on(self, day: date) -> int:
        """Below 1 or above GRADES: not at this school then."""
        return day.year + (day.month >= 9) - self.entered


def make_people(dice: random.Random, today: date, years: int) -> list[Reader]:
    classes = _make_classes()
    this_year = today.year + (today.month >= 9)
    readers, rows = [], []
    leavers = PUPILS // GRADES * years
    for place in range(PUPILS + leavers):
        if place < PUPILS:
            grade = place % GRADES + 1
            number = place // GRADES % CLASSES_A_GRADE + 1
        else:
            grade, number = GRADES + 1 + place % years, place // years % CLASSES_A_GRADE + 1
        keen = 0.0 if dice.random() < NEVER else dice.gammavariate(1.6, 1.5)
        reader = Reader(_identity(dice), this_year - grade, number, keen)
        readers.append(reader)
        group = classes.get((min(grade, GRADES), number))
        rows.append(_row(reader.id, f"{place + 1:05d}", _name(dice), group, "student", left=grade > GRADES))
    teachers = SchoolClass.create(name="教师", grade=0).id.hex
    for place in range(TEACHERS):
        reader = Reader(_identity(dice), this_year - 1, 0, dice.random() * 0.4)
        readers.append(reader)
        rows.append(_row(reader.id, f"9{place + 1:04d}", _name(dice), teachers, "teacher", left=False))
    write(Patron._meta.database, "patron", rows)
    Staff.create(name="钱老师", role="librarian", card="S0001", pin_hash=PasswordHasher().hash(LIBRARIAN_PIN))
    return readers


def _make_classes() -> dict[tuple[int, int], str]:
    return {
        (grade, number): SchoolClass.create(
            name=class_name(grade, number), grade=grade, division=DIVISIONS[grade - 1]
        ).id.hex
        for grade in range(1, GRADES + 1)
        for number in range(1, CLASSES_A_GRADE + 1)
    }


def _row(id_: str, number: str, name: str, group: str | None, category: str, *, left: bool) -> tuple:
    values = {
        "id": id_,
        "number": number,
        "name": name,
        "school_class": group,
        "category": category,
        "blocked": False,
        "card_lost": False,
        "owes_compensation": False,
        "expires_on": None,
        "loan_limit": None,
        "left": left,
    }
    return tuple(values.get(field.name) for field in Patron._meta.sorted_fields)


def _identity(dice: random.Random) -> str:
    return identity(int(datetime(2020, 8, 20, tzinfo=UTC).timestamp() * 1000) + dice.randrange(86_400_000), dice)


def _name(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2, 2))))
