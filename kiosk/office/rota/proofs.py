"""What is looked at before a rota is published: what must be mended, what may stay, what is well (S003)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import combinations

from kiosk.circulation.denials import Fact
from kiosk.circulation.rota import Mode, Purpose, SubjectKind, Week
from kiosk.office.rota.draft import FORTNIGHT, Draft, RotaPlace, Window
from kiosk.office.rota.facts import ClassFacts, SchoolFacts
from kiosk.office.rota.lost_turns import lost_turns
from kiosk.toml_files.rota_lines import EntryLine, SubjectLine

# Losing this many of its turns in a term leaves a class without one for about a month.
MANY_TURNS = 4
# More classes than these with the same remark are told in one.
MOST_SINGLY = 2


class Weight(IntEnum):
    """STOP: a rota cannot be published like this."""

    STOP = 0
    CARE = 1
    GOOD = 2


@dataclass(frozen=True, slots=True)
class RotaProof:
    """code: its sentence. facts: classes and numbers; place: the cell it is about."""

    weight: Weight
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    place: RotaPlace | None = None


def proofs(draft: Draft, facts: SchoolFacts) -> tuple[RotaProof, ...]:
    """In the order in which they are worth reading."""
    found = [
        *_nothing_yet(draft, facts),
        *_overlaps(draft),
        *_unknown(draft, facts),
        *_crowded(draft, facts),
        *_turns(draft, facts),
        *_holidays(draft, facts),
        *_is_off(facts),
    ]
    return tuple(sorted(found, key=lambda proof: proof.weight))


def blocking(found: Sequence[RotaProof]) -> int:
    """How many things must be mended first."""
    return sum(proof.weight is Weight.STOP for proof in found)


def _nothing_yet(draft: Draft, facts: SchoolFacts) -> Iterator[RotaProof]:
    if not draft.periods:
        yield RotaProof(Weight.STOP, "no_windows")
    elif not draft.entries and draft.turns:
        yield RotaProof(Weight.STOP, "nobody_entered")
    if not facts.classes:
        yield RotaProof(Weight.CARE, "no_classes")


def _overlaps(draft: Draft) -> Iterator[RotaProof]:
    for one, other in combinations(draft.periods, 2):
        if one.weekday == other.weekday and one.starts < other.ends and other.starts < one.ends:
            place = RotaPlace(other.weekday, Window(other.starts, other.ends))
            yield RotaProof(Weight.STOP, "windows_overlap", {"other": one.starts}, place)


def _unknown(draft: Draft, facts: SchoolFacts) -> Iterator[RotaProof]:
    """A class that has left the school, or was never imported."""
    for subject in dict.fromkeys(entry.subject for entry in draft.entries):
        if facts.classes and not facts.knows(subject):
            entry = next(e for e in draft.entries if e.subject == subject)
            yield RotaProof(Weight.STOP, "class_unknown", {"class": subject.name}, _place_of(draft, entry))


def _crowded(draft: Draft, facts: SchoolFacts) -> Iterator[RotaProof]:
    """Several classes at once must fit together. One class cannot be made smaller, and of a whole grade or division
    not everybody comes each time: of these it is only said."""
    fits = True
    for place in draft.turns:
        room = facts.pace.served_in(place.window.ends - place.window.starts)
        for week in FORTNIGHT:
            classes = _classes_at(draft, facts, place, week)
            pupils = sum(one.expected for one in classes)
            if pupils > room:
                fits = False
                yield RotaProof(
                    *_crowd(draft.entries_at(place, week), classes),
                    {"classes": tuple(one.name for one in classes), "pupils": pupils, "room": room},
                    place,
                )
                break
    if fits and draft.entries:
        shortest = min(window.ends - window.starts for window in draft.windows)
        code = "everybody_fits" if facts.pace.pupils else "everybody_fits_assumed"
        yield RotaProof(Weight.GOOD, code, {"minutes": shortest, "room": facts.pace.served_in(shortest)})


def _crowd(entries: Sequence[EntryLine], classes: Sequence[ClassFacts]) -> tuple[Weight, str]:
    by_class = [e for e in entries if e.purpose is Purpose.LEND and e.subject.kind is SubjectKind.CLASS]
    if len(by_class) > 1:
        return Weight.STOP, "too_many_at_once"
    return Weight.CARE, "class_too_large" if len(classes) == 1 else "group_too_large"


def _classes_at(draft: Draft, facts: SchoolFacts, place: RotaPlace, week: Week) -> tuple[ClassFacts, ...]:
    entries = draft.entries_at(place, week)
    if any(e.subject.kind is SubjectKind.EVERYONE for e in entries):
        return ()  # like a free period: nobody knows who comes
    return facts.named(e.subject for e in entries if e.purpose is Purpose.LEND)


def _turns(draft: Draft, facts: SchoolFacts) -> Iterator[RotaProof]:
    """Each class once a week: S002, S003."""
    if not draft.entries or not facts.classes:
        return
    turns = {one.name: turns_of(draft, one) for one in facts.classes}
    twice = {name: places for name, places in turns.items() if len(places) > 1}
    without = tuple(name for name, places in turns.items() if not places)
    if len(twice) > MOST_SINGLY:
        yield RotaProof(Weight.CARE, "classes_twice", {"classes": tuple(twice), "count": len(twice)})
    else:
        for name, places in twice.items():
            yield RotaProof(Weight.CARE, "class_twice", {"class": name, "times": len(places)}, places[1])
    if len(without) == 1:
        yield RotaProof(Weight.CARE, "class_without_turn", {"class": without[0]})
    elif without:
        yield RotaProof(Weight.CARE, "classes_without_turn", {"classes": without, "count": len(without)})
    if not twice and not without:
        yield RotaProof(Weight.GOOD, "everybody_once", {"count": len(turns)})


def turns_of(draft: Draft, one: ClassFacts) -> tuple[RotaPlace, ...]:
    """Where it borrows in a week; of odd and even weeks the fuller one."""
    weeks = [
        tuple(
            place
            for place in draft.turns
            if any(e.purpose is Purpose.LEND and _names(e.subject, one) for e in draft.entries_at(place, week))
        )
        for week in FORTNIGHT
    ]
    return max(weeks, key=len)


def _names(subject: SubjectLine, one: ClassFacts) -> bool:
    return subject.kind is not SubjectKind.EVERYONE and one.is_in(subject)


def _holidays(draft: Draft, facts: SchoolFacts) -> Iterator[RotaProof]:
    if not draft.entries:
        return
    lost = lost_turns(draft, facts)
    if lost is None:
        yield RotaProof(Weight.CARE, "no_term")
    elif lost.worst and lost.worst[1] >= MANY_TURNS:
        name, times = lost.worst
        yield RotaProof(Weight.CARE, "class_loses_turns", {"class": name, "times": times, "days": lost.days})
    else:
        yield RotaProof(Weight.GOOD, "days_lost" if lost.days else "no_days_lost", {"days": lost.days})


def _is_off(facts: SchoolFacts) -> Iterator[RotaProof]:
    if facts.mode is Mode.OFF:
        yield RotaProof(Weight.CARE, "mode_is_off")


def _place_of(draft: Draft, entry: EntryLine) -> RotaPlace | None:
    return next((RotaPlace(p.weekday, Window(p.starts, p.ends)) for p in draft.periods if p.key == entry.key), None)
