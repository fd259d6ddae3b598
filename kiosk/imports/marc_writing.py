"""Records as CNMARC in UTF-8, one ISO 2709 record a title, for another library's program."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kiosk.imports.iso2709 import laid_out

SUBFIELD = "\x1f"
# A new record of printed text, a monograph: as CNMARC's leader says it.
LEADER = "     nam0 22        450 "


def cnmarc(record: Mapping[str, Any], labels: Iterable[str]) -> bytes:
    """record: the columns of a row of db.models.Record. Raises Unread for a title with more than the format holds."""
    fields = [
        ("001", record["id"].hex.encode()),
        *_field("010", "  ", a=record["isbn"], d=record["price"]),
        *_field("101", "0 ", a="chi"),
        *_field("200", "1 ", a=record["title"], f=record["author"]),
        *_field("210", "  ", c=record["publisher"], d=record["published"]),
        *_field("215", "  ", a=record["pages"]),
        *_field("225", "2 ", a=record["series"]),
        *_field("606", "0 ", a=record["subject"]),
        *_field("690", "  ", a=record["call_number"].split("/")[0]),
        *_holdings(record, labels),
    ]
    return laid_out(LEADER, fields)


def _holdings(record: Mapping[str, Any], labels: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    letter, _, number = record["call_number"].partition("/")
    yield from _field("905", "  ", *(("b", label) for label in labels), c=record["shelf"], d=letter, e=number)


def _field(tag: str, indicators: str, *first: tuple[str, str], **more: str) -> Iterator[tuple[str, bytes]]:
    """Nothing for a field without content."""
    parts = [(code, text) for code, text in (*first, *more.items()) if text]
    if parts:
        text = indicators + "".join(f"{SUBFIELD}{code}{value}" for code, value in parts)
        yield tag, text.encode()
