"""Terms and holidays, a day at a time."""

from datetime import date, datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.rules import school_year
from kiosk.office.rules.school_year import Stretch
from kiosk.office.rules.touch.trial import Beside, Question
from kiosk.office.rules.views import RulesAction, SchoolYear
from kiosk.office.touch_kit.page import Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import DayPage, PickPage, days_from, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

ROWS = 4
# Names that schools use; the dates come from the State Council's notice and the school's own plan, by two taps.
HOLIDAYS = (
    "new_year", "spring_festival", "qingming", "labour_day", "dragon_boat", "mid_autumn", "national_day", "winter",
    "summer", "sports", "exams", "other",
)  # fmt: skip


class YearPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext, question: Question) -> None:
        self._context, self._question = context, question
        self.pager = Pager(ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        desk, actor = self._context.desk, self._context.actor
        match tap:
            case Act(RulesAction.ADD_TERM):
                return told("year.term_added", school_year.add_next_term(desk, actor, at, self._context.words))
            case Act(RulesAction.ADD_HOLIDAY):
                return new_holiday(self._context, self._question)
            case Act(RulesAction.DAY, subject):
                return self._choose_day(*day_in(subject), at)
            case Act(RulesAction.NO_DAY, subject):
                return self._set_day(*day_in(subject), None, at)
            case Act(RulesAction.DROP, subject):
                stretch, row = subject.split(":")
                gone = school_year.drop(desk, actor, at, Stretch(stretch), UUID(row))
                return told(f"year.{stretch}_gone", gone)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        return self._question.hold_up(scan)

    def view(self, at: datetime) -> SchoolYear:
        _, rows = self.pager.asked(lambda first, size: school_year.holidays(at.date(), first, size))
        return SchoolYear(school_year.terms(), rows, self.pager.number, self.pager.pages)

    def _choose_day(self, stretch: Stretch, row: UUID, field: str, at: datetime) -> Page:
        standing = school_year.day_of(stretch, row, field)

        def taken(day: date, at: datetime) -> Move:
            return self._set_day(stretch, row, field, day, at)

        pick = DayPage(f"year.{stretch}.{field}", standing or at.date(), taken, days_from(None, standing))
        return Beside(pick, self._question)

    def _set_day(self, stretch: Stretch, row: UUID, field: str, day: date | None, at: datetime) -> Move:
        desk, actor = self._context.desk, self._context.actor
        return told("year.day_set", school_year.set_day(desk, actor, at, stretch, row, field, day))


def day_in(subject: str) -> tuple[Stretch, UUID, str]:
    """«term:<id>:starts_on»"""
    stretch, row, field = subject.split(":")
    return Stretch(stretch), UUID(row), field


def new_holiday(context: RoomContext, question: Question) -> Page:
    """Its name, its first day, its last day."""

    def first_day(holiday: str, at: datetime) -> Page:
        name = context.words[f"option.holiday.{holiday}"]

        def last_day(first: date, _at: datetime) -> Page:
            def keep(last: date, at: datetime) -> Move:
                added = school_year.add_holiday(context.desk, context.actor, at, name, first, last)
                return told("year.holiday_added", added)

            return Beside(DayPage("year.new.ends_on", first, keep, days_from(first, first)), question)

        return Beside(DayPage("year.new.starts_on", at.date(), last_day), question)

    options = [Option(name, f"holiday.{name}") for name in HOLIDAYS]
    return Beside(PickPage("year.holiday_name", known(options), first_day), question)
