"""Read TOML tables field by field, and say everything that is wrong with them at once."""

import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar, cast

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES_A_DAY = 24 * 60
# Any, since it stands for no value of the reader's own type.
_REQUIRED: Any = object()

_Read = TypeVar("_Read")
_Else = TypeVar("_Else")


class Unusable(Exception):
    """The file cannot be loaded, and nothing was written. problems: one sentence each, with its place."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Loaded:
    """changed: whether the database differs from before. warnings: one sentence each."""

    changed: bool
    warnings: tuple[str, ...] = ()


def fold(text: str) -> str:
    """«三（２）班 » and «三(2)班» are one class."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def root(text: str) -> "Fields":
    """The file's top level. Raises Unusable for what is no TOML."""
    try:
        return Fields(tomllib.loads(text.removeprefix("\ufeff")), "the top of the file", [])
    except tomllib.TOMLDecodeError as error:
        raise Unusable([f"this is no TOML: {error}"]) from error


class Fields:
    """One table. Each reader notes a problem and returns None when the value cannot be used.

    The types do not speak of that None: what is built of it is thrown away, because of the problem."""

    def __init__(self, table: dict[str, Any], place: str, problems: list[str]) -> None:
        self._table = table
        self._read: set[str] = set()
        self.place = place
        self.problems = problems

    def problem(self, sentence: str) -> None:
        self.problems.append(f"{self.place}: {sentence}")

    def has(self, key: str) -> bool:
        return key in self._table

    def finish(self) -> None:
        """Call last: a key that nobody asked for is a slip of the pen."""
        for key in self._table.keys() - self._read:
            self.problem(f"«{key}» is not known here; known are {', '.join(sorted(self._read))}")

    def text(self, key: str, default: _Else = _REQUIRED) -> str | _Else:
        return self._get(key, lambda value: isinstance(value, str), "a text in quotation marks", default)

    def choice(self, key: str, choices: Sequence[str], default: _Else = _REQUIRED) -> str | _Else:
        return self._get(key, lambda value: value in choices, f"one of {', '.join(choices)}", default)

    def number(self, key: str, default: _Else = _REQUIRED) -> int | _Else:
        return self._get(key, lambda v: type(v) is int and 0 <= v <= 9999, "a whole number from 0 to 9999", default)

    def flag(self, key: str, default: _Else = _REQUIRED) -> bool | _Else:
        return self._get(key, lambda value: isinstance(value, bool), "true or false", default)

    def day(self, key: str, default: _Else = _REQUIRED) -> date | _Else:
        return self._get(
            key, lambda v: isinstance(v, date) and not isinstance(v, datetime), "a date such as 2026-09-01", default
        )

    def minutes(self, key: str) -> int:
        """Minutes after midnight, from «11:20»."""
        value: object = self._get(key, lambda v: _minutes(v) is not None, 'a time such as "11:20"', _REQUIRED)
        return cast(int, _minutes(value))

    def weekday(self, key: str) -> int:
        """0 Monday … 6 Sunday, from "mon" … "sun" or 1 … 7."""
        value: object = self._get(key, lambda v: _weekday(v) is not None, 'one of "mon" … "sun"', _REQUIRED)
        return cast(int, _weekday(value))

    def weekdays(self, key: str, default: _Else = _REQUIRED) -> tuple[int, ...] | _Else:
        """One weekday or a list of them."""
        value: object = self._get(
            key, lambda v: bool(_many(v)) and None not in map(_weekday, _many(v)), '"mon" … "sun" or a list', default
        )
        if value is None or value is default:
            return cast(_Else, value)
        return tuple(weekday for one in _many(value) if (weekday := _weekday(one)) is not None)

    def names(self, key: str) -> tuple[str, ...]:
        value: object = self._get(key, lambda v: bool(_many(v)) and _all(str, v), "a list of names", ())
        return tuple(dict.fromkeys(fold(name) for name in _many(value))) if value else ()

    def grades(self, key: str) -> tuple[int, ...]:
        value: object = self._get(
            key, lambda v: bool(_many(v)) and _all(int, v) and all(0 < g < 13 for g in _many(v)), "grades 1 … 12", ()
        )
        return tuple(dict.fromkeys(_many(value))) if value else ()

    def tables(self, key: str, name: str = "") -> list["Fields"]:
        """The tables [[key]], each with a place of its own; [] also when the key is missing."""
        value: list[dict[str, Any]] = self._get(
            key, lambda v: isinstance(v, list) and _all(dict, v), f"tables [[{name or key}]]", []
        )
        return [
            Fields(table, f"[[{name or key}]] no. {number}", self.problems)
            for number, table in enumerate(value or [], 1)
        ]

    def _get(self, key: str, is_good: Callable[[_Read], bool], wanted: str, default: _Else) -> _Read | _Else:
        self._read.add(key)
        if key not in self._table:
            if default is _REQUIRED:
                self.problem(f"«{key}» is missing: give {wanted}")
                return cast(_Read, None)
            return default
        value: _Read = self._table[key]
        if not is_good(value):
            self.problem(f"«{key}» must be {wanted}, not {value!r}")
            return cast(_Read, None)
        return value


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _all(kind: type, value: object) -> bool:
    return all(type(one) is kind for one in _many(value))


def _weekday(value: object) -> int | None:
    if isinstance(value, str) and value.strip().lower()[:3] in WEEKDAYS:
        return WEEKDAYS.index(value.strip().lower()[:3])
    return value - 1 if type(value) is int and 1 <= value <= 7 else None


def _minutes(value: object) -> int | None:
    if isinstance(value, str):
        hours, colon, minutes = value.strip().replace("：", ":").partition(":")
        if not (colon and hours.isdigit() and len(minutes) == 2 and minutes.isdigit() and int(minutes) < 60):
            return None
        total = int(hours) * 60 + int(minutes)
        return total if total <= MINUTES_A_DAY else None
    return value.hour * 60 + value.minute if isinstance(value, time) else None
