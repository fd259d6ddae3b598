"""What the README tells somebody to type works, in its order, on a school's first day."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from openpyxl import Workbook

from kiosk.cli import COMMANDS, main

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SCRIPT_ALONE = {"demo", "test"}  # the two words that ./station knows itself, or that open a window
# They need a camera, another machine, a stick or a log of a school; `doctor` finds none of these and says so.
ELSEWHERE = {"run", "doctor", "centre", "enrol", "replay", "backup"}


def commands() -> list[list[str]]:
    """The words after ./station of every line in a shell block, without comments."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    lines = [line.strip() for block in blocks for line in block.splitlines() if line.strip().startswith("./station")]
    inline = [found for found in re.findall(r"`(\./station [^`]+)`", text) if "…" not in found and "NAME" not in found]
    return [shlex.split(line, comments=True)[1:] for line in lines + inline]


def workbook(path: Path, *rows: tuple) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.fixture
def first_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files that the README speaks of, in the folder where it is typed."""
    for name in ("calendar", "rota", "policy", "patterns", "kiosk"):
        shutil.copy(ROOT / "docs" / "examples" / f"{name}.toml", tmp_path)
    named = re.findall(r"[一二三四五六]\(\d\)班", (tmp_path / "rota.toml").read_text("utf-8"))
    classes = sorted({"三(2)班", *named})
    readers = [(f"{number:04}", "王小明", name) for number, name in enumerate(classes, 101)]
    workbook(tmp_path / "readers.xlsx", ("借书号", "姓名", "单位"), *readers)
    workbook(tmp_path / "books.xlsx", ("ISBN", "书籍名称", "馆藏本数"), ("9787506380263", "草房子", "2"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "246810")
    return tmp_path


def test_every_word_is_a_command():
    assert {line[0] for line in commands()} <= COMMANDS.keys() | SCRIPT_ALONE


def test_a_first_day_as_the_readme_tells_it(first_day, capsys):
    done = []
    main(["school", "育英小学", "--db", "school.sqlite"])
    for line in commands():
        if line[0] in SCRIPT_ALONE | ELSEWHERE:
            continue
        words = line if "--db" in line else [*line, "--db", "school.sqlite"]
        assert main(words) <= 1, (words, capsys.readouterr())  # 1: done, with something to say
        done.append(words[0])
    assert {"import", "calendar", "rota", "policy", "staff", "print", "loans", "overdue", "figures", "audit"} <= set(
        done
    )
