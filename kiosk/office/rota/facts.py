"""What a rota is measured against: the classes with their pupils, the pace of lending, the school's year."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kiosk.circulation.calendar import Calendar
from kiosk.circulation.rota import Mode, SubjectKind
from kiosk.toml_files.rota_lines import SubjectLine

# What is assumed while nothing was measured: field.md's rural school shows 16 s between two events at its desk.
ASSUMED_SECONDS = 20.0
# A class whose readers are not imported yet; 45 is the ministry's bound for a primary class.
ASSUMED_PUPILS = 45


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """pupils: readers who have not left; 0 while none is imported. division may be empty."""

    name: str
    grade: int
    division: str = ""
    pupils: int = 0

    @property
    def expected(self) -> int:
        return self.pupils or ASSUMED_PUPILS

    def is_in(self, subject: SubjectLine) -> bool:
        match subject.kind:
            case SubjectKind.CLASS:
                return subject.name == self.name
            case SubjectKind.GRADE:
                return subject.name == str(self.grade)
            case SubjectKind.DIVISION:
                return bool(self.division) and subject.name == self.division
        return True


@dataclass(frozen=True, slots=True)
class LendingPace:
    """seconds: of one pupil with all that they borrow, in a rush; pupils: how many were measured, 0 for assumed."""

    seconds: float = ASSUMED_SECONDS
    pupils: int = 0

    def served_in(self, minutes: int) -> int:
        return int(minutes * 60 / self.seconds)


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """classes: by grade and name, without staff. mode: whether the rota is followed at all now."""

    today: date
    classes: tuple[ClassFacts, ...] = ()
    pace: LendingPace = field(default_factory=LendingPace)
    calendar: Calendar = field(default_factory=Calendar)
    mode: Mode = Mode.OFF

    def named(self, subjects: Iterable[SubjectLine]) -> tuple[ClassFacts, ...]:
        wanted: Sequence[SubjectLine] = tuple(subjects)
        return tuple(c for c in self.classes if any(c.is_in(subject) for subject in wanted))

    def knows(self, subject: SubjectLine) -> bool:
        return subject.kind is SubjectKind.EVERYONE or any(c.is_in(subject) for c in self.classes)
