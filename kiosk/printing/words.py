"""Sentences for paper, out of the same catalogues as those of the screens."""

from collections.abc import Iterator, Mapping
from datetime import date

PAPER = "print."


class PaperWords:
    """Sentences under «print.» and the days of the calendar, out of the catalogue of one language."""

    def __init__(self, catalogue: Mapping[str, str]) -> None:
        self._catalogue = catalogue

    def __call__(self, key: str, **facts: object) -> str:
        """A KeyError for a key or a fact that is missing: a bug, found in tests."""
        said = {name: f"{fact:,}" if isinstance(fact, int) else fact for name, fact in facts.items()}
        return self._catalogue[PAPER + key].format(**said)

    def has(self, key: str) -> bool:
        return PAPER + key in self._catalogue

    def day(self, day: date, *, short: bool = False) -> str:
        names = {
            "weekday": self._catalogue[f"weekday.{day.isoweekday()}"],
            "month_name": self._catalogue[f"month.{day.month}"],
        }
        return self._catalogue["day.short" if short else "day"].format(month=day.month, day=day.day, **names)

    def full_day(self, day: date) -> str:
        return self("day", year=day.year, day=self.day(day, short=True)).replace(",", "")

    def title(self, name: str) -> str:
        """In the marks of a book's title, once."""
        template = self._catalogue["book.title"]
        return name if name.startswith(template[0]) else template.format(name=name)

    def all_signs(self) -> Iterator[str]:
        """Every text that may come to stand on a sheet, so that a typeface has its signs."""
        kinds = (PAPER, "weekday.", "month.", "day", "book.title")
        return (text for key, text in self._catalogue.items() if key.startswith(kinds))
