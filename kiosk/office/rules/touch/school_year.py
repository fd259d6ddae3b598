"""Terms and holidays, a day at a time."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.office.editing import undo
from kiosk.office.rules import school_year
from kiosk.office.rules.school_year import YearTrouble
from kiosk.office.rules.views import SchoolYear, SchoolYearAction
from kiosk.office.touch_kit.months import month_of, month_page
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Confirmation, Option, PickOne, Trouble
from kiosk.taps import Act

A_PAGE = 4
# Names that schools use; the dates come from the State Council's notice and the school's own plan, by two taps.
HOLIDAYS = (
    "new_year", "spring_festival", "qingming", "labour_day", "dragon_boat", "mid_autumn", "national_day", "winter",
    "summer", "sports", "exams", "other",
)  # fmt: skip
NEW = "new"


def term_name(kind: str, starting: int) -> str:
    """As the school writes it, in its own language: it is kept, not said."""
    return load_catalogue(LANGUAGES[0])[f"year.term.{kind}"].format(year=starting)


class YearDesk:
    def __init__(self, here: RoomContext) -> None:
        self._here = here
        self.is_open = False
        self.told: Confirmation | None = None
        self._page = 0
        self._naming = False
        self._day = ""  # whose day is being chosen: «term:<id>:starts_on», «new:<name>:<first day>»
        self._month: date | None = None
        self._trouble: YearTrouble | None = None

    def tap(self, act: Act, at: datetime) -> None:
        self.told, trouble, self._trouble = None, self._trouble, None
        if trouble is not None:
            return
        match act.action:
            case SchoolYearAction.ADD_TERM:
                self._add_term(at)
            case SchoolYearAction.ADD_HOLIDAY:
                self._naming = True
            case SchoolYearAction.PICK_NAME:
                self._naming, self._day, self._month = False, f"{NEW}:{act.subject}:", at.date()
            case SchoolYearAction.DAY:
                self._day = act.subject
                self._month = self._standing() or at.date()
            case SchoolYearAction.NO_DAY:
                kind, row, field = act.subject.split(":")
                self._set(kind, row, field, None, at)
            case SchoolYearAction.TURN_MONTH:
                self._month = month_of(act.subject)
            case SchoolYearAction.PICK_DAY:
                self._pick(date.fromisoformat(act.subject), at)
            case SchoolYearAction.DROP:
                kind, row = act.subject.split(":")
                entry = school_year.drop(self._here.desk, self._here.actor, at, kind, UUID(row))
                self._tell(f"year.{kind}_gone", entry)
            case SchoolYearAction.UNDO:
                obstacle = undo(self._here.desk, self._here.actor, at, UUID(act.subject))
                self.told = Confirmation("policies.undone" if obstacle is None else "policies.not_undone")
            case SchoolYearAction.TURN:
                self._page = max(0, int(act.subject))
            case SchoolYearAction.BACK if self._naming or self._day:
                self._naming, self._day = False, ""
            case SchoolYearAction.BACK:
                self.is_open = False

    def page(self, at: datetime) -> object:
        back = Act(SchoolYearAction.BACK)
        if self._trouble is not None:
            return Trouble(f"year.trouble.{self._trouble}", back)
        if self._naming:
            options = tuple(Option(name, f"holiday.{name}") for name in HOLIDAYS)
            return PickOne("year.holiday_name", options, SchoolYearAction.PICK_NAME, back)
        if self._day:
            return self._days(back)
        total, rows = school_year.holidays(at.date(), self._page, A_PAGE)
        pages = max(1, -(-total // A_PAGE))
        if self._page >= pages:
            self._page = pages - 1
            total, rows = school_year.holidays(at.date(), self._page, A_PAGE)
        return SchoolYear(school_year.terms()[:3], rows, self._page, pages)

    # --- inside --------------------------------------------------------------------------------------------------

    def _days(self, back: Act):
        kind, _, field = self._day.split(":")
        is_last = kind == NEW and bool(field)
        key = f"year.new.{'ends_on' if field else 'starts_on'}" if kind == NEW else f"year.{kind}.{field}"
        return month_page(
            key,
            self._month,
            pick=SchoolYearAction.PICK_DAY,
            turn=SchoolYearAction.TURN_MONTH,
            back=back,
            marked=date.fromisoformat(field) if is_last else self._standing(),
            first=date.fromisoformat(field) if is_last else None,
        )

    def _standing(self) -> date | None:
        """The day that stands now where another is being chosen."""
        kind, row, field = self._day.split(":")
        if kind == NEW:
            return None
        return getattr(school_year.KINDS[kind].get_by_id(UUID(row)), field)

    def _pick(self, day: date, at: datetime) -> None:
        kind, row, field = self._day.split(":")
        if kind != NEW:
            self._day = ""
            self._set(kind, row, field, day, at)
        elif not field:
            self._day, self._month = f"{NEW}:{row}:{day.isoformat()}", day
        else:
            self._day = ""
            name = load_catalogue(LANGUAGES[0])[f"option.holiday.{row}"]
            first = date.fromisoformat(field)
            desk, member = self._here.desk, self._here.actor
            self._note("year.holiday_added", school_year.add_holiday(desk, member, at, name, first, day))

    def _add_term(self, at: datetime) -> None:
        """The one that runs or comes next; where that is there already, the one after the last."""
        known = school_year.terms()
        term = school_year.suggested_term(at.date())
        if known and known[0].ends_on >= term.starts_on:
            term = school_year.suggested_term(known[0].ends_on + timedelta(days=1))
        name = term_name(term.kind, term.year)
        desk, member = self._here.desk, self._here.actor
        self._note("year.term_added", school_year.add_term(desk, member, at, name, term.starts_on, term.ends_on))

    def _set(self, kind: str, row: str, field: str, day: date | None, at: datetime) -> None:
        desk, member = self._here.desk, self._here.actor
        self._note("year.day_set", school_year.set_day(desk, member, at, kind, UUID(row), field, day))

    def _note(self, key: str, came_of_it: UUID | YearTrouble) -> None:
        if isinstance(came_of_it, YearTrouble):
            self._trouble = came_of_it
        else:
            self._tell(key, came_of_it)

    def _tell(self, key: str, entry: UUID) -> None:
        self.told = Confirmation(key, undo=Act(SchoolYearAction.UNDO, entry.hex))
