"""Single days that are not as usual: closed, free, one class's, a holiday, another weekday's (S004, S010)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.office.rota import store
from kiosk.office.rota.draft import Draft, Window
from kiosk.office.rota.publishing import with_exceptions, without_exceptions
from kiosk.office.rota.touch.choices import OPTIONS, class_options, month_of, month_page
from kiosk.office.rota.touch.shown import page_of, window_of, window_text
from kiosk.office.rota.views import RotaAction
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import DayCell, Option, PickDay, PickOne
from kiosk.taps import Act
from kiosk.toml_files.rota_lines import EVERYONE, ExceptionLine, SubjectLine

if TYPE_CHECKING:
    from kiosk.office.rota.touch.room import RotaRoom

REASONS = ("exam", "trip", "sports", "meeting", "swap", "other")
WHOLE_DAY = Window(0, 24 * 60)
WEEKEND = 5
BACK_TO_DAY = Act(RotaAction.DAY)


class RotaDays:
    def __init__(self, here: RoomContext, room: "RotaRoom") -> None:
        self._here = here
        self._room = room
        self._month: date | None = None
        self._day: date | None = None
        self._kind, self._window, self._who = "", WHOLE_DAY, EVERYONE
        self.deeds: Mapping[RotaAction, Callable[[str, datetime], None]] = {
            RotaAction.DAYS: lambda *_: room.show(self._days),
            RotaAction.MONTH: self._turn_month,
            RotaAction.DAY: self._open_day,
            RotaAction.DAY_DO: self._do,
            RotaAction.DAY_WEEKDAY: self._follow,
            RotaAction.DAY_WINDOW: self._choose_window,
            RotaAction.DAY_CLASSES: lambda page, _at: room.show(lambda at: self._which_class(at, int(page))),
            RotaAction.DAY_CLASS: self._choose_class,
            RotaAction.DAY_REASON: self._because,
        }

    # --- the month ------------------------------------------------------------------------------------------------

    def _days(self, at: datetime) -> PickDay:
        month = self._month or at.date().replace(day=1)
        marks = self._marks(month)

        def cell(day: date) -> DayCell:
            mark = marks.get(day, "")
            return DayCell(day, enabled=day >= at.date(), marked=bool(mark), note=mark)

        back = Act(RotaAction.GRID)
        return month_page("rota.days", month, cell, RotaAction.DAY, RotaAction.MONTH, back)

    def _marks(self, month: date) -> dict[date, str]:
        """What is out of the ordinary on each day of a month; a single sign's key."""
        rota = self._here.desk.bylaw().rota
        first = month.toordinal()
        days = [date.fromordinal(first + n) for n in range(31)]
        marks = {day: "rota.day.holiday" for day in days if rota.calendar.is_holiday(day)}
        marks |= {
            day: f"rota.day.weekday.{rota.calendar.make_up[day] + 1}" for day in days if day in rota.calendar.make_up
        }
        return marks | {one.day: f"rota.day.{one.kind}" for one in rota.exceptions if one.day in days}

    def _turn_month(self, month: str, _at: datetime) -> None:
        self._month = month_of(month)
        self._room.show(self._days)

    # --- a day ----------------------------------------------------------------------------------------------------

    def _open_day(self, day: str, _at: datetime) -> None:
        if day:
            self._day = date.fromisoformat(day)
        self._room.show(self._what)

    def _what(self, at: datetime) -> PickOne:
        day, calendar = self._day, self._here.desk.bylaw().rota.calendar
        offered = ["closed", "free", "serve", "holiday", "follows"]
        if day in self._marks(day.replace(day=1)):
            offered.append("usual")
        if not calendar.is_school_day(day):
            offered = [what for what in offered if what in ("follows", "usual")]
        options = tuple(Option(what, f"rota.day_do.{what}", f"rota.day_do.{what}.hint") for what in offered)
        return PickOne("rota.day", options, RotaAction.DAY_DO, Act(RotaAction.DAYS), facts={"day": day})

    def _do(self, what: str, at: datetime) -> None:
        room = self._room
        match what:
            case "closed" | "free":
                self._kind, self._who = what, EVERYONE
                self._window = WHOLE_DAY if what == "closed" else self._opening(at)
                room.show(self._why)
            case "serve":
                self._kind = what
                room.show(self._which_window)
            case "holiday":
                name = self._day.isoformat()
                self._done(store.add_holiday(self._here.desk, self._here.actor, at, self._day, name), what)
            case "follows":
                room.show(self._which_weekday)
            case "usual":
                wanted = without_exceptions(room.stored(), self._day)
                self._done(store.as_usual(self._here.desk, self._here.actor, at, self._day, wanted), what)

    def _which_weekday(self, _at: datetime) -> PickOne:
        options = tuple(Option(str(weekday), f"rota.weekday.{weekday + 1}") for weekday in range(WEEKEND))
        return PickOne("rota.day_weekday", options, RotaAction.DAY_WEEKDAY, BACK_TO_DAY, facts={"day": self._day})

    def _follow(self, weekday: str, at: datetime) -> None:
        entry = store.set_make_up_day(self._here.desk, self._here.actor, at, self._day, int(weekday))
        self._done(entry, "follows")

    # --- one class's turn on that day -----------------------------------------------------------------------------

    def _windows(self, at: datetime) -> list[Window]:
        """The windows of that day, or where it has none those of the whole grid."""
        own = [
            Window(p.starts, p.ends)
            for p in self._room.stored().periods
            if p.weekday == self._day.weekday() and p.rings_on(self._day)
        ]
        draft = self._room.draft(at) or Draft(at.date())
        return sorted(own) or list(draft.windows)

    def _opening(self, at: datetime) -> Window:
        """From the day's first bell to its last."""
        windows = self._windows(at)
        return Window(windows[0].starts, max(window.ends for window in windows)) if windows else WHOLE_DAY

    def _which_window(self, at: datetime) -> PickOne:
        options = tuple(
            Option(window_text(window), f"{_clock(window.starts)}–{_clock(window.ends)}")
            for window in self._windows(at)[:OPTIONS]
        )
        return PickOne("rota.day_window", options, RotaAction.DAY_WINDOW, BACK_TO_DAY, facts={"day": self._day})

    def _choose_window(self, window: str, _at: datetime) -> None:
        self._window = window_of(window)
        self._room.show(lambda at: self._which_class(at, 0))

    def _which_class(self, at: datetime, page: int) -> PickOne:
        shown, page, pages = page_of(class_options(self._room.facts(at)), page, OPTIONS)
        turn, told = RotaAction.DAY_CLASSES, {"day": self._day}
        return PickOne("rota.day_class", shown, RotaAction.DAY_CLASS, BACK_TO_DAY, page, pages, turn, told)

    def _choose_class(self, subject: str, _at: datetime) -> None:
        self._who = SubjectLine(*subject.split(":", 1))
        self._room.show(self._why)

    # --- who allowed it, and why ----------------------------------------------------------------------------------

    def _why(self, _at: datetime) -> PickOne:
        options = tuple(Option(reason, f"rota.reason.{reason}") for reason in REASONS)
        return PickOne("rota.day_reason", options, RotaAction.DAY_REASON, BACK_TO_DAY, facts={"day": self._day})

    def _because(self, reason: str, at: datetime) -> None:
        member = self._here.member
        line = ExceptionLine(self._day, *self._window, self._kind, self._who, member.name, reason)
        wanted = with_exceptions(self._room.stored(), [line])
        entry = store.write(self._here.desk, member.id, at, "rota_exception", wanted, day=str(self._day), reason=reason)
        self._done(entry, self._kind)

    def _done(self, entry, what: str) -> None:
        self._room.show(self._days)
        self._room.tell_deed(f"rota.told.day.{what}", entry, day=self._day)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
