"""The guide's second step: the school's name and its term; kept together when the step is left."""

from datetime import date, datetime
from pathlib import Path

from db.settings import get_setting
from kiosk.imports.tables import UnusableFile
from kiosk.office.rules import school_year
from kiosk.office.setup import first_lists, guide
from kiosk.office.setup.views import SchoolStep, SetupAction
from kiosk.office.touch_kit.files import file_page
from kiosk.office.touch_kit.months import month_of, month_page
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Trouble, TypeText
from kiosk.taps import Act, AnyTap, Tap, TapKey

FILES = (".xlsx", ".csv", ".txt")


class SchoolDesk:
    """saved: the step may be left."""

    def __init__(self, here: RoomContext, at: datetime) -> None:
        self._here = here
        self._school = get_setting("school_name")
        stored = next(iter(school_year.terms()), None)
        if stored is not None:
            self._term, self._name = stored.id, stored.name
            self._days = {"starts_on": stored.starts_on, "ends_on": stored.ends_on}
        else:
            offered = school_year.suggested_term(at.date())
            self._term, self._name = "", school_year.term_name(offered, here.words)
            self._days = {"starts_on": offered.starts_on, "ends_on": offered.ends_on}
        self.saved = False
        self._open = ""  # files, typing, or the day that is chosen
        self._files: list[Path] = []
        self._page = 0
        self._text = ""
        self._month: date | None = None
        self._trouble: Trouble | None = None

    def type(self, tap: AnyTap) -> None:
        if self._open != "typing":
            return
        match tap:
            case TapKey(character):
                self._text += character
            case Tap.BACKSPACE:
                self._text = self._text[:-1]
            case Tap.ENTER if self._text.strip():
                self._school, self._open = self._text.strip().title(), ""

    def tap(self, act: Act, at: datetime) -> None:
        self._trouble = None
        match act.action:
            case SetupAction.FILE:
                self._files, self._open, self._page = self._here.places.files(*FILES), "files", 0
            case SetupAction.PICK_FILE if self._open == "files":
                self._take(self._files[int(act.subject)])
            case SetupAction.TURN:
                self._page = max(0, int(act.subject))
            case SetupAction.TYPE:
                self._open, self._text = "typing", ""
            case SetupAction.DAY:
                self._open, self._month = act.subject, self._days[act.subject]
            case SetupAction.TURN_MONTH:
                self._month = month_of(act.subject)
            case SetupAction.PICK_DAY if self._open in self._days:
                self._days[self._open] = date.fromisoformat(act.subject)
                self._open = ""
            case SetupAction.SAVE:
                self._save(at)
            case SetupAction.BACK:
                self._open = ""

    def page(self) -> object:
        back = Act(SetupAction.BACK)
        if self._trouble is not None:
            return self._trouble
        if self._open == "files":
            desk, folder = self._here.desk, self._here.places.home
            return file_page(
                "guide.file.school",
                self._files,
                folder,
                desk,
                SetupAction.PICK_FILE,
                SetupAction.TURN,
                back,
                self._page,
            )
        if self._open == "typing":
            return TypeText("guide.type_school", self._text, back)
        if self._open:
            return month_page(
                f"guide.{self._open}",
                self._month,
                pick=SetupAction.PICK_DAY,
                turn=SetupAction.TURN_MONTH,
                back=back,
                marked=self._days[self._open],
            )
        return SchoolStep(self._school, self._name, self._days["starts_on"], self._days["ends_on"])

    def _take(self, path: Path) -> None:
        self._open = ""
        try:
            told = first_lists.read_school(path)
        except (UnusableFile, first_lists.NoSchool, OSError):
            self._trouble = Trouble("guide.unusable_school", Act(SetupAction.BACK), {"file": path.name})
            return
        self._school, self._name = told.name or self._school, told.term or self._name
        self._days |= {
            field: day
            for field, day in (("starts_on", told.starts_on), ("ends_on", told.ends_on))
            if day is not None
        }  # fmt: skip

    def _save(self, at: datetime) -> None:
        desk, member = self._here.desk, self._here.actor
        if self._days["ends_on"] <= self._days["starts_on"]:
            self._trouble = Trouble("rules.trouble.ends_before", Act(SetupAction.BACK))
            return
        if self._school != get_setting("school_name"):
            guide.name_school(desk, member, at, self._school)
        school_year.keep_term(desk, member, at, self._term, self._name, self._days["starts_on"], self._days["ends_on"])
        self.saved = True
