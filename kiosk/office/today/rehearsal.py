"""The next lending day, played through beforehand: whoever would be turned away is known while there is time to act.

The rules are the ones that lend (kiosk.circulation.rules), asked about an ordinary book that is free; only the facts
are loaded for everybody at once. Rows S002-S010: the turns; S020-S026: who may borrow what."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import fn

from db.models import Record
from db.rows import tuples
from kiosk.circulation import model
from kiosk.circulation.policy import policy_for
from kiosk.circulation.rota import Kind, Mode, Purpose, RotaFacts, Subject, Turn
from kiosk.circulation.rules import CheckOutRequest, Circumstances, check_out_denials
from kiosk.lending.due import due_day
from kiosk.lending.facts import FactLoader
from kiosk.lending.rules import Bylaw, load_bylaw
from kiosk.office.today.faults import FaultsFound, find_faults
from kiosk.office.today.views import RefusedPatron, RehearsedDay, RehearsedTurn

NOON = time(12)
A_MINUTE = timedelta(minutes=1)
BOOK = "book"
NOBODY = UUID(int=0)
PEOPLE_A_STEP = 200

Told = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Played:
    """A turn, and who of its people would get no ordinary book."""

    turn: RehearsedTurn
    refused: tuple[RefusedPatron, ...]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """day: what the pages show; played: its turns with the people; found: what is wrong in the data."""

    day: RehearsedDay
    played: tuple[Played, ...]
    found: FaultsFound


@dataclass(frozen=True, slots=True)
class School:
    """Everybody who may come, with what they hold. ordinary: the item type that most of the titles have."""

    patrons: tuple[model.PatronFacts, ...]
    loans: Mapping[UUID, tuple[model.LoanFacts, ...]]
    ordinary: str


def rehearse(facts: FactLoader, zone: ZoneInfo, at: datetime, told: Told = lambda done, total: None) -> Rehearsed:
    """The first lending day after `at`, against every rule; reads through the connection of its own thread."""
    bylaw = load_bylaw()
    day = next_lending_day(bylaw.rota, at.date())
    played = () if day is None else play(bylaw, load_school(facts, bylaw, zone), day, zone, told)
    found = find_faults(bylaw, day or at.date())
    faults = {fault: count for fault, count in found.counts.items() if count}
    is_tomorrow = day == at.date() + timedelta(days=1)
    return Rehearsed(RehearsedDay(day, is_tomorrow, tuple(one.turn for one in played), faults), played, found)


class RememberedRota(RotaFacts):
    """The same answers; a day's turns are worked out once instead of for each of two thousand people."""

    _remembered: Callable[[date, tzinfo | None, Purpose], list[Turn]]

    def __init__(self, rota: RotaFacts) -> None:
        super().__init__(**{field.name: getattr(rota, field.name) for field in fields(RotaFacts)})
        object.__setattr__(self, "_remembered", cache(super().turns_on))

    def turns_on(self, day: date, zone: tzinfo | None, purpose: Purpose = Purpose.LEND) -> list[Turn]:
        return self._remembered(day, zone, purpose)


def next_lending_day(rota: RotaFacts, after: date) -> date | None:
    """The first day after that one on which anybody may borrow; None when the calendar reaches no such day."""
    days = rota.calendar.days_from(after + timedelta(days=1))
    return next((day for day in days if turns_to_play(rota, day, None)), None)


def turns_to_play(rota: RotaFacts, day: date, zone: tzinfo | None) -> list[Turn]:
    """The day's open turns; one that stands for all day where no bell divides it."""
    if not rota.calendar.lends_on(day) and not any(exception.day == day for exception in rota.exceptions):
        return []
    open_turns = [turn for turn in rota.turns_on(day, zone) if turn.kind is not Kind.CLOSED]
    if is_divided(rota):
        return open_turns
    if not rota.calendar.is_school_day(day):
        return []
    starts = open_turns[0].starts if open_turns else datetime.combine(day, NOON, zone)
    return [Turn(starts, starts + A_MINUTE, Kind.FREE)]


def is_divided(rota: RotaFacts) -> bool:
    """Whether bells say who is served when; without a rota everybody is, all day."""
    return rota.mode is not Mode.OFF and bool(rota.periods)


def load_school(facts: FactLoader, bylaw: Bylaw, zone: ZoneInfo) -> School:
    """Three statements, however many people there are. Loans are due as a recall has it, as at the desk."""
    patrons = tuple(facts.everybody())
    classes = {patron.id: patron.class_name for patron in patrons}
    loans: dict[UUID, list[model.LoanFacts]] = defaultdict(list)
    for loan in facts.open_loans():
        day = due_day(loan.due_on, loan.lent_at, bylaw.rota.calendar, zone, classes.get(loan.patron, ""))
        loans[loan.patron].append(replace(loan, due_on=day))
    count = fn.COUNT(Record.id)
    kinds = Record.select(Record.item_type, count).group_by(Record.item_type).order_by(count.desc())
    ordinary = next((kind for kind, _ in tuples(kinds.limit(1))), BOOK)
    held = {patron: tuple(own) for patron, own in loans.items()}
    return School(patrons, held, ordinary)


def play(
    bylaw: Bylaw, school: School, day: date, zone: tzinfo, told: Told = lambda done, total: None
) -> tuple[Played, ...]:
    """told: how many of the people have been asked about, of all turns; may raise to stop."""
    rota = RememberedRota(bylaw.rota)
    has_bells = is_divided(bylaw.rota)
    turns = turns_to_play(rota, day, zone)
    casts = [_cast(turn, school.patrons) for turn in turns]
    total, done = sum(map(len, casts)), 0
    known: dict[tuple[Subject, ...], tuple[RefusedPatron, ...]] = {}
    played = []
    for number, (turn, cast) in enumerate(zip(turns, casts, strict=True)):
        if turn.served not in known:
            # Nothing but whose turn it is differs between two turns of one day.
            known[turn.served] = tuple(_refused(cast, turn, rota, bylaw, school, _counting(told, done, total)))
        done += len(cast)
        played.append(_played(number, turn, cast, known[turn.served], has_bells))
    return tuple(played)


def _counting(told: Told, before: int, total: int) -> Callable[[int], object]:
    return lambda done: told(before + done, total)


def _cast(turn: Turn, patrons: Sequence[model.PatronFacts]) -> list[model.PatronFacts]:
    """Whose turn it is; everybody's when the turn is free."""
    return [patron for patron in patrons if turn.serves(patron.class_name, patron.grade, patron.division)]


def _refused(
    cast: Sequence[model.PatronFacts],
    turn: Turn,
    rota: RotaFacts,
    bylaw: Bylaw,
    school: School,
    told: Callable[[int], object],
) -> Iterable[RefusedPatron]:
    book = _an_ordinary_book(school.ordinary)
    for number, patron in enumerate(cast):
        if number % PEOPLE_A_STEP == 0:
            told(number)
        loans = school.loans.get(patron.id, ())
        policy = policy_for(bylaw.policies, patron.category, "", turn.starts.date())
        here = Circumstances(turn.starts, patron, policy, bylaw.policies, rota, loans)
        request = CheckOutRequest(here, book, here.policy_of(school.ordinary), held_for=None)
        codes = tuple(denial.code for denial in check_out_denials(request))
        if codes:
            yield RefusedPatron(patron.id.hex, patron.name, patron.number, patron.class_name, codes)


def _an_ordinary_book(item_type: str) -> model.ItemFacts:
    return model.ItemFacts(
        NOBODY, None, model.ItemState.AVAILABLE, model.RecordFacts(NOBODY, "", "", "", "", item_type)
    )


def _played(
    number: int, turn: Turn, cast: Sequence[model.PatronFacts], refused: tuple[RefusedPatron, ...], has_bells: bool
) -> Played:
    reasons = Counter(one.codes[0] for one in refused)
    return Played(
        RehearsedTurn(
            number,
            turn.starts if has_bells else None,
            turn.ends if has_bells else None,
            tuple(subject.name for subject in turn.served),
            len(cast),
            len(refused),
            dict(reasons.most_common()),
        ),
        refused,
    )
