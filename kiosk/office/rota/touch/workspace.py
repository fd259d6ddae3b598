"""What the pages of this room work on together."""

from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.circulation.denials import Fact
from kiosk.circulation.rota import Week
from kiosk.office.rota.draft import Draft
from kiosk.office.rota.drafts import coming, keep_draft, kept_draft, next_monday, published_draft
from kiosk.office.rota.facts import SchoolFacts
from kiosk.office.rota.proofs import RotaProof, proofs
from kiosk.office.rota.school import school_facts, stamp
from kiosk.office.touch_kit.page import Back, Done, Move, RoomContext


@dataclass(frozen=True, slots=True)
class RotaSeen:
    """published: a copy of what was published last."""

    facts: SchoolFacts
    published: Draft | None


class Workspace:
    """The draft, the weeks that are looked at, and what a rota is measured against.

    Each tap changes the draft at once; what it was before can be taken back."""

    def __init__(self, context: RoomContext) -> None:
        self.context = context
        self.week = Week.EVERY
        self._seen: tuple[object, RotaSeen] | None = None
        self._proven: tuple[Draft, SchoolFacts, tuple[RotaProof, ...]] | None = None

    def facts(self, at: datetime) -> SchoolFacts:
        return self._look(at).facts

    def _look(self, at: datetime) -> RotaSeen:
        """Read again once it may have changed: a page is shown anew each second."""
        now = (stamp(self.context.desk), at.date())
        if self._seen is None or self._seen[0] != now:
            facts = school_facts(self.context.desk.bylaw().rota, at)
            self._seen = (now, RotaSeen(facts, published_draft(at.date())))
        return self._seen[1]

    @property
    def is_draft(self) -> bool:
        return kept_draft() is not None

    def draft(self, at: datetime) -> Draft | None:
        """The draft, else a copy of what was published last."""
        kept = kept_draft()
        return coming(kept, at.date()) if kept else self._look(at).published

    def to_change(self, at: datetime) -> Draft:
        """What was published becomes a draft for the next Monday."""
        draft = self.draft(at) or Draft(at.date())
        return draft if self.is_draft else replace(draft, valid_from=next_monday(at.date()))

    def proofs(self, at: datetime) -> tuple[RotaProof, ...]:
        draft, facts = self.draft(at) or Draft(at.date()), self.facts(at)
        if self._proven is None or self._proven[:2] != (draft, facts):
            self._proven = (draft, facts, proofs(draft, facts))
        return self._proven[2]

    def change(self, changed: Draft | None, at: datetime, key: str, steps: int = 0, **facts: Fact) -> Move:
        """Keep this draft, or none. steps: so many pages down."""
        desk, actor, before = self.context.desk, self.context.actor, kept_draft()
        if changed == before:
            return Back(steps)
        stopped = keep_draft(desk, actor, at, changed)
        if stopped is not None:
            return stopped
        return Done(f"rota.told.{key}", lambda later: keep_draft(desk, actor, later, before), facts, steps)
