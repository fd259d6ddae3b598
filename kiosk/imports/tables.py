"""Lists as schools have them: .xlsx workbooks, and .csv in whatever encoding Excel or WPS chose."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Protocol

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from kiosk.imports.source import GivenFile, Source, given

OLE2 = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
DELIMITERS = ",;\t"
# Cells to the right of the last heading, joined: a line with some was cut at the wrong places.
BEYOND = ""

Line = tuple[int, dict[str, str]]


class _Cell(Protocol):
    """As openpyxl reads it."""

    value: Any
    data_type: str
    number_format: str


class _CsvReader(Protocol):
    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...


# A workbook is a compressed archive: what it says that it unpacks to is looked at before anything is unpacked.
MOST_BYTES = 64 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
MOST_LINES = 300_000
DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    SyntaxError,
    RuntimeError,
)


class UnusableFile(Exception):
    """The file cannot be read as a list; the message is one sentence that names the file and the remedy.

    code, facts: the same for a catalogue of sentences; facts are texts."""

    def __init__(self, code: str, message: str, **facts: object) -> None:
        super().__init__(message)
        self.code = code
        self.facts = {name: Path(str(fact)).name if name == "path" else str(fact) for name, fact in facts.items()}


def read_table(source: Source) -> tuple[list[str], Iterator[Line]]:
    """The headings, and each line that is not blank with its number in the file.

    The headings are the first line with two cells or more, so that a title over the table does no harm. Cells are
    texts: dates YYYY-MM-DD, whole numbers without «.0», zeros in front as the cell shows them. Raises UnusableFile,
    also later, while the lines are drawn."""
    file = opened(source, MOST_BYTES)
    match Path(file.name).suffix.lower():
        case ".xlsx" | ".xlsm":
            cells = _workbook_lines(file)
        case ".csv" | ".txt" | ".tsv":
            cells = _text_lines(file)
        case ".xls":
            raise UnusableFile(
                "old_excel",
                f"{file.name} is an old Excel workbook: open it in Excel or WPS and save it as .xlsx",
                path=file.name,
            )
        case _:
            raise UnusableFile(
                "unknown_kind", f"{file.name} is neither .xlsx nor .csv: save the list as one of these", path=file.name
            )
    for number, line in cells:
        if sum(bool(cell) for cell in line) >= 2:
            return [heading for heading in line if heading], _named(file, line, cells)
        if number > 50:
            break
    raise UnusableFile(
        "no_headings",
        f"{file.name} holds no line of headings: put the names of the columns into its first line",
        path=file.name,
    )


def opened(source: Source, most: int) -> GivenFile:
    """most: bytes that it may have. Raises UnusableFile, also where it is empty."""
    try:
        file = given(source, most)
    except OSError as error:
        raise UnusableFile(
            "no_access", f"{source} cannot be read ({error.strerror}): check the name of the file", path=source
        ) from error
    if not file.content:
        raise UnusableFile("empty", f"{file.name} is empty: export the list again", path=file.name)
    if len(file.content) > most:
        large = most // 1024**2
        raise UnusableFile(
            "too_large",
            f"{file.name} is larger than {large} MB: divide it into several files",
            path=file.name,
            most=large,
        )
    return file


def _named(file: GivenFile, headings: list[str], lines: Iterable[tuple[int, list[str]]]) -> Iterator[Line]:
    for number, cells in lines:
        if number > MOST_LINES:
            raise UnusableFile(
                "too_many_lines",
                f"{file.name} has more than {MOST_LINES} lines: divide it into several files",
                path=file.name,
                most=MOST_LINES,
            )
        if any(cells):
            row = {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}
            row.update((heading, "") for heading in headings[len(cells) :] if heading)
            if any(cells[len(headings) :]):
                row[BEYOND] = " ".join(cell for cell in cells[len(headings) :] if cell)
            yield number, row


# --- workbooks -------------------------------------------------------------------------------------------------


def _workbook_lines(file: GivenFile) -> Iterator[tuple[int, list[str]]]:
    if file.content.startswith(OLE2):
        raise UnusableFile(
            "old_or_locked",
            f"{file.name} is an old or password-protected workbook under the name .xlsx: "
            "open it in Excel or WPS and save it as .xlsx without a password",
            path=file.name,
        )
    if not file.content.startswith(ZIP):
        raise UnusableFile(
            "no_workbook",
            f"{file.name} is no Excel workbook in spite of its name: save it as .xlsx, or rename it to .csv",
            path=file.name,
        )
    try:
        _refuse_what_swells(file)
        yield from _sheet_lines(file)
    except DAMAGED as error:
        raise UnusableFile(
            "damaged", f"{file.name} is a damaged workbook: open it in Excel or WPS and save it again", path=file.name
        ) from error


def _refuse_what_swells(file: GivenFile) -> None:
    """An archive that lies about its sizes is found out while it is read: its check sums do not fit."""
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED:
        large = MOST_UNPACKED // 1024**2
        raise UnusableFile(
            "swells",
            f"{file.name} would unpack to more than {large} MB: copy the list alone into a new workbook",
            path=file.name,
            most=large,
        )


def _sheet_lines(file: GivenFile) -> Iterator[tuple[int, list[str]]]:
    """Of the first sheet that holds anything."""
    with closing(load_workbook(io.BytesIO(file.content), read_only=True, data_only=True)) as book:
        for sheet in book.worksheets:
            # Some programs write a wrong extent, and reading would stop there.
            sheet.reset_dimensions()
            found = False
            for number, row in enumerate(sheet.iter_rows(), 1):
                cells = [_cell_text(cell) for cell in row]
                found = found or any(cells)
                yield number, cells
            if found:
                return


def _cell_text(cell: _Cell) -> str:
    value = cell.value
    # #N/A and #REF! are what a formula could not find: nothing.
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        shown_as = cell.number_format
        # «0000» shows 189 as 0189: that is what the librarian sees, and what the card carries.
        return str(value).zfill(len(shown_as)) if shown_as and set(shown_as) == {"0"} else str(value)
    return str(value).strip()


# --- texts -----------------------------------------------------------------------------------------------------


def _text_lines(file: GivenFile) -> Iterator[tuple[int, list[str]]]:
    if file.content.startswith((ZIP, OLE2)):
        raise UnusableFile(
            "is_workbook",
            f"{file.name} is a workbook in spite of its name: rename it to .xlsx, or save it as .csv",
            path=file.name,
        )
    text = _decoded(file)
    first = next((line for line in text.splitlines() if any(line.count(sign) for sign in DELIMITERS)), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    return _csv_lines(file, reader)


def _csv_lines(file: GivenFile, reader: _CsvReader) -> Iterator[tuple[int, list[str]]]:
    number = 1
    try:
        for cells in reader:
            yield number, [cell.strip() for cell in cells]
            number = reader.line_num + 1
    except csv.Error as error:
        raise UnusableFile(
            "quotation",
            f"{file.name}, line {number}: {error}; look for a quotation mark without its partner",
            path=file.name,
            line=number,
        ) from error


def _decoded(file: GivenFile) -> str:
    raw = file.content
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnusableFile(
        "no_text", f"{file.name} is no text in UTF-8 or GB18030: save it as «CSV UTF-8» or as .xlsx", path=file.name
    )
