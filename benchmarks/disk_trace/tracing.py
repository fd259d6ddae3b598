"""Run a program and keep what it told the disk; what could lie there had the power gone at any moment of it."""

import os
import random
import shutil
import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

SHIM = Path(__file__).with_name("shim.c")
HEAD = struct.Struct("=IIQQ")
SECTOR = 512


def compiler() -> str | None:
    return shutil.which("gcc") or shutil.which("cc")


@dataclass(frozen=True, slots=True)
class Note:
    """kind: W write, T truncate (offset: the new length), S sync, U unlink. file: name in the traced folder."""

    kind: str
    file: str
    offset: int
    bytes: bytes


def trace(command: Sequence[str], folder: Path, work: Path) -> list[Note]:
    """What `command` did to the files in `folder`. work: for the shim and the trace, outside `folder`."""
    shim, notes = work / "shim.so", work / "trace"
    subprocess.run([compiler(), "-shared", "-fPIC", "-O1", "-w", "-o", str(shim), str(SHIM), "-ldl"], check=True)
    environment = {"LD_PRELOAD": str(shim), "TRACE_FOLDER": f"{folder}/", "TRACE_FILE": str(notes)}
    subprocess.run(command, check=True, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    return list(_notes(notes.read_bytes(), len(str(folder)) + 1))


def _notes(text: bytes, prefix: int) -> Iterator[Note]:
    place = 0
    while place < len(text):
        kind, path, offset, length = HEAD.unpack_from(text, place)
        place += HEAD.size
        name = text[place : place + path].decode()[prefix:]
        place += path
        yield Note(chr(kind), name, offset, text[place : place + length])
        place += length


@dataclass(slots=True)
class File:
    """durable: what is on the disk for certain, None for a file that may not be there; pending: since then."""

    durable: bytearray | None = None
    pending: list[Note] = field(default_factory=list)

    def take(self, note: Note) -> None:
        self.pending.append(note)
        if note.kind == "S":
            self.durable = bytearray() if self.durable is None else self.durable
            for earlier in self.pending:
                apply(self.durable, earlier)
            self.pending = []

    def after_cut(self, dice: random.Random, way: str) -> bytearray | None:
        """Writes since the last sync have reached the disk in any number, by halves, or not at all."""
        survived = [piece for note in self.pending for piece in _pieces(note, way) if _survives(dice, way)]
        if self.durable is None and not survived:
            return None
        content = bytearray(self.durable or b"")
        for piece in survived:
            apply(content, piece)
        return content


# dropped: nothing; all: everything; subset: whole writes; torn: sectors of 512 bytes.
WAYS = ("dropped", "subset", "torn", "torn", "all")


def _survives(dice: random.Random, way: str) -> bool:
    return way == "all" or (way != "dropped" and dice.random() < 0.5)


def _pieces(note: Note, way: str) -> Iterator[Note]:
    if way != "torn" or note.kind != "W":
        yield note
        return
    place = 0
    while place < len(note.bytes):
        size = SECTOR - (note.offset + place) % SECTOR
        yield Note("W", note.file, note.offset + place, note.bytes[place : place + size])
        place += size


def apply(content: bytearray, note: Note) -> None:
    if note.kind == "W":
        if len(content) < note.offset:
            content.extend(bytes(note.offset - len(content)))
        content[note.offset : note.offset + len(note.bytes)] = note.bytes
    elif note.kind == "T":
        del content[note.offset :]
        content.extend(bytes(note.offset - len(content)))
    elif note.kind == "U":
        content.clear()
