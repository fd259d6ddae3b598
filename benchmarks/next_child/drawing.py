"""Draws a film's pictures: a room, children with head, torso and sleeves, things with true bars in their hands."""

from functools import cache

import cv2
import numpy as np

from benchmarks.next_child.films import COMES, GOES, WALKS, Child, Colour, Fault, Film, PasserBy, Thing, Way
from kiosk.hardware.demo_props import draw_corner, draw_object
from kiosk.hardware.scan import Symbology

WIDTH, HEIGHT = 960, 540  # bars stand 2 to 3 px a module, as in a camera's 1280 by 720 with smaller codes
LESS = WIDTH / 1280
HAIR = (35, 30, 35)
NOISE = 4.0  # grey steps
SWAY = 5.0  # pixels
SIDEWAYS = 0.11  # of its width that a card seen from the side still has


class Camera:
    def __init__(self, film: Film) -> None:
        self._film = film
        chance = np.random.default_rng([31, film.seed])
        self._room = _room(bool(chance.integers(2)))
        self._grain = np.roll(_grain(), int(chance.integers(WIDTH)), axis=1)
        self._light = float(chance.uniform(0.35, 1.0)) if chance.random() < 0.3 else float(chance.uniform(0.8, 1.1))
        self._phase = float(chance.uniform(0, 6.3))
        self._things = [_picture_of(thing) for thing in film.things]

    def picture(self, at: float) -> np.ndarray:
        image = self._room.copy()
        for passer in self._film.passers:
            _draw_passer(image, passer, at)
        for child in self._film.children:
            if child.seen:
                _draw_child(image, child, at)
        for thing, picture in zip(self._film.things, self._things, strict=True):
            if thing.comes <= at < thing.goes:
                _hold_up(image, thing, picture, self._film.children[thing.by], at)
        gain = self._light * (1 + 0.12 * np.sin(0.5 * at + self._phase) + 0.03 * np.sin(2.3 * at))
        image = cv2.convertScaleAbs(image, alpha=float(gain))
        shift = int(at * 1000)
        grain = np.roll(self._grain, (shift % 97) * 7, axis=0)
        return cv2.add(image, grain, dtype=cv2.CV_8U)

    def is_held_up(self, at: float) -> bool:
        return any(thing.comes <= at < thing.goes for thing in self._film.things)


@cache
def _room(mirrored: bool) -> np.ndarray:
    room = draw_corner((WIDTH, HEIGHT))
    return np.ascontiguousarray(room[:, ::-1]) if mirrored else room


@cache
def _grain() -> np.ndarray:
    return np.random.default_rng(32).normal(0, NOISE, (HEIGHT, WIDTH, 3)).astype(np.int8)


def _picture_of(thing: Thing) -> np.ndarray:
    symbology = Symbology.EAN13 if thing.kind == "book" else Symbology.CODE128
    return draw_object(thing.kind, ((symbology, thing.text),))


def _smooth(share: float) -> float:
    share = min(1.0, max(0.0, share))
    return share * share * (3 - 2 * share)


def _draw_child(image: np.ndarray, child: Child, at: float) -> None:
    if not child.comes <= at <= child.goes + WALKS:
        return
    x = child.x * WIDTH + SWAY * (np.sin(1.3 * at + child.phase) + 0.4 * np.sin(3.1 * at))
    y = 0.4 * HEIGHT + 0.5 * SWAY * np.sin(0.9 * at + child.phase)
    coming, going = 1 - _smooth((at - child.comes) / WALKS), _smooth((at - child.goes) / WALKS)
    for away, way in ((coming, child.by), (going, child.to)):
        if way is Way.BELOW:
            y += away * 0.85 * HEIGHT
        else:
            x += away * (1.2 if way is Way.RIGHT else -1.2) * WIDTH
    begins, ends, depth = child.ducks
    y += depth * HEIGHT * (_smooth((at - begins) / 0.4) - _smooth((at - ends) / 0.4))
    _draw_body(image, int(x), int(y), child.clothes, child.skin)


def _draw_passer(image: np.ndarray, passer: PasserBy, at: float) -> None:
    share = (at - passer.at) / passer.takes
    if 0 <= share <= 1:
        x = WIDTH * (-0.2 + 1.4 * (1 - share if passer.leftwards else share))
        _draw_body(image, int(x), int(0.36 * HEIGHT), passer.clothes, (125, 155, 200), scale=0.92)


def _draw_body(image: np.ndarray, x: int, y: int, clothes: Colour, skin: Colour, scale: float = 1.0) -> None:
    """x, y: the middle of the head."""
    s = scale * LESS
    cv2.ellipse(image, (x, y + int(470 * s)), (int(205 * s), int(300 * s)), 0, 180, 360, clothes, -1, cv2.LINE_AA)
    cv2.rectangle(image, (x - int(205 * s), y + int(470 * s)), (x + int(205 * s), HEIGHT), clothes, -1)
    cv2.rectangle(image, (x - int(36 * s), y + int(100 * s)), (x + int(36 * s), y + int(195 * s)), skin, -1)
    cv2.ellipse(image, (x, y), (int(124 * s), int(150 * s)), 0, 0, 360, HAIR, -1, cv2.LINE_AA)
    cv2.ellipse(image, (x, y + int(25 * s)), (int(100 * s), int(122 * s)), 0, 0, 360, skin, -1, cv2.LINE_AA)
    for eye in (-38, 38):
        cv2.circle(image, (x + int(eye * s), y + int(5 * s)), int(9 * s), (50, 50, 60), -1, cv2.LINE_AA)
    cv2.ellipse(image, (x, y + int(75 * s)), (int(26 * s), int(9 * s)), 0, 0, 180, (90, 90, 190), -1, cv2.LINE_AA)


def _hold_up(image: np.ndarray, thing: Thing, picture: np.ndarray, child: Child, at: float) -> None:
    """From below, past where it is held, and down again; on its way it is blurred."""
    height, width = picture.shape[:2]
    away = 1 - _smooth((at - thing.comes) / COMES) + _smooth((at - thing.goes + GOES) / GOES)
    if thing.fault is Fault.QUICK:
        picture = cv2.blur(picture, (45, 15))
    elif away > 0.02:
        picture = cv2.blur(picture, (7, 31))
    squeeze = SIDEWAYS if thing.fault is Fault.SIDE else 1.0
    x = thing.place[0] * WIDTH + 3 * np.sin(9.1 * at)
    y = thing.place[1] * HEIGHT + 3 * np.sin(7.7 * at) + away * 0.9 * HEIGHT
    angle = np.radians(thing.turn + 20 * away)
    larger = thing.size * LESS
    across = larger * squeeze * np.array([np.cos(angle), np.sin(angle)])
    along = larger * np.array([-np.sin(angle), np.cos(angle)])
    move = np.column_stack([across, along, np.array([x, y]) - across * width / 2 - along * height / 2])
    cv2.warpAffine(picture, move, (WIDTH, HEIGHT), dst=image, borderMode=cv2.BORDER_TRANSPARENT, flags=cv2.INTER_AREA)
    # The hand holds the lower left corner, where no code is.
    hand = move @ np.array([40.0, height - 10.0, 1.0])
    size = (0.5 + 0.5 * thing.size) * LESS
    sleeve = hand + np.array([-20, 95]) * size
    axes = (int(62 * size), int(58 * size))
    cv2.ellipse(image, (int(sleeve[0]), int(sleeve[1])), axes, -20, 0, 360, child.sleeve, -1, cv2.LINE_AA)
    cv2.ellipse(image, (int(hand[0]), int(hand[1] + 40 * size)), (int(52 * size), int(62 * size)), -20, 0, 360,
                child.skin, -1, cv2.LINE_AA)  # fmt: skip
