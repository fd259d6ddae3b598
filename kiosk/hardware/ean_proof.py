"""Does a picture really show the EAN-13 that a library claims to have read there?

The check digit lets one wrong number in ten pass, and blurred or over-exposed bars give numbers that two libraries
and many frames agree upon. So the claimed number is drawn and laid over the bars, digit by digit: where another
digit fits clearly better, the claim is false.
"""

import cv2
import numpy as np

SAMPLES = 6  # a module, of a digit
COARSE = 3  # a module, of the whole code
MODULES = 95
DIGIT = 7  # modules
SLACK = 0.11  # of the normalised correlation by which the claimed digit may lose against the best other one
POOREST_FIT = 0.6  # of a claimed digit
ENDS = np.linspace(-2.4, 2.4, 9)  # modules by which a library's idea of a code's two ends is off
SHIFTS = np.array([-0.9, -0.6, -0.3, 0.0, 0.3, 0.6, 0.9])  # modules by which a digit is displaced on a curved page

_ODD = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
_RIGHT = tuple(code.translate(str.maketrans("01", "10")) for code in _ODD)
_EVEN = tuple(code[::-1] for code in _RIGHT)
_PARITY = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")


def shows_ean13(profile: np.ndarray, left: float, right: float, text: str) -> bool:
    """profile: grey along a line across the bars; left, right: where on it the outer bars are, give or take.

    left > right: the code stands on its head.
    """
    if abs(right - left) < MODULES / 2:
        return False
    left, right = _true_ends(profile, left, right, text)
    centres, patterns = _digit_windows(text)
    steps = (np.arange(DIGIT * SAMPLES) + 0.5) / SAMPLES - DIGIT / 2
    places = centres[:, None, None] + SHIFTS[None, :, None] + steps[None, None, :]
    seen = _normalised(_sample(profile, left + places * (right - left) / MODULES))
    for digit, claimed in enumerate(patterns):
        fits = (_DRAWN[_RIVALS[digit >= 6]] @ seen[digit].T).max(axis=1)
        fit = float((_DRAWN[claimed] @ seen[digit].T).max())
        if fit < POOREST_FIT or fit < fits.max() - SLACK:
            return False
    return True


def modules_of(text: str) -> str:
    """The 95 modules, a 1 for each dark one."""
    sets = [_ODD if name == "A" else _EVEN for name in _PARITY[int(text[0])]] + [_RIGHT] * 6
    digits = [codes[int(digit)] for codes, digit in zip(sets, text[1:], strict=True)]
    return f"101{''.join(digits[:6])}01010{''.join(digits[6:])}101"


def _true_ends(profile: np.ndarray, left: float, right: float, text: str) -> tuple[float, float]:
    drawn = _normalised(_draw(modules_of(text))[SAMPLES // COARSE // 2 :: SAMPLES // COARSE])
    module = (right - left) / MODULES
    lefts, rights = (grid.ravel() for grid in np.meshgrid(left + ENDS * module, right + ENDS * module))
    along = (np.arange(MODULES * COARSE) + 0.5) / (MODULES * COARSE)
    seen = _normalised(_sample(profile, lefts[:, None] + along[None, :] * (rights - lefts)[:, None]))
    best = int(np.argmax(seen @ drawn))
    return float(lefts[best]), float(rights[best])


def _digit_windows(text: str) -> tuple[np.ndarray, list[int]]:
    """The middles of the twelve drawn digits in modules, and the row of _DRAWN that each claims."""
    middles = np.array([3 + DIGIT * i + DIGIT / 2 + (5 if i >= 6 else 0) for i in range(12)])
    sets = [0 if name == "A" else 10 for name in _PARITY[int(text[0])]] + [20] * 6
    return middles, [start + int(digit) for start, digit in zip(sets, text[1:], strict=True)]


def _sample(profile: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Darkness at fractional places."""
    return -np.interp(places.ravel(), np.arange(profile.size) + 0.5, profile).reshape(places.shape)


def _draw(modules: str) -> np.ndarray:
    row = np.repeat(np.array([list(map(float, modules))], dtype=np.float32), SAMPLES, axis=1)
    return cv2.GaussianBlur(row, (0, 0), 0.6 * SAMPLES, borderType=cv2.BORDER_REPLICATE)[0]


def _normalised(rows: np.ndarray) -> np.ndarray:
    centred = rows - rows.mean(axis=-1, keepdims=True)
    return centred / np.maximum(np.linalg.norm(centred, axis=-1, keepdims=True), 1e-6)


_DRAWN = np.stack([_normalised(_draw(code)) for code in (*_ODD, *_EVEN, *_RIGHT)])
_RIVALS = {False: slice(0, 20), True: slice(20, 30)}  # a digit of the left half, of the right half
