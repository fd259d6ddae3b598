"""What the room of the rules shows: the table, one rule being changed, the trial, the school's year."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kiosk.circulation.denials import Denial
from kiosk.office.touch_kit.views import PageView


class RulesAction(StrEnum):
    """What a finger means in this room."""

    # the table and one rule
    CHANGE = "rules.change"  # subject: a policy
    ADD = "rules.add"
    PRESETS = "rules.presets"
    YEAR = "rules.year"
    STEP = "rules.step"  # subject: «max_loans:+1»
    SWITCH = "rules.switch"  # subject: a field that is yes or no
    DAY = "rules.day"  # subject: valid_from, «term:<id>:starts_on», «holiday:<id>:ends_on»; at the trial none
    NO_DAY = "rules.no_day"  # subject: as DAY
    SAVE = "rules.save"
    REMOVE = "rules.remove"
    # the trial
    TRY = "rules.try"
    WHO = "rules.who"
    WHAT = "rules.what"
    EARLIER = "rules.earlier"
    LATER = "rules.later"
    NOW = "rules.now"
    # the school's year
    ADD_TERM = "rules.add_term"
    ADD_HOLIDAY = "rules.add_holiday"
    DROP = "rules.drop"  # subject: «term:<id>» or «holiday:<id>»


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
class Policies(PageView):
    """rows: a page of them, the most special last."""

    rows: tuple[PolicyRow, ...]
    total: int
    page: int
    pages: int
    tried: Tried


@dataclass(frozen=True, slots=True)
class EditPolicy(PageView):
    """draft: as it would be stored; before: as it is stored, None for a new one; clashes: another line says the same
    «who», «what» and first day; ends_before: its last day lies before its first. Either keeps it from being stored."""

    draft: PolicyRow
    before: PolicyRow | None
    clashes: bool = False
    ends_before: bool = False

    @property
    def can_be_stored(self) -> bool:
        return self.draft != self.before and not self.clashes and not self.ends_before


@dataclass(frozen=True, slots=True)
class TryIt(PageView):
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
class SchoolYear(PageView):
    """Terms from the newest on, and the holidays from today on."""

    terms: tuple[TermRow, ...]
    holidays: tuple[HolidayRow, ...]
    page: int
    pages: int
