"""What the room of the rules shows: the table, one rule being changed, the trial, the school's year."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.circulation.denials import Denial


class RulesAction(StrEnum):
    """What a finger means in the table and at one rule."""

    CHANGE = "policies.change"  # subject: a policy
    STEP = "policies.step"  # subject: «max_loans:+1»
    SWITCH = "policies.switch"  # subject: a field that is yes or no
    DAY = "policies.day"  # subject: valid_from or valid_to
    NO_DAY = "policies.no_day"
    PICK_DAY = "policies.pick_day"
    TURN_MONTH = "policies.turn_month"
    SAVE = "policies.save"
    LEAVE = "policies.leave"
    ADD = "policies.add"
    PICK_WHO = "policies.pick_who"
    PICK_WHAT = "policies.pick_what"
    REMOVE = "policies.remove"
    PRESETS = "policies.presets"
    PICK_PRESET = "policies.pick_preset"
    SURE = "policies.sure"
    UNDO = "policies.undo"
    TURN = "policies.turn"  # subject: a page
    TRY = "policies.try"
    YEAR = "policies.year"


class TrialAction(StrEnum):
    """What a finger means at the trial."""

    WHO = "policies.try.who"
    WHAT = "policies.try.what"
    PICK_CLASS = "policies.try.pick_class"
    PICK_PERSON = "policies.try.pick_person"
    PICK_BOOK = "policies.try.pick_book"
    TURN = "policies.try.turn"
    DAY = "policies.try.day"
    PICK_DAY = "policies.try.pick_day"
    TURN_MONTH = "policies.try.turn_month"
    EARLIER = "policies.try.earlier"
    LATER = "policies.try.later"
    NOW = "policies.try.now"
    BACK = "policies.try.back"


class SchoolYearAction(StrEnum):
    """What a finger means at the school's year."""

    ADD_TERM = "policies.year.add_term"
    ADD_HOLIDAY = "policies.year.add_holiday"
    PICK_NAME = "policies.year.pick_name"
    DAY = "policies.year.day"  # subject: «term:<id>:starts_on», «holiday:<id>:ends_on»
    NO_DAY = "policies.year.no_day"  # subject: as DAY
    PICK_DAY = "policies.year.pick_day"
    TURN_MONTH = "policies.year.turn_month"
    DROP = "policies.year.drop"  # subject: «term:<id>» or «holiday:<id>»
    UNDO = "policies.year.undo"
    TURN = "policies.year.turn"
    BACK = "policies.year.back"


class PolicyStanding(StrEnum):
    IN_FORCE = "in_force"
    LATER = "later"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy as db.models.Policy has it; id: its identity as text, empty for one not stored yet."""

    id: str
    category: str
    item_type: str
    max_loans: int
    days: int
    renewals: int
    overdue_block_count: int | None
    overdue_block_days: int | None
    lendable: bool
    in_library: bool
    rota_exempt: bool
    valid_from: date | None
    valid_to: date | None
    standing: PolicyStanding = PolicyStanding.IN_FORCE


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """rule: the name of a function of kiosk.circulation.rules; denial: why not, None when it has no objection."""

    rule: str
    denial: Denial | None


@dataclass(frozen=True, slots=True)
class Tried:
    """The answer to «what would happen». who: masked; at: the moment that was tried; is_now: whether that is now.

    no_copy: the title has none on record; due_on, days_moved: when it would be lent."""

    who: str = ""
    group: str = ""
    title: str = ""
    at: datetime | None = None
    is_now: bool = True
    verdicts: tuple[RuleVerdict, ...] = ()
    due_on: date | None = None
    days_moved: int = 0
    limit: int | None = None
    on_loan: int = 0
    notice: Denial | None = None
    may_read_here: bool = False
    no_copy: bool = False

    @property
    def is_asked(self) -> bool:
        return bool(self.who and self.title)

    @property
    def denials(self) -> tuple[Denial, ...]:
        return tuple(verdict.denial for verdict in self.verdicts if verdict.denial)


@dataclass(frozen=True, slots=True)
class Policies:
    """rows: a page of them, the most special last."""

    rows: tuple[PolicyRow, ...]
    total: int
    page: int
    pages: int
    tried: Tried


@dataclass(frozen=True, slots=True)
class EditPolicy:
    """draft: as it would be stored; before: as it is stored, None for a new one; clashes: another line says the same
    «who», «what» and first day; ends_before: its last day
    lies before its first. Either keeps it from being stored."""

    draft: PolicyRow
    before: PolicyRow | None
    clashes: bool = False
    ends_before: bool = False

    @property
    def is_changed(self) -> bool:
        return self.draft != self.before


@dataclass(frozen=True, slots=True)
class TryIt:
    tried: Tried


@dataclass(frozen=True, slots=True)
class TermRow:
    id: str
    name: str
    starts_on: date
    ends_on: date
    lending_from: date | None
    recall_on: date | None


@dataclass(frozen=True, slots=True)
class HolidayRow:
    id: str
    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """Terms from the newest on, and the holidays from today on."""

    terms: tuple[TermRow, ...]
    holidays: tuple[HolidayRow, ...]
    page: int
    pages: int
