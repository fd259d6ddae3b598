"""The figures of a term, and the pages of the room that shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kiosk.office.touch_kit.views import PageView

NATURAL_SCIENCES = "NOPQRSTUVX"
UNCLASSED = ""


@dataclass(frozen=True, slots=True)
class ClassFigure:
    """pupils: who belong to it; borrowers: those of them who borrowed at all."""

    name: str
    grade: int
    pupils: int
    borrowers: int
    loans: int

    @property
    def per_head(self) -> float:
        return self.loans / self.pupils if self.pupils else 0.0


@dataclass(frozen=True, slots=True)
class SubjectFigure:
    """letter: of 中图法, UNCLASSED where a book has none. items: on the shelves or out."""

    letter: str
    loans: int
    items: int

    @property
    def turnover(self) -> float:
        return self.loans / self.items if self.items else 0.0


@dataclass(frozen=True, slots=True)
class TitleFigure:
    title: str
    call_number: str
    loans: int


class NonBorrower(NamedTuple):
    class_name: str
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Of the pupils: how many there are, who borrowed, and which share of their loans the keenest tenth made (S049)."""

    pupils: int
    borrowers: int
    top_tenth: float

    @property
    def never(self) -> int:
        return self.pupils - self.borrowers

    @property
    def part(self) -> float:
        return self.borrowers / self.pupils if self.pupils else 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """A term from starts_on up to `until`, as reckoned on that day or later: loans that were undone do not count,
    renewals neither (S031). by_others: of the loans, those of teachers and of people who have left. hours: of the
    school's day → loans. busiest: the day and hour with the most. items, titles: what can be lent; titles_lent: of
    them. read_here: in-library uses, not among the loans (S047). by_classes_of_now: reckoned long after the term, so
    that the classes are not those of then."""

    term: str
    starts_on: date
    until: date
    loans: int
    by_others: int
    read_here: int
    classes: tuple[ClassFigure, ...]
    subjects: tuple[SubjectFigure, ...]
    hours: tuple[tuple[int, int], ...]
    days: tuple[tuple[date, int], ...]
    busiest: tuple[date, int, int] | None
    reach: Reach
    items: int
    titles: int
    titles_lent: int
    most_lent: tuple[TitleFigure, ...]
    by_classes_of_now: bool = False

    @property
    def turnover(self) -> float:
        return self.loans / self.items if self.items else 0.0

    @property
    def per_head(self) -> float:
        return sum(one.loans for one in self.classes) / self.reach.pupils if self.reach.pupils else 0.0

    @property
    def grades(self) -> tuple[ClassFigure, ...]:
        """The classes of each grade together, named by the grade's number."""
        found: dict[int, list[ClassFigure]] = {}
        for one in self.classes:
            found.setdefault(one.grade, []).append(one)
        return tuple(
            ClassFigure(
                str(grade),
                grade,
                *(sum(getattr(one, name) for one in classes) for name in ("pupils", "borrowers", "loans")),
            )
            for grade, classes in sorted(found.items())
        )

    def science(self) -> tuple[float, float]:
        """Share of the natural sciences among the loans, and among the items that can be lent."""
        lent = sum(one.loans for one in self.subjects if one.letter and one.letter in NATURAL_SCIENCES)
        there = sum(one.items for one in self.subjects if one.letter and one.letter in NATURAL_SCIENCES)
        return lent / self.loans if self.loans else 0.0, there / self.items if self.items else 0.0


Targets = Mapping[int, int]
EVERY_GRADE = 0


def target_for(targets: Targets, grade: int) -> int | None:
    """Of a grade; EVERY_GRADE stands for those that have none of their own."""
    return targets.get(grade, targets.get(EVERY_GRADE))


def is_low(one: ClassFigure, targets: Targets) -> bool:
    """Below half of its target."""
    target = target_for(targets, one.grade)
    return target is not None and one.per_head < target / 2


class Tab(StrEnum):
    OVERVIEW = "overview"
    MORE = "more"


class FiguresAction(StrEnum):
    TAB = "figures.tab"
    TERMS = "figures.terms"
    NEVER = "figures.never"
    SAVE = "figures.save"
    TARGETS = "figures.targets"
    LESS = "figures.less"
    MORE = "figures.more"
    KEEP_TARGETS = "figures.keep_targets"


@dataclass(frozen=True, slots=True)
class TermCharts(PageView):
    """classes, titles: one page of the figures' own; page of them, `first` the place of the first title. by_grade: the
    classes are whole grades, as a large school sees them first."""

    tab: Tab
    figures: Figures
    targets: Targets
    classes: tuple[ClassFigure, ...]
    titles: tuple[TitleFigure, ...]
    first: int
    page: int
    pages: int
    by_grade: bool = False


@dataclass(frozen=True, slots=True)
class NeverBorrowed(PageView):
    """One page of the pupils who borrowed nothing in the term."""

    term: str
    rows: tuple[NonBorrower, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class NoFigures(PageView):
    """There is no term to reckon for."""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """grade: EVERY_GRADE for all others. target: None for none; falls_to: that of all others, which then holds."""

    grade: int
    target: int | None
    falls_to: int | None
    per_head: float | None


@dataclass(frozen=True, slots=True)
class TargetList(PageView):
    term: str
    lines: tuple[TargetLine, ...]
    is_changed: bool
