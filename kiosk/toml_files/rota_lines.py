"""What a rota file says: values between TOML and the database."""

from dataclasses import dataclass
from datetime import date

from kiosk.circulation.rota import ExceptionKind, Kind, Mode, Purpose, SubjectKind, Week

# The name of a period and its weekday, None before that is known: within a version it says which period is meant.
PeriodKey = tuple[str, int | None]


@dataclass(frozen=True, slots=True, order=True)
class SubjectLine:
    """name: the class, the grade's number, or the division."""

    kind: SubjectKind
    name: str = ""


EVERYONE = SubjectLine(SubjectKind.EVERYONE)


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """weekday: 0 Monday. starts, ends: minutes after midnight. valid_from, valid_to: None stands for always."""

    weekday: int
    starts: int
    ends: int
    name: str
    kind: Kind
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def place(self) -> tuple[int, int, int, str]:
        """Periods are sorted by it."""
        return self.weekday, self.starts, self.ends, self.name

    def rings_on(self, day: date) -> bool:
        """Of the weekday that it has, whatever weekday `day` is."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def rings_with(self, other: "PeriodLine") -> bool:
        """Whether there may be a day on which both ring."""
        latest, earliest = self.valid_from or date.min, self.valid_to or date.max
        return (other.valid_from or date.min) <= earliest and latest <= (other.valid_to or date.max)

    @property
    def key(self) -> tuple[str, int]:
        return self.name, self.weekday


@dataclass(frozen=True, slots=True, order=True)
class EntryLine:
    """weekday None: every weekday that has the period; only before the periods are known."""

    weekday: int | None
    period: str
    week: Week
    purpose: Purpose
    subject: SubjectLine

    @property
    def key(self) -> PeriodKey:
        return self.period, self.weekday


@dataclass(frozen=True, slots=True)
class VersionLine:
    name: str
    valid_from: date
    valid_to: date | None
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True, order=True)
class ExceptionLine:
    day: date
    starts: int
    ends: int
    kind: ExceptionKind
    subject: SubjectLine
    granted_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class RotaFile:
    """None: the file does not speak of it, and what the database holds stays."""

    mode: Mode | None
    periods: tuple[PeriodLine, ...] | None
    versions: tuple[VersionLine, ...]
    exceptions: tuple[ExceptionLine, ...] | None
