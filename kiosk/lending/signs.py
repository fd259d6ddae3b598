"""The sign at the welcome screen: who is served now, until when, and who comes next."""

from datetime import datetime

from kiosk.circulation.rota import Kind, Mode, RotaFacts, Turn, closes
from kiosk.circulation.signs import Sign, SignKind, Stop

STOPS = 4


def _kind(turn: Turn) -> SignKind:
    return {Kind.ROTA: SignKind.CLASS_TURN, Kind.FREE: SignKind.FREE, Kind.CLOSED: SignKind.CLOSED}[turn.kind]


def _who(turn: Turn | None) -> tuple[str, ...]:
    return tuple(subject.name for subject in turn.served) if turn else ()


def sign_at(rota: RotaFacts, at: datetime) -> Sign:
    turn = rota.whose_turn(at)
    if closes(rota, at):
        following = next(rota.turns_after(at), None)
        kind = SignKind.RETURNS if rota.calendar.only_returns_on(at.date(), "") else SignKind.CLOSED
        return Sign(kind, next_at=following.starts if following else None, next_who=_who(following))
    if rota.mode is Mode.OFF or turn is None:
        return Sign(SignKind.OPEN, until=turn.ends if turn else None)
    return Sign(_kind(turn), who=_who(turn), until=turn.ends)


def route_at(rota: RotaFacts, at: datetime) -> tuple[Stop, ...]:
    """Now and the next openings; only «now» where no bell timetable is known or the rota is off."""
    sign = sign_at(rota, at)
    now = Stop(None, sign.kind, sign.who)
    if rota.mode is Mode.OFF:
        return (now,)
    following = (Stop(turn.starts, _kind(turn), _who(turn)) for turn in rota.turns_after(at))
    return (now, *(stop for _, stop in zip(range(STOPS - 1), following, strict=False)))
