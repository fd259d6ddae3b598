"""What a class is called when its pupils move on to the next year, and what classes may be called."""

import re

from kiosk.circulation.school_classes import grade_of

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
LAST_GRADE = 12
# The grades after which pupils leave a school, by the 6-3-3 system.
LAST_OF_DIVISION = (6, 9, 12)
PARALLEL = 12
HEAVENLY = "甲乙丙丁"

_MIDDLE = re.compile(r"(初|高)([一二三])(.*)")
_CHINESE = re.compile(r"(十[一二]?|[一二三四五六七八九])(.*)")
_DIGITS = re.compile(r"(1[0-2]|[1-9])(\D.*|\d\d班?)")


def next_year(name: str) -> str | None:
    """三(2)班 → 四(2)班, 二甲 → 三甲, 七年级 → 八年级, 301班 → 401班, 初二 → 初三; None: it is told by hand."""
    grade = grade_of(name)
    if not 0 < grade < LAST_GRADE:
        return None
    moved = _moved(name, grade + 1)
    return moved if moved is not None and grade_of(moved) == grade + 1 else None


def _moved(name: str, grade: int) -> str | None:
    if found := _MIDDLE.fullmatch(name):
        school, place = ("初", grade - 7) if grade <= 9 else ("高", grade - 10)
        return f"{school}{NUMERALS[place]}{found[3]}"
    if found := _CHINESE.fullmatch(name):
        return f"{NUMERALS[grade - 1]}{found[2]}"
    if found := _DIGITS.fullmatch(name):
        return f"{grade}{found[2]}"
    return None


def class_names(grade: int) -> tuple[str, ...]:
    """What schools call the classes of a grade (1 … 12)."""
    numeral = NUMERALS[grade - 1]
    return (
        f"{numeral}年级",
        *(f"{numeral}({number})班" for number in range(1, PARALLEL + 1)),
        *(f"{numeral}{sign}" for sign in HEAVENLY),
    )


def leaves_after(grade: int, grades: frozenset[int]) -> bool:
    """The last grade of a division, unless the school goes on after it. grades: all that the school has."""
    return grade in LAST_OF_DIVISION and grade + 1 not in grades
