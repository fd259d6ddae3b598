"""What is printed, exported or read: bytes with a name. Where they come from and go to is the face's affair."""

from dataclasses import dataclass

from kiosk.imports.source import GivenFile as GivenFile  # what is read is of one kind wherever it is read

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
MARC = "application/marc"


@dataclass(frozen=True, slots=True)
class Document:
    """name: as the file is to be called, with its ending."""

    name: str
    media_type: str
    content: bytes

    @property
    def documents(self) -> tuple["Document"]:
        """So that one can stand where several may come."""
        return (self,)
