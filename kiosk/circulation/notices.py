"""What a line of the librarian's list says, as values."""

from typing import TypedDict


class NoticeFacts(TypedDict):
    """What the sentence of a notice says; None where the notice does not, or nobody knows any more.

    text, isbn: as scanned; book: the title; cover: the title of the ISBN beside the label;
    kiosk: the station that it is about; times: how often it happened;
    reader: number of who showed it, other: of whose loan it was; own: the label of what the reader still has;
    minutes: by which a clock is ahead, negative when it is behind."""

    text: str | None
    isbn: str | None
    kiosk: str | None
    times: str | None
    book: str | None
    cover: str | None
    reader: str | None
    other: str | None
    own: str | None
    minutes: str | None
