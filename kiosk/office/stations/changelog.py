"""What has changed with each version, in pages: CHANGELOG.md as it stands."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).resolve().parents[3] / "CHANGELOG.md"
LONGEST = 900  # characters of a page: what an eye takes in on one screen


@dataclass(frozen=True, slots=True)
class LogSection:
    """heading: the version; lines: what is new, a paragraph each."""

    heading: str
    lines: tuple[str, ...]


@lru_cache(maxsize=4)
def log_pages(path: Path = FILE) -> tuple[LogSection, ...]:
    """Newest first; empty for a station that was installed without the file."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError:
        return ()
    return tuple(page for section in text.split("\n## ")[1:] for page in _pages(section))


def _pages(section: str) -> list[LogSection]:
    heading, _, body = section.partition("\n")
    pages: list[LogSection] = []
    lines: list[str] = []
    size = 0
    for line in _paragraphs(body):
        if lines and size + len(line) > LONGEST:
            pages.append(LogSection(heading.strip(), tuple(lines)))
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    return [*pages, LogSection(heading.strip(), tuple(lines))] if lines else pages


def _paragraphs(body: str) -> list[str]:
    """Lines that a list's item was broken into are joined; backquotes go."""
    found: list[str] = []
    for line in body.replace("`", "").splitlines():
        if not line.strip():
            continue
        if line.startswith("  ") and found:
            found[-1] += " " + line.strip()
        else:
            found.append(line.removeprefix("- ").strip())
    return found
