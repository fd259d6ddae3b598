"""EAN-13 (with UPC-A, which is one that begins with a nought) and EAN-8 over a line of grey."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.hardware.fitting.alphabets import EAN_PARITY
from kiosk.hardware.fitting.choice import Choices, choose
from kiosk.hardware.fitting.fit import Alignment, bend
from kiosk.hardware.fitting.layout import EAN8, EAN13
from kiosk.hardware.fitting.line import PixelLine
from kiosk.hardware.fitting.verdict import FitVerdict

_PARITY = np.array([[10 * (name == "B") for name in names] for names in EAN_PARITY])
_WEIGHTS = np.array([3, 1] * 6)
_DIGITS = np.tile(np.arange(10), (12, 1))
LOOKS_KEPT, ROWS_KEPT = 3, 10
HOPELESS = 15.0  # the loss of a text whose rows were not kept


@dataclass(frozen=True)
class Explanations:
    """All texts over one line. digits: rows x places x 10, the losses; a row is a look, and of an EAN-13 also a first
    digit, which its bars say by their sets; firsts: that digit, rows x 1, or rows x 0; guards: rows."""

    firsts: np.ndarray
    digits: np.ndarray
    guards: np.ndarray
    slots: int
    choices: Choices
    ends: tuple[float, float]

    def best(self) -> FitVerdict:
        row = int((self.choices.losses + self.guards).argmin())
        return self.verdict("".join(map(str, self._texts[row])))

    def verdict(self, text: str) -> FitVerdict:
        claimed = np.array([int(digit) for digit in text])
        firsts, places = np.split(claimed, [self.firsts.shape[1]])
        own = self.digits[:, np.arange(len(places)), places].sum(axis=1) + self.guards
        own = np.where((self.firsts == firsts).all(axis=1), own, np.inf).min(initial=HOPELESS)
        chosen = (self._texts == claimed).all(axis=1)
        others = (np.where(chosen, self.choices.runners_up, self.choices.losses) + self.guards).min()
        return FitVerdict(text, float(own) / self.slots, float(others - own), self.ends)

    @property
    def _texts(self) -> np.ndarray:
        return np.column_stack([self.firsts, self.choices.symbols])


def explain_ean13(line: PixelLine, alignment: Alignment) -> Explanations:
    """line: as in `align`, which has to have said how the code lies on it."""
    fit = bend(line, EAN13, alignment)
    losses = _likeliest_looks(fit.losses)
    left, right = _digits(losses, range(1, 7)), _digits(losses, range(8, 14))
    by_first = left[:, np.arange(6)[:, None], _PARITY[:, :, None] + np.arange(10)]
    digits = np.concatenate([by_first, np.broadcast_to(right[:, None], by_first.shape)], axis=2).reshape(-1, 12, 10)
    firsts = np.tile(np.arange(10), LOOKS_KEPT)
    guards = np.repeat(_guards(losses, (0, 7, 14)), 10)
    likely = np.argsort(digits.min(axis=2).sum(axis=1) + guards)[:ROWS_KEPT]
    digits, firsts, guards = digits[likely], firsts[likely], guards[likely]
    choices = choose(digits, _DIGITS, _WEIGHTS, 10, -firsts % 10)
    return Explanations(firsts[:, None], digits, guards, len(EAN13.slots), choices, fit.ends)


def explain_ean8(line: PixelLine, alignment: Alignment) -> Explanations:
    fit = bend(line, EAN8, alignment)
    losses = _likeliest_looks(fit.losses)
    digits = _digits(losses, (1, 2, 3, 4, 6, 7, 8, 9))
    nothing = np.zeros((len(digits), 0), dtype=int)
    choices = choose(digits, _DIGITS[:8], _WEIGHTS[:8], 10, np.zeros(len(digits), dtype=int))
    return Explanations(nothing, digits, _guards(losses, (0, 5, 10)), len(EAN8.slots), choices, fit.ends)


def _likeliest_looks(losses: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Of each slot only the rows of the looks that leave least unexplained; the others would cost time only."""
    kept = np.argsort(np.sum([slot.min(axis=1) for slot in losses], axis=0))[:LOOKS_KEPT]
    return [slot[kept] for slot in losses]


def _digits(losses: Sequence[np.ndarray], slots: Sequence[int]) -> np.ndarray:
    return np.stack([losses[slot] for slot in slots], axis=1)


def _guards(losses: Sequence[np.ndarray], slots: Sequence[int]) -> np.ndarray:
    return np.sum([losses[slot][:, 0] for slot in slots], axis=0)
