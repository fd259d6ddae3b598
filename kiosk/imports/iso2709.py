"""Files of ISO 2709 as Chinese library programs write them: CNMARC or MARC21, GB18030 or UTF-8."""

from collections.abc import Iterator, Sequence

from pymarc import Record
from pymarc.exceptions import PymarcException

from kiosk.imports.source import GivenFile, Source
from kiosk.imports.tables import UnusableFile, opened

SUFFIXES = (".mrc", ".iso", ".marc")
RECORD_END, FIELD_END = b"\x1d", b"\x1e"
LEADER, ENTRY, TAG, LENGTH = 24, 12, 3, 5
# What stands between the records of a file that was sent as text.
BETWEEN = b"\r\n \x1a\0"
MOST_BYTES = 256 * 1024 * 1024


class Unread(ValueError):
    """One record that cannot be made out: cut off, or with a directory that does not fit its fields."""


def read_records(source: Source) -> Iterator[tuple[int, Record | Unread]]:
    """Each record with its number in the file, from 1. Raises UnusableFile, also while they are drawn."""
    file = opened(source, MOST_BYTES)
    encoding = _encoding_of(file)
    parts = file.content.split(RECORD_END)
    # One record that was cut off begins with its length all the same.
    if len(parts) == 1 and not file.content[:LENGTH].isdigit():
        raise UnusableFile(
            "not_marc", f"{file.name} holds no MARC records (ISO 2709): export it again as .iso or .mrc", path=file.name
        )
    number = 0
    for part in parts:
        # The two bytes of a GB18030 character are never one of the separators.
        if record := part.strip(BETWEEN):
            number += 1
            yield number, _record(record, encoding)


def _encoding_of(file: GivenFile) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            file.content.decode(encoding)
        except UnicodeDecodeError as error:
            # The file may have been cut off in the middle of a character.
            if error.end >= len(file.content) - 3:
                return encoding
            continue
        return encoding
    raise UnusableFile(
        "marc_encoding", f"{file.name} is neither UTF-8 nor GB18030: export it again in one of these", path=file.name
    )


def _record(raw: bytes, encoding: str) -> Record | Unread:
    try:
        return Record(data=_laid_anew(raw, encoding))
    except (PymarcException, ValueError, UnicodeError) as error:
        return Unread(str(error))


def _laid_anew(raw: bytes, encoding: str) -> bytes:
    """The record in UTF-8 with lengths and offsets that are right.

    Programs count characters where the standard counts bytes, so only the directory's tags and the separators between
    the fields are believed."""
    if not raw.endswith(FIELD_END):
        raise Unread("cut off")
    head, *fields = raw.removesuffix(FIELD_END).split(FIELD_END)
    directory = head[LEADER:].decode("ascii")
    tags = [directory[start : start + TAG] for start in range(0, len(directory), ENTRY)]
    if len(head) <= LEADER or len(directory) % ENTRY or len(tags) != len(fields):
        raise Unread("directory")
    leader = head[:LEADER].decode("ascii", "replace").replace("�", " ")
    texts = [field.decode(encoding).encode() for field in fields]
    return laid_out(leader, list(zip(tags, texts, strict=True)))


def laid_out(leader: str, fields: Sequence[tuple[str, bytes]]) -> bytes:
    """A record with its directory; lengths and places in the leader are put right. Raises Unread for one that is too
    long for the format."""
    entries, body = "", b""
    for tag, field in fields:
        text = field + FIELD_END
        entries += f"{tag}{len(text):04d}{len(body):05d}"
        body += text
    base = LEADER + len(entries) + 1
    length = base + len(body) + 1
    if length > 99_999 or len(entries) != ENTRY * len(fields):
        raise Unread("length")
    leader = f"{length:05d}{leader[5:9]}a22{base:05d}{leader[17:20]}4500"
    return leader.encode() + entries.encode() + FIELD_END + body + RECORD_END
