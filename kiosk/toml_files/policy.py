"""Loan policies as TOML."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from kiosk.toml_files.reading import Fields, Unusable, root
from kiosk.toml_files.writing import table_text


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """The columns of db.models.Policy."""

    category: str = ""
    item_type: str = ""
    max_loans: int = 0
    days: int = 0
    renewals: int = 1
    overdue_block_count: int | None = None
    overdue_block_days: int | None = None
    lendable: bool = True
    in_library: bool = True
    rota_exempt: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def key(self) -> tuple[str, str, date]:
        return self.category, self.item_type, self.valid_from or date.min


_PRINTED_ALWAYS = ("category", "item_type", "max_loans", "days", "renewals")


def policies_text(lines: Iterable[PolicyLine]) -> str:
    """A file that parse_policies takes back."""
    defaults = asdict(PolicyLine())
    tables = [
        table_text("policy", {k: v for k, v in asdict(line).items() if k in _PRINTED_ALWAYS or v != defaults[k]})
        for line in sorted(lines, key=lambda line: line.key)
    ]
    return "\n".join(tables) if tables else "policy = []\n"


def parse_policies(text: str) -> tuple[PolicyLine, ...]:
    """Raises Unusable."""
    top = root(text)
    if not top.has("policy"):
        top.problem("there is no [[policy]], so nobody could borrow anything; see docs/examples/policy.toml")
    tables = top.tables("policy")
    lines = [_line(table) for table in tables]
    top.finish()
    if top.problems:
        raise Unusable(top.problems)
    seen: dict[tuple[str, str, date], str] = {}
    for table, line in zip(tables, lines, strict=True):
        if line.valid_from and line.valid_to and line.valid_to < line.valid_from:
            table.problem("«valid_to» lies before «valid_from»")
        if line.key in seen:
            table.problem(f"same category, item_type and valid_from as {seen[line.key]}: only one of them can hold")
        seen[line.key] = table.place
    if top.problems:
        raise Unusable(top.problems)
    return tuple(lines)


def _line(table: Fields) -> PolicyLine:
    line = PolicyLine(
        category=table.text("category", ""),
        item_type=table.text("item_type", ""),
        max_loans=table.number("max_loans"),
        days=table.number("days"),
        renewals=table.number("renewals", 1),
        overdue_block_count=table.number("overdue_block_count", None),
        overdue_block_days=table.number("overdue_block_days", None),
        lendable=table.flag("lendable", True),
        in_library=table.flag("in_library", True),
        rota_exempt=table.flag("rota_exempt", False),
        valid_from=table.day("valid_from", None),
        valid_to=table.day("valid_to", None),
    )
    table.finish()
    return line
