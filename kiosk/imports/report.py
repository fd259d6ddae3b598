"""What became of a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Why a line was not taken: a stable code, and what a librarian reads.
REASONS = {
    "no_number": "the number is empty",
    "no_name": "the name is empty",
    "no_title": "there is neither a number nor a title",
    "number_twice": "the number {what} stands in an earlier line already",
    "isbn_twice": "the ISBN {what} stands in an earlier line with another title",
    "label_twice": "the copy label {what} stands in an earlier line already",
    "label_elsewhere": "the copy label {what} belongs to another title",
    "isbn_cut": "Excel has cut the ISBN to {what}: set the column to «text» and enter it again",
    "unknown_permission": "the permission {what} is not known (开通, 暂停, 丢失 or 注销)",
    "quota_unreadable": "the quota {what} is no number",
    "copies_unreadable": "the number of copies {what} is no number",
    "copies_too_many": "{what} copies of one title cannot be right (at most 999)",
    "day_unreadable": "the date {what} is none (2027-06-30)",
    "marc_no_number": "this MARC record has neither an ISBN nor a label: {what}",
    "marc_cut": "this MARC record is cut off or damaged",
    "too_many_cells": "there are more cells than headings: {what}",
}


@dataclass(frozen=True, slots=True)
class Reject:
    """line: its number in the file. code: a key of REASONS. row: the line as read, by the file's own headings."""

    line: int
    code: str
    what: str
    row: Mapping[str, str]

    @property
    def sentence(self) -> str:
        return REASONS[self.code].format(what=f"«{self.what}»")


class LineRefused(Exception):
    """code: a key of REASONS."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(code, what)
        self.code, self.what = code, what


@dataclass(slots=True)
class Report:
    """Counts of patrons or of titles; copies only for records. remarks: sentences about lines that were taken."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    copies_added: int = 0
    copies_withdrawn: int = 0
    rejects: list[Reject] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return self.new + self.changed + self.unchanged

    @property
    def wrote(self) -> bool:
        return bool(self.new or self.changed or self.copies_added or self.copies_withdrawn)
