"""Proposes who borrows when: every class once, no turn fuller than the pace allows (S002, S003).

Classes of a grade stand in the same row where they can, younger ones in earlier rows: a grade keeps one time of day,
and every day has small and big children. The same grid and classes always give the same rota."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.circulation.rota import Purpose, SubjectKind, Week
from kiosk.office.rota.draft import FORTNIGHT, Draft, RotaPlace, add, without_classes
from kiosk.office.rota.facts import ClassFacts, SchoolFacts
from kiosk.office.rota.packing import GaveUp, can_pack
from kiosk.office.rota.proofs import turns_of
from kiosk.toml_files.rota_lines import SubjectLine

# More classes at once crowd the shelves, however quick the station is.
MOST_TOGETHER = 4


class Rhythm(StrEnum):
    """FORTNIGHTLY: each class every second week, odd or even."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"


class Shortage(StrEnum):
    """Why not everybody has a turn. TOO_LARGE: a class is larger than any turn. TOO_FEW: the turns together have not
    the room. UNEVEN: they have it, but there is no way of sharing it out. UNKNOWN: the search gave up; the others are
    proven."""

    TOO_LARGE = "too_large"
    TOO_FEW = "too_few"
    UNEVEN = "uneven"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Solution:
    """placed: how many classes were given a turn. left: those without one, as few as can be; shortage: why.
    largest: pupils that the roomiest turn can serve. together: classes to the fullest turn, 1 where each is alone."""

    draft: Draft
    placed: int = 0
    left: tuple[ClassFacts, ...] = ()
    shortage: Shortage | None = None
    largest: int = 0
    together: int = 0


@dataclass(frozen=True, slots=True)
class _Turn:
    """A cell in some weeks. room: pupils that it can still serve; taken: classes that have it already."""

    place: RotaPlace
    week: Week
    room: int
    taken: int


def solve(draft: Draft, facts: SchoolFacts, rhythm: Rhythm = Rhythm.WEEKLY) -> Solution:
    """Those who have a turn keep it; the others are placed."""
    waiting = [one for one in facts.classes if not turns_of(draft, one)]
    turns = _turns(draft, facts, rhythm)
    together, shortage = _share(waiting, turns)
    left = []
    why = shortage
    while why is not None:
        # Whatever fits beside a large class also fits beside a smaller one: so the fewest are left out.
        largest = max(waiting, key=lambda one: one.expected)
        waiting.remove(largest)
        left.append(largest)
        together, why = _share(waiting, turns)
    room = max((turn.room for turn in turns), default=0)
    return Solution(_filled(draft, waiting, turns, together), len(waiting), tuple(left), shortage, room, together)


def solve_anew(draft: Draft, facts: SchoolFacts, rhythm: Rhythm = Rhythm.WEEKLY) -> Solution:
    return solve(without_classes(draft), facts, rhythm)


def _turns(draft: Draft, facts: SchoolFacts, rhythm: Rhythm) -> list[_Turn]:
    turns = []
    for place in draft.turns:
        for week in (Week.EVERY,) if rhythm is Rhythm.WEEKLY else FORTNIGHT:
            entries = draft.entries_at(place, week)
            if any(e.purpose is Purpose.READ or e.subject.kind is SubjectKind.EVERYONE for e in entries):
                continue
            there = facts.named(e.subject for e in entries)
            room = facts.pace.served_in(place.window.ends - place.window.starts) - sum(one.expected for one in there)
            turns.append(_Turn(place, week, max(0, room), len(there)))
    return turns


def _share(classes: Sequence[ClassFacts], turns: Sequence[_Turn]) -> tuple[int, Shortage | None]:
    """The fewest classes to a turn with which all of them fit, or why they do not."""
    sizes, rooms = [one.expected for one in classes], [turn.room for turn in turns]
    if not sizes:
        return 0, None
    if sum(sizes) > sum(rooms):
        return 0, Shortage.TOO_FEW
    if max(sizes) > max(rooms):
        return 0, Shortage.TOO_LARGE
    why = Shortage.UNEVEN
    for together in range(1, MOST_TOGETHER + 1):
        try:
            if can_pack(sizes, rooms, _places(turns, together)):
                return together, None
        except GaveUp:
            why = Shortage.UNKNOWN
    return 0, why


def _places(turns: Sequence[_Turn], together: int) -> list[int]:
    return [max(0, together - turn.taken) for turn in turns]


def _filled(draft: Draft, classes: Sequence[ClassFacts], turns: Sequence[_Turn], together: int) -> Draft:
    """One class after the other into the first of the emptiest turns that leaves enough for those who follow."""
    turns = list(turns)
    for number, one in enumerate(classes):
        later = [other.expected for other in classes[number + 1 :]]
        for n in sorted(range(len(turns)), key=lambda n: (turns[n].taken, n)):
            turn = turns[n]
            if turn.taken >= together or turn.room < one.expected:
                continue
            turns[n] = replace(turn, room=turn.room - one.expected, taken=turn.taken + 1)
            if _leaves_enough(later, turns, together):
                draft = add(draft, turn.place, SubjectLine(SubjectKind.CLASS, one.name), turn.week)
                break
            turns[n] = turn
    return draft


def _leaves_enough(later: Sequence[int], turns: Sequence[_Turn], together: int) -> bool:
    try:
        return can_pack(later, [turn.room for turn in turns], _places(turns, together))
    except GaveUp:
        return False
