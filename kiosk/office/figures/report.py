"""The figures of a term on paper, with charts (S175)."""

from collections.abc import Sequence
from datetime import date, timedelta

from reportlab.lib.units import mm

from kiosk.office.figures.views import ClassFigure, Figures, SubjectFigure, Targets, is_low, target_for
from kiosk.printing.charts import PrintedBar, draw_columns, draw_figures, draw_lying
from kiosk.printing.labels import Sheets
from kiosk.printing.paper import INK2, Paper, PaperColumn
from kiosk.printing.words import PaperWords

CLASSES_A_CHART = 15
SUBJECTS = 12
TITLES = 20
CHART, LOW_CHART = 52 * mm, 40 * mm


def figures_report(found: Figures, targets: Targets, school: str, today: date, words: PaperWords) -> Sheets:
    foot = words("printed", day=words.full_day(today))
    texts = [found.term, *(one.name for one in found.classes)]
    texts += [text for one in found.most_lent for text in (one.title, one.call_number)]
    paper = Paper(words, school, foot, texts)
    span = words("figures.span", first=words.full_day(found.starts_on), last=words.full_day(found.until))
    paper.begin(words("figures.title", term=found.term), span)
    _overview(paper, found, words)
    _heading(paper, words("figures.per_head"), words("figures.legend"), CHART)
    _class_charts(paper, found.classes, targets)
    _heading(paper, words("figures.hours"), busiest_said(found, words), LOW_CHART)
    draw_columns(paper, [PrintedBar(str(hour), count, f"{count:,}") for hour, count in found.hours], LOW_CHART)
    paper.turn()
    _heading(paper, words("figures.subjects"), words("figures.subjects.hint"), LOW_CHART)
    draw_lying(paper, [_subject_bar(one, words) for one in found.subjects[:SUBJECTS]])
    _heading(paper, words("figures.days"), "", LOW_CHART)
    bars = _day_bars(found, words)
    draw_columns(paper, bars, LOW_CHART, every=max(1, -(-len(bars) // 10)))
    paper.turn()
    _heading(paper, words("figures.grades"), "", LOW_CHART)
    paper.table(_class_columns(words), [_grade_row(one, targets, words) for one in found.grades])
    paper.y -= 6 * mm
    _heading(paper, words("figures.classes"), "", LOW_CHART)
    paper.table(_class_columns(words), [_class_row(one, one.name, targets, words) for one in found.classes])
    paper.turn()
    _heading(paper, words("figures.most_lent"), "", LOW_CHART)
    columns = (PaperColumn("", 12), PaperColumn(words("title"), 0), PaperColumn(words("call_number"), 40),
               PaperColumn(words("loans"), 24, "right"))  # fmt: skip
    rows = [
        (str(at), one.title, one.call_number, f"{one.loans:,}") for at, one in enumerate(found.most_lent[:TITLES], 1)
    ]
    paper.table(columns, rows)
    return paper.sheets()


def _overview(paper: Paper, found: Figures, words: PaperWords) -> None:
    draw_figures(
        paper,
        (
            (f"{found.loans:,}", words("loans")),
            (f"{found.per_head:.1f}", words("per_head")),
            (f"{found.reach.part:.0%}", words("reach")),
            (f"{found.turnover:.2f}", words("turnover")),
        ),
    )
    lines = [
        words("figures.reach", borrowers=found.reach.borrowers, pupils=found.reach.pupils, never=found.reach.never),
        words("figures.top_tenth", share=f"{found.reach.top_tenth:.0%}"),
        words("figures.stock", items=found.items, titles=found.titles, lent=found.titles_lent),
        words("figures.others", others=found.by_others, here=found.read_here),
    ]
    if found.by_classes_of_now:
        lines.append(words("figures.classes_of_now"))
    for line in lines:
        paper.text(line, 10.5)
    paper.y -= 3 * mm


def _heading(paper: Paper, title: str, second: str, follows: float) -> None:
    """Never alone at the foot of a sheet."""
    paper.need(14 * mm + follows)
    paper.text(title, 13, bold=True)
    if second:
        paper.text(second, 9, colour=INK2)
    paper.y -= 2 * mm


def _class_charts(paper: Paper, classes: Sequence[ClassFigure], targets: Targets) -> None:
    for start in range(0, len(classes), CLASSES_A_CHART):
        part = classes[start : start + CLASSES_A_CHART]
        bars = [
            PrintedBar(
                one.name, one.per_head, f"{one.per_head:.1f}", is_low(one, targets), target_for(targets, one.grade)
            )
            for one in part
        ]
        draw_columns(paper, bars, CHART)


def _subject_bar(one: SubjectFigure, words: PaperWords) -> PrintedBar:
    said = words("figures.subject", loans=one.loans, turnover=f"{one.turnover:.2f}")
    return PrintedBar(subject_said(one.letter, words), one.loans, said)


def subject_said(letter: str, words: PaperWords) -> str:
    key = f"subject.{letter}"
    return words(key) if letter and words.has(key) else f"{letter} {words('subject.none')}".strip()


def busiest_said(found: Figures, words: PaperWords) -> str:
    if found.busiest is None:
        return ""
    day, hour, count = found.busiest
    return words("figures.busiest", day=words.day(day), hour=hour, count=count)


def _day_bars(found: Figures, words: PaperWords) -> list[PrintedBar]:
    """Every day from the first loan to the last, so that a gap is to be seen."""
    if not found.days:
        return []
    counts, first, last = dict(found.days), found.days[0][0], found.days[-1][0]
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [PrintedBar(words.day(day, short=True), counts.get(day, 0), "") for day in days]


def _class_columns(words: PaperWords) -> tuple[PaperColumn, ...]:
    return (
        PaperColumn(words("group"), 0),
        PaperColumn(words("pupils"), 24, "right"),
        PaperColumn(words("borrowers"), 28, "right"),
        PaperColumn(words("loans"), 24, "right"),
        PaperColumn(words("per_head"), 28, "right"),
        PaperColumn(words("target"), 22, "right"),
    )


def _grade_row(one: ClassFigure, targets: Targets, words: PaperWords) -> tuple[str, ...]:
    return _class_row(one, words("grade", grade=one.grade) if one.grade else words("grade.none"), targets, words)


def _class_row(one: ClassFigure, name: str, targets: Targets, words: PaperWords) -> tuple[str, ...]:
    target = target_for(targets, one.grade)
    numbers = (f"{one.pupils:,}", f"{one.borrowers:,}", f"{one.loans:,}", f"{one.per_head:.1f}")
    return name, *numbers, "" if target is None else str(target)
