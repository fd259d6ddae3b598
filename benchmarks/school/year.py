"""Two terms a year, bells, holidays, and a rota that sees every class once a week."""

from datetime import date, timedelta
from typing import NamedTuple

from db.models import Holiday, Period, Policy, Rota, RotaEntry, Term
from kiosk.circulation.calendar import SATURDAY

GRADES, CLASSES_A_GRADE = 9, 5
NUMERALS = "一二三四五六七八九"
SCHOOL_DAYS = 5
PUPILS_LIMIT, PUPILS_DAYS = 3, 14
# (name, starts, ends): minutes after midnight. Each weekday nine classes come, so nine stretches in three recesses.
RECESSES = (("大课间", 600, 630), ("午休", 720, 775), ("放学后", 940, 1010))


class TermDays(NamedTuple):
    starts_on: date
    ends_on: date
    recall_on: date

    def lends_on(self, day: date) -> bool:
        return self.starts_on <= day < self.recall_on and day.weekday() < SATURDAY and not _is_golden_week(day)


def _is_golden_week(day: date) -> bool:
    return (day.month == 10 and day.day <= 7) or (day.month == 5 and day.day <= 3)


def class_name(grade: int, number: int) -> str:
    return f"{NUMERALS[grade - 1]}({number})班"


def make_year(today: date, years: int) -> list[TermDays]:
    """All terms from `years` ago to the one that runs, the oldest first."""
    terms = []
    for year in range(today.year - years - 1, today.year + 1):
        terms += [
            (f"{year}年春", TermDays(date(year, 2, 20), date(year, 7, 5), date(year, 6, 26))),
            (f"{year}年秋", TermDays(date(year, 9, 1), date(year + 1, 1, 20), date(year + 1, 1, 11))),
        ]
    known = [(name, term) for name, term in terms if term.starts_on <= today]
    for name, term in known:
        Term.create(name=name, starts_on=term.starts_on, ends_on=term.ends_on, recall_on=term.recall_on)
    for year in range(today.year - years, today.year + 1):
        Holiday.create(name="国庆节", starts_on=date(year, 10, 1), ends_on=date(year, 10, 7))
        Holiday.create(name="劳动节", starts_on=date(year, 5, 1), ends_on=date(year, 5, 3))
    _make_rota(known[-1][1].starts_on)
    Policy.create(max_loans=PUPILS_LIMIT, days=PUPILS_DAYS)
    Policy.create(category="teacher", max_loans=10, days=60, rota_exempt=True)
    Policy.create(item_type="reference", max_loans=0, days=1, lendable=False)
    return [term for _, term in known]


def slot(grade: int, number: int) -> tuple[int, int, int]:
    """(weekday, starts, ends) of a class: minutes after midnight."""
    place = (grade - 1) * CLASSES_A_GRADE + number - 1
    weekday, at = place % SCHOOL_DAYS, place // SCHOOL_DAYS
    _, starts, ends = RECESSES[at % len(RECESSES)]
    third = (ends - starts) // 3
    first = starts + at // len(RECESSES) * third
    return weekday, first, first + third


def _make_rota(since: date) -> None:
    rota = Rota.create(name="轮借表", valid_from=since - timedelta(days=1))
    for grade in range(1, GRADES + 1):
        for number in range(1, CLASSES_A_GRADE + 1):
            weekday, starts, ends = slot(grade, number)
            recess = next(name for name, first, last in RECESSES if first <= starts < last)
            period = Period.create(
                name=f"{recess} {starts // 60}:{starts % 60:02d}",
                weekday=weekday,
                starts=starts,
                ends=ends,
                kind="rota",
            )
            RotaEntry.create(rota=rota, period=period, subject_kind="class", subject=class_name(grade, number))
