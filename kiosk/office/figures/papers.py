"""The figures of a term as documents: a workbook and a report (S175)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from db.settings import get_setting
from kiosk.office.documents import PDF, XLSX, Document
from kiosk.office.figures.reckoning import Span, figures
from kiosk.office.figures.report import figures_report
from kiosk.office.figures.targets import targets_of
from kiosk.office.figures.views import Figures
from kiosk.office.figures.workbook import figures_workbook
from kiosk.printing.words import PaperWords


@dataclass(frozen=True, slots=True)
class TermPapers:
    documents: tuple[Document, ...]


def workbook(found: Figures, today: date, words: Mapping[str, str]) -> Document:
    said = PaperWords(words)
    content = figures_workbook(found, targets_of(found.starts_on), get_setting("school_name"), said)
    return Document(_name(found, today, said, "xlsx"), XLSX, content)


def report(found: Figures, today: date, words: Mapping[str, str]) -> Document:
    said = PaperWords(words)
    sheets = figures_report(found, targets_of(found.starts_on), get_setting("school_name"), today, said)
    return Document(_name(found, today, said, "pdf"), PDF, sheets.pdf)


def _name(found: Figures, today: date, said: PaperWords, ending: str) -> str:
    return f"{said('figures.title', term=found.term)} {today:%Y-%m-%d}.{ending}"


def term_papers(
    span: Span, today: date, zone: ZoneInfo, words: Mapping[str, str], step: Callable[[int, int], None]
) -> TermPapers:
    """Both. step: the figures, the workbook and the report, as they are done."""
    step(0, 3)
    found = figures(span, today, zone)
    step(1, 3)
    book = workbook(found, today, words)
    step(2, 3)
    printed = report(found, today, words)
    step(3, 3)
    return TermPapers((book, printed))
