"""What is printed, exported or read: bytes with a name. Where they come from and go to is the face's affair."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class GivenFile:
    """name: as it was called where it came from."""

    name: str
    content: bytes
