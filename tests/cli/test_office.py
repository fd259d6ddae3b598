"""The librarian's rooms in a window of their own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import main


def test_a_database_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["office", "--db", str(tmp_path / "none.sqlite")]) == 2
    assert "none.sqlite" in capsys.readouterr().err


@pytest.mark.slow
def test_it_closes_when_the_machine_shuts_down(tmp_path, migrated):
    command = [sys.executable, "-m", "kiosk", "office", "--db", str(migrated)]
    here = {**os.environ, "SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy", "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(command, cwd=tmp_path, env=here, stderr=subprocess.PIPE, text=True) as office:
        next(line for line in office.stderr if "Window: Provider" in line)
        for _ in range(60):  # it may not listen yet
            office.send_signal(signal.SIGTERM)
            try:
                office.communicate(timeout=0.5)
                break
            except subprocess.TimeoutExpired:
                continue
        else:
            office.kill()
            pytest.fail("it went on")
