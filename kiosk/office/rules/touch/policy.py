"""One rule while its figures are changed; nothing is stored before that is asked for."""

from datetime import date, datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.rules import policies
from kiosk.office.rules.touch.trial import Beside, Question
from kiosk.office.rules.views import EditPolicy, PolicyRow, RulesAction
from kiosk.office.touch_kit.page import Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import DayPage, days_from
from kiosk.taps import Act, AnyTap


class PolicyPage(Page):
    """before: None for a new one."""

    is_still = True

    def __init__(self, context: RoomContext, question: Question, draft: PolicyRow, before: PolicyRow | None) -> None:
        self._context, self._question = context, question
        self._draft, self._before = draft, before

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(RulesAction.STEP, subject):
                field, by = subject.split(":")
                self._draft = policies.stepped(self._draft, field, int(by))
            case Act(RulesAction.SWITCH, field):
                self._set(field, not getattr(self._draft, field))
            case Act(RulesAction.DAY, field):
                return self._choose_day(field, at)
            case Act(RulesAction.NO_DAY, field):
                self._set(field, None)
            case Act(RulesAction.SAVE) if self.view(at).can_be_stored:
                return self._save(at)
            case Act(RulesAction.REMOVE) if self._before is not None:
                policy = UUID(self._before.id)
                done = policies.remove_policy(self._context.desk, self._context.actor, at, policy)
                return told("policies.removed", done, steps=1)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        return self._question.hold_up(scan)

    def view(self, at: datetime) -> EditPolicy:
        draft = self._draft
        return EditPolicy(draft, self._before, policies.clashes(draft), policies.ends_before(draft))

    def _set(self, field: str, value: bool | date | None) -> None:
        self._draft = policies.changed(self._draft, field, value)

    def _choose_day(self, field: str, at: datetime) -> Page:
        standing: date | None = getattr(self._draft, field)

        def taken(day: date, _at: datetime) -> None:
            self._set(field, day)

        pick = DayPage(f"policies.{field}", standing or at.date(), taken, days_from(None, standing))
        return Beside(pick, self._question)

    def _save(self, at: datetime) -> Move:
        done = policies.store_policy(self._context.desk, self._context.actor, at, self._draft)
        key = "policies.stored" if self._draft.id else "policies.added"
        return told(key, done, steps=1)
