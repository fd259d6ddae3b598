"""What a visit leaves behind for a moment: books that still lie before the camera are not turned round."""

from datetime import datetime, timedelta
from uuid import UUID

from kiosk.selfcheck.patron_session import PatronSession

# A child who comes back within this time, with nobody in between, goes on with the same visit.
RESUMED = timedelta(seconds=60)
# A book lent so shortly ago is still in the hands that carry it away, not on its way back.
CARRIED_AWAY = timedelta(minutes=2)


class RecentVisits:
    def __init__(self) -> None:
        self._last: tuple[PatronSession, datetime] | None = None
        self._lent: dict[UUID, datetime] = {}

    def remember(self, session: PatronSession, at: datetime) -> None:
        self._last = (session, at)
        self._lent = {loan: when for loan, when in self._lent.items() if at - when < CARRIED_AWAY}
        self._lent.update(dict.fromkeys(session.lent(), at))

    def resume(self, patron: UUID, at: datetime) -> PatronSession | None:
        last, self._last = self._last, None
        if last is None or last[0].patron.id != patron or at - last[1] >= RESUMED:
            return None
        last[0].go_on(at)
        return last[0]

    def just_lent(self, at: datetime) -> frozenset[UUID]:
        return frozenset(loan for loan, when in self._lent.items() if at - when < CARRIED_AWAY)
