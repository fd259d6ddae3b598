"""Makes the station's sounds beside this file: `python assets/sounds/compose.py`. Voice is recorded, never made here.

Marimba bars ring at 1 : 3.93 : 9.5 of their note and the high partials die first; a wood block is short and not tuned.
Everything lies above 200 Hz, which is as low as the loudspeaker of a small screen goes.
"""

import wave
from pathlib import Path

import numpy as np

RATE = 22_050  # Hz, 16 bit, mono
PEAK = 0.7  # of full scale; the school sets the volume
NOTE = {"G4": 392.0, "C5": 523.25, "D5": 587.33, "E5": 659.26, "G5": 783.99, "C6": 1046.5, "E6": 1318.51, "G6": 1567.98}


def time_axis(seconds: float) -> np.ndarray:
    return np.arange(round(seconds * RATE)) / RATE


def ringing(partials: tuple[tuple[float, float, float], ...], seconds: float) -> np.ndarray:
    """partials: frequency in Hz, strength, decay in seconds (to 1/e)."""
    t = time_axis(seconds)
    tone = sum(strength * np.exp(-t / decay) * np.sin(2 * np.pi * hertz * t) for hertz, strength, decay in partials)
    return tone * np.minimum(1, t / 0.002)  # no click at the start


def bar(note: str, seconds: float) -> np.ndarray:
    hertz = NOTE[note]
    return ringing(((hertz, 1.0, 0.11), (3.93 * hertz, 0.22, 0.03), (9.5 * hertz, 0.05, 0.008)), seconds)


def low_bar(note: str, seconds: float) -> np.ndarray:
    hertz = NOTE[note]
    return ringing(((hertz, 1.0, 0.09), (2 * hertz, 0.3, 0.05), (3.93 * hertz, 0.08, 0.02)), seconds)


def tap(seconds: float) -> np.ndarray:
    return ringing(((880, 1.0, 0.016), (1_730, 0.4, 0.009), (2_950, 0.15, 0.004)), seconds)


def knock(seconds: float) -> np.ndarray:
    return ringing(((240, 1.0, 0.035), (415, 0.7, 0.025), (930, 0.35, 0.010), (1_650, 0.15, 0.005)), seconds)


def laid(total: float, *parts: tuple[float, np.ndarray]) -> np.ndarray:
    """Each part begins at its second and is cut, with a short fade, at the end of the whole."""
    whole = np.zeros(round(total * RATE))
    for start, part in parts:
        first = round(start * RATE)
        room = len(whole) - first
        whole[first : first + len(part)] += part[:room]
    fade = round(0.012 * RATE)
    whole[-fade:] *= np.linspace(1, 0, fade)
    return whole


SOUNDS = {
    "card": laid(0.08, (0, tap(0.08))),
    "borrowed": laid(0.25, (0, bar("G5", 0.25)), (0.1, bar("C6", 0.15))),
    "returned": laid(0.28, (0, bar("E5", 0.28)), (0.08, bar("D5", 0.2)), (0.16, bar("E5", 0.12))),
    "attention": laid(0.35, (0, low_bar("G4", 0.35)), (0.17, low_bar("G4", 0.18))),
    "stop": laid(0.3, (0, knock(0.3)), (0.14, knock(0.16))),
    "red_box": laid(0.4, (0, knock(0.4)), (0.13, knock(0.27)), (0.26, knock(0.14))),
    "question": laid(0.24, (0, bar("E5", 0.24)), (0.12, bar("G5", 0.12))),
    "finished": laid(0.5, (0, bar("C6", 0.5)), (0.13, bar("E6", 0.37)), (0.26, bar("G6", 0.24))),
}


def save(samples: np.ndarray, path: Path) -> None:
    scaled = samples / np.abs(samples).max() * PEAK * 32_767
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(scaled.astype("<i2").tobytes())


if __name__ == "__main__":
    for name, samples in SOUNDS.items():
        save(samples, Path(__file__).with_name(f"{name}.wav"))
