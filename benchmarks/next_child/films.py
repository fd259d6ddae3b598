"""What happens in each film: who stands where and when, what is held up and by whom. Drawn from a seed."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from benchmarks.camera_bench.codes import with_check_digit

Colour = tuple[int, int, int]  # BGR

WALKS = 0.5  # s that a child takes to come or to go
COMES, GOES = 0.35, 0.3  # s that a hand takes
CLOTHES: tuple[Colour, ...] = (
    (35, 140, 105), (40, 150, 40), (150, 60, 140), (60, 60, 170), (170, 110, 40), (40, 180, 190), (120, 120, 120),
    (60, 45, 40), (200, 190, 180), (130, 80, 60), (40, 110, 220), (170, 170, 60),
)  # fmt: skip
SKINS: tuple[Colour, ...] = ((140, 170, 215), (110, 145, 190), (125, 155, 200))


class Way(StrEnum):
    BELOW = "below"
    LEFT = "left"
    RIGHT = "right"


class Fault(StrEnum):
    """Why a card is not read."""

    FAR = "far"
    SIDE = "side"
    QUICK = "quick"


@dataclass(frozen=True, slots=True)
class Child:
    """x: of the middle, in shares of the picture; seen: False where the camera sees only its hands; ducks: when (s) it
    bends down, and until when."""

    clothes: Colour
    sleeve: Colour
    skin: Colour
    x: float
    comes: float
    goes: float
    by: Way = Way.BELOW
    to: Way = Way.BELOW
    seen: bool = True
    ducks: tuple[float, float, float] = (0.0, 0.0, 0.0)  # from, until, how deep: shares of the picture
    phase: float = 0.0


@dataclass(frozen=True, slots=True)
class PasserBy:
    clothes: Colour
    at: float
    takes: float
    leftwards: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """Held up by the child of that number. comes: first seen; goes: last seen."""

    kind: str
    text: str
    by: int
    comes: float
    goes: float
    fault: Fault | None = None
    place: tuple[float, float] = (0.5, 0.45)
    turn: float = 0.0
    size: float = 0.8


@dataclass(frozen=True, slots=True)
class Film:
    """changes: whether another child than the card's shows books; readers: card numbers by child."""

    kind: str
    seed: int
    seconds: float
    children: tuple[Child, ...]
    passers: tuple[PasserBy, ...]
    things: tuple[Thing, ...]
    readers: tuple[str, ...]
    changes: bool

    def owner_of(self, isbn: str) -> str:
        return next(self.readers[thing.by] for thing in self.things if thing.text == isbn)


@dataclass
class Script:
    """Writes a film from left to right; `now` is where it has come to."""

    chance: np.random.Generator
    seed: int
    now: float = 1.0
    children: list[Child] = field(default_factory=list)
    passers: list[PasserBy] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    changes: bool = False

    def between(self, low: float, high: float) -> float:
        return float(self.chance.uniform(low, high))

    def child(self, *, like: Child | None = None, unlike: Child | None = None, x: float | None = None,
              comes: float | None = None, goes: float = 99.0, seen: bool = True) -> int:  # fmt: skip
        clothes = like.clothes if like else self._clothes(unlike.clothes if unlike else None)
        sleeve = like.sleeve if like else self._sleeve(clothes)
        ways = [Way.BELOW, Way.BELOW, Way.BELOW, Way.LEFT, Way.RIGHT]
        by, to = (Way(self.chance.choice(ways)) for _ in range(2))
        self.children.append(
            Child(
                clothes,
                sleeve,
                SKINS[int(self.chance.integers(len(SKINS)))],
                self.between(0.35, 0.65) if x is None else x,
                self.now - 0.3 if comes is None else comes,
                goes,
                by,
                to,
                seen,
                phase=self.between(0, 6.3),
            )
        )
        return len(self.children) - 1

    def _clothes(self, but: Colour | None) -> Colour:
        others = [one for one in CLOTHES if one != but]
        base = others[int(self.chance.integers(len(others)))]
        return tuple(int(np.clip(channel + self.chance.integers(-12, 13), 10, 235)) for channel in base)

    def _sleeve(self, clothes: Colour) -> Colour:
        share = self.between(0.5, 0.9) if self.chance.random() < 0.6 else 1.0
        return tuple(int(share * channel) for channel in clothes)

    def shows(self, kind: str, child: int, fault: Fault | None = None) -> None:
        number = len([thing for thing in self.things if thing.kind == "book"])
        text = _isbn(self.seed, number) if kind == "book" else reader(self.seed, child)
        held = self.between(0.18, 0.3) if fault is Fault.QUICK else self.between(0.6, 1.0)
        goes = self.now + COMES + held + GOES
        own = self.children[child].x
        place = (float(np.clip(own + self.between(-0.12, 0.12), 0.38, 0.62)), self.between(0.36, 0.48))
        size = self.between(0.12, 0.17) if fault is Fault.FAR else self.between(0.8, 1.0)
        turn = self.between(-25, 25)
        self.things.append(Thing(kind, text, child, self.now, goes, fault, place, turn, size))
        self.now = goes

    def waits(self, low: float, high: float) -> None:
        self.now += self.between(low, high)

    def leaves(self, child: int, after: float) -> None:
        self.children[child] = replace(self.children[child], goes=self.now + after)

    def somebody_passes(self, at: float, likely: float) -> None:
        if self.chance.random() < likely:
            self.passers.append(
                PasserBy(self._clothes(None), at, self.between(1.5, 2.6), bool(self.chance.integers(2)))
            )

    def card_and_books(self, child: int, most: int = 2) -> None:
        self.shows("card", child)
        for _ in range(int(self.chance.integers(1, most + 1))):
            self.waits(0.7, 1.4)
            self.shows("book", child)

    def film(self, kind: str) -> Film:
        readers = tuple(reader(self.seed, child) for child in range(len(self.children)))
        seconds = self.things[-1].goes + 0.3
        cast = (tuple(self.children), tuple(self.passers), tuple(self.things))
        return Film(kind, self.seed, seconds, *cast, readers, self.changes)


def reader(seed: int, child: int) -> str:
    return f"R{(4 * seed + child) % 10_000:04d}"


def _isbn(seed: int, number: int) -> str:
    return with_check_digit(f"9787{seed % 1_000_000:06d}{number:02d}")


# --- the kinds -------------------------------------------------------------------------------------------------


def _another_comes(script: Script, fault: Fault | None, *, alike: bool = False, hands: bool = False) -> None:
    """The first goes, the next comes after 0.9 to 8 s, with a card that is not read or with none, and shows a book."""
    first = script.child(seen=not hands)
    script.card_and_books(first)
    gap = script.between(0.9, 2.0) if script.chance.random() < 0.4 else script.between(2.0, 8.0)
    script.leaves(first, min(0.4, gap - 0.5))
    if gap > 2:
        script.somebody_passes(script.now + 0.8, 0.6)
    script.now += gap
    one = script.children[first]
    second = script.child(like=one if alike else None, unlike=one, seen=not hands)
    if fault is not None:
        script.shows("card", second, fault)
        script.waits(0.6, 1.2)
    for _ in range(int(script.chance.integers(1, 3))):
        script.shows("book", second)
        script.waits(0.7, 1.3)
    script.changes = True


def _any_fault(script: Script) -> Fault | None:
    return [None, *Fault][int(script.chance.integers(4))]


def _the_same_pauses(script: Script, low: float = 1.0, high: float = 6.0, *, hands: bool = False) -> None:
    child = script.child(seen=not hands)
    script.card_and_books(child, most=1)
    for _ in range(int(script.chance.integers(1, 3))):
        before = script.now
        script.waits(low, high)
        if script.now - before > 2:
            script.somebody_passes(before + 0.2, 0.5)
        script.shows("book", child)


def _the_same_ducks(script: Script) -> None:
    child = script.child()
    script.card_and_books(child, most=1)
    depth = script.between(0.15, 0.4)
    begins, lasts = script.now + 0.4, script.between(1.0, 2.5)
    script.children[child] = replace(script.children[child], ducks=(begins, begins + lasts, depth))
    script.now = begins + lasts + script.between(0.3, 1.0)
    script.shows("book", child)


def _a_friend_watches(script: Script) -> None:
    side = 0.2 if script.chance.random() < 0.5 else 0.8
    child = script.child(x=0.55 if side < 0.5 else 0.45)
    script.child(unlike=script.children[child], x=side, comes=script.now - 0.5)
    script.card_and_books(child, most=1)
    script.waits(1.0, 4.0)
    script.shows("book", child)


def _a_friend_goes_on(script: Script) -> None:
    """The friend has stood there all the time; the first child goes."""
    side = 0.2 if script.chance.random() < 0.5 else 0.8
    child = script.child(x=0.55 if side < 0.5 else 0.45)
    friend = script.child(unlike=script.children[child], x=side, comes=script.now - 0.5)
    script.card_and_books(child)
    script.leaves(child, 0.4)
    script.waits(1.2, 5.0)
    fault = _any_fault(script)
    if fault is not None:
        script.shows("card", friend, fault)
        script.waits(0.6, 1.2)
    script.shows("book", friend)
    script.changes = True


def _two_share_a_pile(script: Script) -> None:
    """Both stay; the second one's card is not read."""
    side = 0.2 if script.chance.random() < 0.5 else 0.8
    child = script.child(x=0.55 if side < 0.5 else 0.45)
    friend = script.child(unlike=script.children[child], x=side, comes=script.now - 0.5)
    script.card_and_books(child, most=1)
    script.waits(0.9, 3.0)
    script.shows("card", friend, list(Fault)[int(script.chance.integers(3))])
    script.waits(0.6, 1.2)
    script.shows("book", friend)
    script.changes = True


KINDS: dict[str, tuple[int, Callable[[Script], None]]] = {
    "card too far": (3, lambda script: _another_comes(script, Fault.FAR)),
    "card from the side": (2, lambda script: _another_comes(script, Fault.SIDE)),
    "card too quick": (2, lambda script: _another_comes(script, Fault.QUICK)),
    "no card": (3, lambda script: _another_comes(script, None)),
    "same clothes": (1, lambda script: _another_comes(script, _any_fault(script), alike=True)),
    "hands, another": (1, lambda script: _another_comes(script, _any_fault(script), hands=True)),
    "friend goes on": (2, _a_friend_goes_on),
    "shared pile": (1, _two_share_a_pile),
    "same, pauses": (4, _the_same_pauses),
    "same, hands": (2, lambda script: _the_same_pauses(script, 1.0, 3.0, hands=True)),
    "same, ducks": (1, _the_same_ducks),
    "same, with friend": (2, _a_friend_watches),
}  # weight, and what happens


def film_of(seed: int, number: int) -> Film:
    chance = np.random.default_rng([30, seed, number])
    weights = np.array([weight for weight, _ in KINDS.values()], float)
    kind = str(chance.choice(list(KINDS), p=weights / weights.sum()))
    script = Script(chance, number)
    KINDS[kind][1](script)
    return script.film(kind)
