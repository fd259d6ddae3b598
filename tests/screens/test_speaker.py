"""The sounds are as long as designed, and a station that cannot be heard is silent and nothing worse."""

import wave
from pathlib import Path

import pytest

from kiosk.screens.speaker import Speaker, Volume
from kiosk.screens.theme import ASSETS
from kiosk.selfcheck.views import Cue

pytestmark = pytest.mark.screen

SOUNDS = ASSETS / "sounds"
MILLISECONDS = {
    Cue.CARD: 80,
    Cue.BORROWED: 250,
    Cue.RETURNED: 280,
    Cue.ATTENTION: 350,
    Cue.STOP: 300,
    Cue.RED_BOX: 400,
    Cue.FINISHED: 500,
    Cue.QUESTION: 240,
}


@pytest.mark.parametrize("cue", Cue)
def test_each_sound_is_as_designed(cue: Cue) -> None:
    with wave.open(str(SOUNDS / f"{cue}.wav")) as sound:
        assert (sound.getframerate(), sound.getsampwidth(), sound.getnchannels()) == (22_050, 2, 1)
        assert round(sound.getnframes() / 22.05) == MILLISECONDS[cue]


@pytest.mark.parametrize("volume", Volume)
def test_every_cue_can_be_played_at_every_volume(volume: Volume) -> None:
    speaker = Speaker(SOUNDS, volume)
    assert not speaker.mute
    for cue in Cue:
        speaker.play(cue)


def test_without_files_it_is_silent(tmp_path: Path) -> None:
    (tmp_path / "card.wav").write_bytes(b"not a sound")
    speaker = Speaker(tmp_path)
    assert speaker.mute == set(Cue)
    speaker.play(Cue.CARD)
