"""What a school's own name of a class says."""

import re
from typing import NamedTuple

from kiosk.circulation.naming import fold

STAFF = frozenset(
    {"教师", "老师", "教职工", "教工", "职工", "教职员", "教职员工", "教员", "教师组", "staff", "teacher"}
)
_NUMERALS = {numeral: n for n, numeral in enumerate([*"一二三四五六七八九十", "十一", "十二"], 1)}
# «年级», then perhaps a class: 甲, (2)班, 3班, 二班.
_REST = r"(?:年级|年)?\s*[(\[【]?\s*[甲乙丙丁戊己庚辛壬癸\dA-Za-z一二三四五六七八九十]*\s*[)\]】]?\s*班?"
_CHINESE = re.compile(rf"(十[一二]?|[一二三四五六七八九]){_REST}")
_MIDDLE = re.compile(rf"(初|高)([一二三]){_REST}")
_DIGITS = re.compile(r"(1[0-2]|[1-9])(?:年级|年|[(\[【.\-]|[甲乙丙丁戊己庚辛壬癸]).*")
_THREE_DIGITS = re.compile(r"([1-9])\d\d班?")
_DIVISIONS = ((6, "小学部"), (9, "初中部"), (12, "高中部"))


class ClassName(NamedTuple):
    """grade: 1 … 12, or 0 when the name does not tell it. division: by the 6-3-3 system, empty without a grade."""

    name: str
    grade: int
    division: str


def is_staff(unit: str) -> bool:
    return fold(unit).lower() in STAFF


def grade_of(name: str) -> int:
    if found := _MIDDLE.fullmatch(name):
        return {"初": 6, "高": 9}[found[1]] + _NUMERALS[found[2]]
    if found := _CHINESE.fullmatch(name):
        return _NUMERALS[found[1]]
    if found := _DIGITS.fullmatch(name) or _THREE_DIGITS.fullmatch(name):
        return int(found[1])
    return 0


def parse_class(unit: str) -> ClassName:
    """«三（２）班» and «三(2) 班» are one class: full-width signs are folded, blanks go."""
    name = re.sub(r"\s+", "", fold(unit))
    grade = grade_of(name)
    division = next((division for last, division in _DIVISIONS if 0 < grade <= last), "")
    return ClassName(name, grade, division)


_STEMS = {stem: str(n) for n, stem in enumerate("甲乙丙丁戊己庚辛壬癸", 1)}


def in_order(name: str) -> tuple[tuple[int, str], ...]:
    """A key that puts 三(2)班 before 三(10)班, and 二甲 before 二乙."""
    counted = "".join(_STEMS.get(sign, sign) for sign in name)
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", counted) if part)
