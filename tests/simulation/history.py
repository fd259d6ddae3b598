"""What happens in one simulation: steps that stand by themselves, so that any of them can be left out."""

import random
from dataclasses import dataclass
from typing import NamedTuple

SECOND, MINUTE, HOUR, DAY = 1000, 60_000, 3_600_000, 24 * 3_600_000

# How often each thing happens, at a desk, on the wire, at the librarian's, to a disk.
AT_A_DESK = {
    "lend": 22,
    "bring_back": 14,
    "renew": 3,
    "undo_loan": 3,
    "undo_return": 3,
    "damaged": 2,
    "refused": 1,
    "noted": 1,
    "unreadable": 1,
}
ELSEWHERE = {
    "sync": 26,
    "arrive": 6,
    "block_patron": 2,
    "patron_leaves": 1,
    "withdraw": 1,
    "change_policy": 2,
    "set_clock": 2,
    "restart": 1,
    "photograph": 2,
    "restore_kiosk": 1,
    "back_up_centre": 2,
    "restore_centre": 1,
}
# What becomes of one call. late: the kiosk gives up and the call arrives at some other time, or several times.
FATES = {
    "passes": 10,
    "lost": 2,
    "reply_lost": 3,
    "doubled": 2,
    "late": 3,
    "passes_and_late": 2,
    "centre_crashes": 2,
    "portal": 1,
}


class Step(NamedTuple):
    """kind: a method of the world. who: which kiosk. choice: what is left to chance, the same in every run.

    after: ms since the step before. fates: of the calls of a sync, then the network is gone. during: what happens
    while its first call is under way."""

    kind: str
    who: int
    choice: int
    after: int = 0
    fates: tuple[str, ...] = ()
    during: tuple["Step", ...] = ()

    def __str__(self) -> str:
        calls = f" {', '.join(self.fates)}" if self.fates else ""
        inner = f" while {'; '.join(map(str, self.during))}" if self.during else ""
        return f"+{self.after / SECOND:g} s kiosk {self.who} {self.kind} {self.choice}{calls}{inner}"


@dataclass(frozen=True, slots=True)
class History:
    """page, batch: rows and events in one call, small so that short histories need several. skews: ms."""

    page: int
    batch: int
    skews: tuple[int, ...]
    steps: tuple[Step, ...]


def _one_of(dice: random.Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


def skew(dice: random.Random) -> int:
    """Most clocks are right to seconds, some are wrong by up to a day."""
    return dice.choice((0, dice.randint(-5, 5) * SECOND, dice.randint(-10, 10) * MINUTE, dice.randint(-DAY, DAY)))


def _step(dice: random.Random, kiosks: int, weights: dict[str, int]) -> Step:
    kind = _one_of(dice, weights)
    who, choice = dice.randrange(kiosks), dice.randrange(1 << 30)
    after = dice.choice((0, dice.randint(1, 90) * SECOND, dice.randint(1, 30) * MINUTE))
    if kind != "sync":
        return Step(kind, who, choice, after)
    fates = tuple(_one_of(dice, FATES) for _ in range(dice.randint(1, 5)))
    inner = dice.choice((0, 0, 0, 1, 2))
    return Step(kind, who, choice, after, fates, tuple(_step(dice, kiosks, AT_A_DESK) for _ in range(inner)))


def make_history(seed: int) -> History:
    """Always the same one for a seed."""
    dice = random.Random(seed)
    kiosks = dice.randint(2, 4)
    skews = tuple(skew(dice) for _ in range(kiosks))
    steps = tuple(_step(dice, kiosks, AT_A_DESK | ELSEWHERE) for _ in range(dice.randint(30, 90)))
    return History(dice.choice((3, 11, 500)), dice.choice((2, 7, 500)), skews, steps)
