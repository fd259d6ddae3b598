"""Code 128 over a line of grey: how many characters, which, and what they say."""

from collections.abc import Iterator, Sequence

import numpy as np

from kiosk.hardware.fitting.choice import choose
from kiosk.hardware.fitting.fit import FAR, NEAR, Alignment, bend, even_losses, nudge
from kiosk.hardware.fitting.layout import CODE128_START, CODE128_STOP, code128
from kiosk.hardware.fitting.line import PixelLine
from kiosk.hardware.fitting.verdict import FitVerdict

LENGTHS = range(3, 19)  # characters between start and stop, with the check character
PRIME = 103
SETS = {0: "A", 1: "B", 2: "C"}  # by the start character
TO_SET = {"A": {99: "C", 100: "B"}, "B": {99: "C", 101: "A"}, "C": {100: "B", 101: "A"}}
SHIFT = 98
CANDIDATES = 2  # lengths that are looked at closely
SHORTEST = 4  # letters of a text: less is no number of a library, and soon found in other bars
LOOKS_KEPT = 2
LIKELIEST = 12  # characters of a place that may still win


def align_code128(line: PixelLine, left: float, right: float) -> tuple[int, Alignment]:
    """How many characters lie between start and stop, and where: told from the two ends first, then from all."""
    counts = np.array([code128(length).modules for length in LENGTHS])
    shifts = FAR * (right - left) / counts.mean()
    modules, lefts, rights = (
        grid.ravel() for grid in np.meshgrid(counts, left + shifts, right + shifts, indexing="ij")
    )
    modules = (rights - lefts) / modules
    at_stop = rights - modules * CODE128_STOP.modules
    losses = even_losses(line, CODE128_START, lefts, modules) + even_losses(line, CODE128_STOP, at_stop, modules)
    losses = losses.reshape(len(LENGTHS), -1)
    fits = []
    for place in np.argsort(losses.min(axis=1))[:CANDIDATES]:
        best = place * losses.shape[1] + losses[place].argmin()
        near = nudge(line, code128(LENGTHS[place]), float(lefts[best]), float(rights[best]), NEAR)
        fits.append((near, LENGTHS[place]))
    alignment, length = min(fits, key=lambda found: found[0].loss)
    return length, alignment


def explain_code128(line: PixelLine, length: int, alignment: Alignment) -> FitVerdict | None:
    """The likeliest text; None where that is short or cannot be printed."""
    layout = code128(length)
    fit = bend(line, layout, alignment)
    kept = np.argsort(np.sum([slot.min(axis=1) for slot in fit.losses], axis=0))[:LOOKS_KEPT]
    start, *characters, stop = (slot[kept] for slot in fit.losses)
    values = np.stack(characters, axis=1)
    likely = np.argsort(values.min(axis=0), axis=-1)[:, :LIKELIEST]
    options = np.take_along_axis(values, np.broadcast_to(likely, (LOOKS_KEPT, *likely.shape)), axis=-1)
    options = np.repeat(options, len(SETS), axis=0)
    weights = np.array([*range(1, length), -1])
    starts = np.tile(np.arange(len(SETS)), LOOKS_KEPT)
    choices = choose(options, likely, weights, PRIME, -starts % PRIME)
    ends = start.ravel() + np.repeat(stop[:, 0], len(SETS))
    losses = choices.losses + ends
    best = int(losses.argmin())
    chosen = (starts == starts[best]) & (choices.symbols == choices.symbols[best]).all(axis=1)
    others = np.where(chosen, choices.runners_up, choices.losses) + ends
    text = said(int(starts[best]), choices.symbols[best][:-1].tolist())
    if text is None or len(text) < SHORTEST:
        return None
    return FitVerdict(text, float(losses[best]) / len(layout.slots), float(others.min() - losses[best]), fit.ends)


def said(start: int, values: Sequence[int]) -> str | None:
    """What the characters between start and check say; None where that is no printable text."""
    text = "".join(_characters(start, values))
    return text if text and text.isprintable() else None


def _characters(start: int, values: Sequence[int]) -> Iterator[str]:
    code_set, shifted = SETS[start], False
    for value in values:
        now = {"A": "B", "B": "A"}.get(code_set, "C") if shifted else code_set
        shifted = False
        if now == "C" and value < 100:
            yield f"{value:02d}"
        elif now != "C" and value < 96:
            yield chr(value + 32 if now == "B" or value < 64 else value - 64)
        elif value == SHIFT:
            shifted = True
        else:
            code_set = TO_SET[now].get(value, code_set)
