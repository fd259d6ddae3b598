"""Classes, a year and a grid for the tests of the rota."""

from datetime import date, datetime

from kiosk.circulation.calendar import Calendar, TermFacts
from kiosk.circulation.rota import Mode, SubjectKind
from kiosk.office.rota.draft import Draft, RotaPlace, Window, add_window, put
from kiosk.office.rota.facts import ClassFacts, LendingPace, SchoolFacts
from kiosk.toml_files.rota_lines import SubjectLine
from tests.school import TIMEZONE

NOW = datetime(2026, 11, 25, 10, 0, tzinfo=TIMEZONE)  # a Wednesday
START = date(2026, 11, 30)
TERM = TermFacts("autumn", date(2026, 9, 1), date(2027, 1, 29), date(2026, 9, 7), date(2027, 1, 15))
YEAR = Calendar((TERM,), ((date(2027, 1, 1), date(2027, 1, 3)),), {})
NOON, LATER = Window(725, 740), Window(740, 755)
NUMERALS = "一二三四五六七八九"


def classes(count: int, a_grade: int = 2, pupils: int = 40) -> tuple[ClassFacts, ...]:
    return tuple(
        ClassFacts(f"{NUMERALS[n // a_grade]}({n % a_grade + 1})班", n // a_grade + 1, "小学部", pupils)
        for n in range(count)
    )


def facts(count: int = 4, **changes) -> SchoolFacts:
    own = changes["classes"] if "classes" in changes else classes(count)
    values = {"today": NOW.date(), "classes": own, "pace": LendingPace(20.0, 100), "calendar": YEAR,
              "mode": Mode.ENFORCE}  # fmt: skip
    return SchoolFacts(**values | changes)


def grid(*windows: Window) -> Draft:
    draft = Draft(START)
    for window in windows:
        draft = add_window(draft, window)
    return draft


def one(name: str) -> SubjectLine:
    return SubjectLine(SubjectKind.CLASS, name)


def filled(draft: Draft, **cells: str) -> Draft:
    """mon="一(1)班" enters a class at noon of that day."""
    for day, name in cells.items():
        place = RotaPlace(("mon", "tue", "wed", "thu", "fri").index(day), NOON)
        draft = put(draft, place, one(name))
    return draft
