"""What leaves the catalogue as a file, in the school's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.office.documents import Document

Words = Mapping[str, str]
Step = Callable[[int, int], object]  # (done, total): work that takes long says how far it is


@dataclass(frozen=True, slots=True)
class Export:
    """count: lines or titles that it holds."""

    document: Document
    count: int

    @property
    def documents(self) -> tuple[Document]:
        return (self.document,)


def dated(words: Words, name: str, at: datetime, ending: str) -> str:
    """«图书条码 2026-11-23.pdf»"""
    return f"{words[f'books.file.{name}']} {at:%Y-%m-%d}{ending}"
