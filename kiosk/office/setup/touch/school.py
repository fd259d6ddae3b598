"""The guide's second step: the school's name and its term; kept together when the step is left."""

from dataclasses import replace
from datetime import date, datetime

from kiosk.office.documents import GivenFile
from kiosk.office.refusal import NotDone
from kiosk.office.setup.first_school import FILES, keep_school, read_school, school_so_far
from kiosk.office.setup.touch.step import StepPage, save_blank_lists
from kiosk.office.setup.views import SchoolStep, SetupAction, SetupStep
from kiosk.office.touch_kit.page import Back, Done, Move, RoomContext
from kiosk.office.touch_kit.pages import DayPage, FilePage, TypePage, days_from
from kiosk.taps import Act, AnyTap


class SchoolPage(StepPage):
    def __init__(self, context: RoomContext, at: datetime) -> None:
        super().__init__(context, SetupStep.SCHOOL)
        self._school = school_so_far(at.date(), context.words)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(SetupAction.FILE):
                return FilePage("guide.file.school", self.context, FILES, self._read)
            case Act(SetupAction.TYPE):
                return TypePage("guide.type_school", self._named)
            case Act(SetupAction.DAY, "starts_on"):
                day = self._school.starts_on
                return DayPage("guide.starts_on", day, self._starts, days_from(None, day))
            case Act(SetupAction.DAY, "ends_on"):
                day = self._school.ends_on
                return DayPage("guide.ends_on", day, self._ends, days_from(None, day))
            case Act(SetupAction.TEMPLATE):
                return save_blank_lists(self.context)
            case Act(SetupAction.SAVE):
                stopped = keep_school(self.context.desk, self.context.actor, at, self._school)
                return stopped or Done("guide.school_kept", steps=1)
        return super().tap(tap, at)

    def view(self, at: datetime) -> SchoolStep:
        school = self._school
        return SchoolStep(school.name, school.term_name, school.starts_on, school.ends_on)

    def _read(self, file: GivenFile, at: datetime) -> Move:
        told = read_school(file)
        if isinstance(told, NotDone):
            return told
        self._school = self._school.told(told)
        return None

    def _named(self, name: str, at: datetime) -> Move:
        if not name:
            return None
        self._school = replace(self._school, name=name.title())
        return Back(0)

    def _starts(self, day: date, at: datetime) -> Move:
        self._school = replace(self._school, starts_on=day)
        return None

    def _ends(self, day: date, at: datetime) -> Move:
        self._school = replace(self._school, ends_on=day)
        return None
