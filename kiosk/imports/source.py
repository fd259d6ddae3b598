"""Where a list comes from: a path of the command line, or bytes that somebody handed over."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GivenFile:
    """name: as it was called where it came from."""

    name: str
    content: bytes


Source = Path | GivenFile


def name_of(source: Source) -> str:
    return source.name if isinstance(source, GivenFile) else str(source)


def given(source: Source, most: int) -> GivenFile:
    """Of a path no more than one byte over the most is read: what is too large need not be held. Raises OSError."""
    if isinstance(source, GivenFile):
        return source
    with source.open("rb") as file:
        return GivenFile(name_of(source), file.read(most + 1))
