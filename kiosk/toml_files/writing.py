"""Write TOML, as much of it as the by-law needs."""

import json
from collections.abc import Mapping, Sequence
from datetime import date

Value = str | int | bool | date | Sequence[str] | Sequence[int]


def value_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A JSON string is a TOML basic string, but for the one sign that JSON leaves bare.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return f"[{', '.join(value_text(one) for one in value)}]"
    return value.isoformat() if isinstance(value, date) else str(value)


def table_text(heading: str, fields: Mapping[str, Value | None]) -> str:
    """«[[heading]]» and a line for each field that is not None."""
    lines = [f"{key} = {value_text(value)}" for key, value in fields.items() if value is not None]
    return "\n".join([f"[[{heading}]]", *lines, ""])
