"""Plays the sound of an event. A station without a loudspeaker, or without a file, is silent and nothing worse."""

from enum import StrEnum
from pathlib import Path

from kivy.core.audio import Sound, SoundLoader

from kiosk.selfcheck.views import Cue


class Volume(StrEnum):
    OFF = "off"
    QUIET = "quiet"
    NORMAL = "normal"
    LOUD = "loud"


LEVEL = {Volume.QUIET: 0.25, Volume.NORMAL: 0.6, Volume.LOUD: 1.0}


class Speaker:
    """folder holds one <cue>.wav for each Cue; they are loaded once, here. volume may be changed at any time."""

    def __init__(self, folder: Path, volume: Volume = Volume.NORMAL) -> None:
        self.volume = Volume(volume)
        self._sounds = {cue: sound for cue in Cue if (sound := _load(folder / f"{cue}.wav"))}

    def turn_to(self, volume: str) -> None:
        self.volume = Volume(volume)

    @property
    def mute(self) -> frozenset[Cue]:
        """Cues that cannot be heard: no file, or no device."""
        return frozenset(Cue) - self._sounds.keys()

    def play(self, cue: Cue) -> None:
        sound = self._sounds.get(cue)
        if sound is None or self.volume is Volume.OFF:
            return
        sound.stop()
        sound.volume = LEVEL[self.volume]
        sound.play()


def _load(path: Path) -> Sound | None:
    """Kivy answers with a sound of no length for a file that is not there or cannot be played."""
    sound = SoundLoader.load(str(path))
    return sound if sound is not None and sound.length > 0 else None
