"""Single days that are not as usual: closed, free, one class's, a holiday, another weekday's (S004, S010)."""

from datetime import date, datetime

from kiosk.circulation.rota import ExceptionKind, RotaFacts
from kiosk.clock import clock_text
from kiosk.office.rota.days import add_holiday, as_usual, make_exception, set_make_up_day
from kiosk.office.rota.draft import Window
from kiosk.office.rota.stored import stored_rota
from kiosk.office.rota.touch.cell import OPTIONS, class_options, subject_line
from kiosk.office.rota.touch.shown import window_of, window_text
from kiosk.office.rota.touch.workspace import Workspace
from kiosk.office.touch_kit.page import Move, Page, told
from kiosk.office.touch_kit.pages import PickPage, known, month_of, month_view
from kiosk.office.touch_kit.views import DayCell, Option, PickDay
from kiosk.taps import Act, AnyTap, FrameAction
from kiosk.toml_files.rota_lines import EVERYONE, ExceptionLine, SubjectLine

REASONS = ("exam", "trip", "sports", "meeting", "swap", "other")
WHOLE_DAY = Window(0, 24 * 60)
WEEKEND = 5


class DaysPage(Page):
    """A month, with what is out of the ordinary; it stays while day after day is arranged."""

    def __init__(self, work: Workspace, month: date) -> None:
        self._work, self._month = work, month

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.TURN, month):
                self._month = month_of(month)
            case Act(FrameAction.PICK, day):
                return day_page(self._work, date.fromisoformat(day))
        return None

    def view(self, at: datetime) -> PickDay:
        rota = self._work.context.desk.bylaw().rota

        def cell(day: date) -> DayCell:
            mark = mark_of(rota, day)
            return DayCell(day, day >= at.date(), bool(mark), mark)

        return month_view("rota.days", self._month, cell)


def mark_of(rota: RotaFacts, day: date) -> str:
    """What is out of the ordinary on that day, or empty; a single sign's key."""
    kinds = [one.kind for one in rota.exceptions if one.day == day]
    if kinds:
        return f"rota.day.{kinds[-1]}"
    if day in rota.calendar.make_up:
        return f"rota.day.weekday.{rota.calendar.make_up[day] + 1}"
    return "rota.day.holiday" if rota.calendar.is_holiday(day) else ""


def day_page(work: Workspace, day: date) -> Page:
    rota = work.context.desk.bylaw().rota
    offered = ["follows"]
    if rota.calendar.is_school_day(day):
        offered = ["closed", "free", "serve", "holiday", "follows"]
    if mark_of(rota, day):
        offered.append("usual")
    options = [Option(what, f"rota.day_do.{what}", f"rota.day_do.{what}.hint") for what in offered]
    return PickPage("rota.day", known(options), lambda what, at: _do(work, day, what, at), {"day": day})


def _do(work: Workspace, day: date, what: str, at: datetime) -> Move:
    desk, actor = work.context.desk, work.context.actor
    match what:
        case "closed":
            return _reason_page(work, day, WHOLE_DAY, ExceptionKind.CLOSED)
        case "free":
            return _reason_page(work, day, _opening(work, day, at), ExceptionKind.FREE)
        case "serve":
            return _window_page(work, day, at)
        case "follows":
            return _weekday_page(work, day)
        case "holiday":
            return told("rota.told.day.holiday", add_holiday(desk, actor, at, day, day.isoformat()), day=day)
        case "usual":
            return told("rota.told.day.usual", as_usual(desk, actor, at, day), day=day)
    return None


def _weekday_page(work: Workspace, day: date) -> Page:
    def follow(weekday: str, at: datetime) -> Move:
        entry = set_make_up_day(work.context.desk, work.context.actor, at, day, int(weekday))
        return told("rota.told.day.follows", entry, day=day)

    options = [Option(str(weekday), f"rota.weekday.{weekday + 1}") for weekday in range(WEEKEND)]
    return PickPage("rota.day_weekday", known(options), follow, {"day": day})


# --- one class's turn on that day --------------------------------------------------------------------------------


def _windows(work: Workspace, day: date, at: datetime) -> list[Window]:
    """The windows of that day, or where it has none those of the whole grid."""
    periods = stored_rota().periods
    own = [Window(p.starts, p.ends) for p in periods if p.weekday == day.weekday() and p.rings_on(day)]
    draft = work.draft(at)
    return sorted(own) or list(draft.windows if draft else ())


def _opening(work: Workspace, day: date, at: datetime) -> Window:
    """From the day's first bell to its last."""
    windows = _windows(work, day, at)
    return Window(windows[0].starts, max(window.ends for window in windows)) if windows else WHOLE_DAY


def _window_page(work: Workspace, day: date, at: datetime) -> Page:
    options = [
        Option(window_text(window), f"{clock_text(window.starts)}–{clock_text(window.ends)}")
        for window in _windows(work, day, at)
    ]
    return PickPage(
        "rota.day_window",
        known(options),
        lambda window, at: _class_page(work, day, window_of(window), at),
        {"day": day},
        OPTIONS,
    )


def _class_page(work: Workspace, day: date, window: Window, at: datetime) -> Page:
    return PickPage(
        "rota.day_class",
        known(class_options(work.facts(at))),
        lambda who, _at: _reason_page(work, day, window, ExceptionKind.SERVE, subject_line(who)),
        {"day": day},
        OPTIONS,
    )


# --- who allowed it, and why -------------------------------------------------------------------------------------


def _reason_page(work: Workspace, day: date, window: Window, kind: ExceptionKind, who: SubjectLine = EVERYONE) -> Page:
    context = work.context

    def because(reason: str, at: datetime) -> Move:
        line = ExceptionLine(day, *window, kind, who, context.member.name, reason)
        return told(f"rota.told.day.{kind}", make_exception(context.desk, context.actor, at, line), day=day)

    options = [Option(reason, f"rota.reason.{reason}") for reason in REASONS]
    return PickPage("rota.day_reason", known(options), because, {"day": day})
