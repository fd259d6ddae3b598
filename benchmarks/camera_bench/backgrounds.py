"""What stands behind: shelves, print, cloth and wood, so that a reader has something to look at in vain."""

from functools import cache

import cv2
import numpy as np

from benchmarks.camera_bench.sheets import FONT, WORDS

VARIANTS = 16


@cache
def draw_background(size: tuple[int, int], variant: int) -> np.ndarray:
    """BGR; size: width, height."""
    chance = np.random.default_rng(900 + variant)
    image = (_shelf, _posters, _cloth, _wood)[variant % 4](size, chance)
    image = cv2.GaussianBlur(image, (0, 0), float(chance.uniform(0.3, 0.8)))
    light = cv2.resize(chance.uniform(0.6, 1.0, (3, 4)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    return (image * light[..., None]).clip(0, 255).astype(np.uint8)


def _shelf(size: tuple[int, int], chance: np.random.Generator) -> np.ndarray:
    width, height = size
    image = np.full((height, width, 3), (52, 78, 112), np.uint8)
    board = int(chance.integers(120, 210))
    for floor in range(board, height + board, board):
        left = 0
        while left < width:
            thick, tall = int(chance.integers(6, 34)), int(board * chance.uniform(0.6, 0.9))
            colour = tuple(int(part) for part in chance.integers(30, 230, 3))
            cv2.rectangle(image, (left, floor - tall), (left + thick - 1, floor - 8), colour, -1)
            for line in range(floor - tall + 10, floor - 20, 14):
                word, place = str(chance.choice(list(WORDS))), (left + 2, line)
                cv2.putText(image, word, place, (240, 240, 240), FONT, min(thick, 12))
            left += thick + int(chance.integers(0, 3))
    return image


def _posters(size: tuple[int, int], chance: np.random.Generator) -> np.ndarray:
    width, height = size
    image = np.full((height, width, 3), (205, 214, 216), np.uint8)
    for _ in range(24):
        left, top = int(chance.integers(-60, width - 60)), int(chance.integers(-40, height - 40))
        wide, tall = int(chance.integers(120, 420)), int(chance.integers(90, 300))
        paper = tuple(int(part) for part in chance.integers(150, 255, 3))
        cv2.rectangle(image, (left, top), (left + wide, top + tall), paper, -1)
        step = int(chance.integers(10, 24))
        for line in range(top + step, top + tall, step):
            words = "".join(chance.choice(list(WORDS), max(1, wide // step)))
            cv2.putText(image, words, (left + 6, line), (40, 40, 60), FONT, max(7, step - 4))
    return image


def _cloth(size: tuple[int, int], chance: np.random.Generator) -> np.ndarray:
    """A chequered shirt: stripes either way, and a weave."""
    y, x = np.mgrid[: size[1], : size[0]].astype(np.float32)
    turn, pitch = chance.uniform(0, np.pi), chance.uniform(9, 40)
    across, along = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    stripes = np.sign(np.sin(2 * np.pi * across / pitch)) + np.sign(np.sin(2 * np.pi * along / (1.4 * pitch)))
    weave = chance.normal(0, 18, x.shape).astype(np.float32)
    colour = chance.uniform(0.4, 1.0, 3).astype(np.float32)
    return ((135 + 38 * stripes + weave)[..., None] * colour).clip(0, 255).astype(np.uint8)


def _wood(size: tuple[int, int], chance: np.random.Generator) -> np.ndarray:
    rough = chance.normal(0, 1, (size[1], size[0])).astype(np.float32)
    grain = cv2.GaussianBlur(rough, (0, 0), sigmaX=30, sigmaY=1.1)
    grain = grain / grain.std() * 22 + 14 * rough
    return ((150 + grain)[..., None] * np.float32((0.45, 0.68, 1.0))).clip(0, 255).astype(np.uint8)
