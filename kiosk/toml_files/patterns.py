"""What the school's codes look like, as TOML."""

import re
from collections.abc import Iterable

from kiosk.circulation.barcodes import SYMBOLOGIES, CodeKind, Pattern, pattern
from kiosk.circulation.checks import CHECKS
from kiosk.toml_files.reading import Fields, Unusable, root
from kiosk.toml_files.writing import table_text

KINDS = tuple(kind.value for kind in CodeKind)
_HEADING = re.compile(r"\s*\[\[\s*pattern\s*\]\]")


def patterns_text(patterns: Iterable[Pattern]) -> str:
    """A file that read_patterns takes back."""
    return "\n".join(
        table_text(
            "pattern",
            {
                "kind": line.kind.value,
                "expression": line.expression.pattern,
                "symbology": line.symbology or None,
                "check": None if line.check == "none" else line.check,
            },
        )
        for line in patterns
    )


def read_patterns(text: str) -> tuple[Pattern, ...]:
    """Raises Unusable."""
    top = root(text)
    if not top.has("pattern"):
        top.problem("there is no [[pattern]], so no card could be read; see docs/examples/patterns.toml")
    lines = _lines(top, text)
    top.finish()
    if top.problems:
        raise Unusable(top.problems)
    return tuple(line for line in lines if line is not None)


def known_patterns(text: str) -> tuple[Pattern, ...]:
    """Without those that this version cannot read, from a newer centre: their codes are unknown."""
    return tuple(line for line in _lines(root(text), text) if line is not None)


def _lines(top: Fields, text: str) -> list[Pattern | None]:
    """None for a table with a problem, which `top` then knows."""
    tables = top.tables("pattern")
    places = [number for number, line in enumerate(text.splitlines(), 1) if _HEADING.match(line)]
    if len(places) == len(tables):
        for table, place in zip(tables, places, strict=True):
            table.place += f" (line {place})"
    return [_line(table) for table in tables]


def _line(table: Fields) -> Pattern | None:
    known = len(table.problems)
    kind = table.choice("kind", KINDS)
    expression = table.text("expression")
    symbology = table.choice("symbology", SYMBOLOGIES, "")
    check = table.choice("check", tuple(CHECKS), "none")
    table.finish()
    if len(table.problems) > known:
        return None
    try:
        line = pattern(kind, expression, symbology, check)
    except re.error as error:
        table.problem(f"«{expression}» is no expression ({error}): write it as in docs/examples/patterns.toml")
        return None
    if line.expression.fullmatch(""):
        table.problem(f"«{expression}» fits an empty code, so it fits too much: say how many signs there are")
        return None
    return line
