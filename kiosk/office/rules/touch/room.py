"""The room of the rules: the table, one rule, sets to begin with; the trial and the year have desks of their own."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.editing import undo
from kiosk.office.rules import policies
from kiosk.office.rules.touch.school_year import YearDesk
from kiosk.office.rules.touch.trial import TrialDesk
from kiosk.office.rules.views import EditPolicy, Policies, PolicyRow, RulesAction, SchoolYearAction, TrialAction
from kiosk.office.touch_kit.months import month_of, month_page
from kiosk.office.touch_kit.room import Answer, RoomContext
from kiosk.office.touch_kit.views import Confirm, Confirmation, Option, PickOne
from kiosk.taps import Act, AnyTap, Tap

A_PAGE = 5
YEAR = "year"  # the subject by which another room leads to terms and holidays


class PoliciesRoom:
    def __init__(self, here: RoomContext, subject: str = "") -> None:
        self._here = here
        self.told: Confirmation | None = None
        self._page = 0
        self._editor: PolicyEditor | None = None
        self._adding: str | None = None  # whom the new line is for; empty while that is being chosen
        self._preset: str | None = None  # which is being asked about; empty while one is being chosen
        self._trial, self._year = TrialDesk(here), YearDesk(here)
        self._year.is_open = subject == YEAR

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        if not isinstance(tap, Act):
            self._trial.type(tap, at)
            if tap is Tap.BACK:
                self._close()
            return None
        if isinstance(tap.action, TrialAction):
            self._trial.tap(tap, at)
        elif isinstance(tap.action, SchoolYearAction):
            self._year.tap(tap, at)
            self.told = self._year.told
        elif isinstance(tap.action, RulesAction):
            self._tap(tap, at)
        return None

    def scan(self, scan: Scan, at: datetime) -> None:
        """A card or a book held up is tried at once, whatever is open."""
        if self._trial.scan(scan):
            self._close()
            self._year.is_open = False
            self._trial.is_open = True

    def page(self, at: datetime) -> object:
        if self._editor is not None:
            return self._editor.page()
        if self._adding is not None:
            return self._choice()
        if self._preset is not None:
            return self._preset_page()
        if self._year.is_open:
            return self._year.page(at)
        if self._trial.is_open:
            return self._trial.page(at)
        total = policies.count_policies()
        pages = max(1, -(-total // A_PAGE))
        self._page = min(self._page, pages - 1)
        rows = policies.policy_rows(at.date(), self._page, A_PAGE)
        return Policies(rows, total, self._page, pages, self._trial.tried(at))

    # --- inside --------------------------------------------------------------------------------------------------

    def _tap(self, act: Act, at: datetime) -> None:
        member, desk = self._here.actor, self._here.desk
        match act.action:
            case RulesAction.TURN:
                self._page = max(0, int(act.subject))
            case RulesAction.CHANGE:
                row = policies.policy_row(UUID(act.subject), at.date())
                self._editor = PolicyEditor(row, row) if row else None
            case RulesAction.ADD:
                self._adding = ""
            case RulesAction.PICK_WHO:
                self._adding = f"{act.subject}:"
            case RulesAction.PICK_WHAT if self._adding:
                who, self._adding = self._adding[:-1], None
                self._editor = PolicyEditor(policies.blank(who, act.subject, at.date()), None)
            case RulesAction.SAVE if self._editor and self._editor.can_be_stored:
                draft = self._editor.draft
                entry = policies.store_policy(desk, member, at, draft)
                self._tell("policies.stored" if draft.id else "policies.added", entry)
                self._close()
            case RulesAction.REMOVE if self._editor and self._editor.before:
                entry = policies.remove_policy(desk, member, at, self._editor.before)
                self._tell("policies.removed", entry)
                self._close()
            case RulesAction.PRESETS:
                self._preset = ""
            case RulesAction.PICK_PRESET:
                self._preset = act.subject
            case RulesAction.SURE if self._preset:
                entry = policies.apply_preset(desk, member, at, self._preset)
                self._tell("policies.preset_taken", entry)
                self._close()
            case RulesAction.UNDO:
                obstacle = undo(desk, member, at, UUID(act.subject))
                self.told = Confirmation("policies.undone" if obstacle is None else "policies.not_undone")
            case RulesAction.TRY:
                self._trial.is_open = True
            case RulesAction.YEAR:
                self._year.is_open = True
            case RulesAction.LEAVE if self._editor and self._editor.is_choosing:
                self._editor.tap(act, at.date())
            case RulesAction.LEAVE:
                self._close()
            case _ if self._editor:
                self._editor.tap(act, at.date())

    def _close(self) -> None:
        self._editor = self._adding = self._preset = None

    def _tell(self, key: str, entry: UUID) -> None:
        self.told = Confirmation(key, undo=Act(RulesAction.UNDO, entry.hex))

    def _choice(self) -> PickOne:
        back = Act(RulesAction.LEAVE)
        if not self._adding:
            options = tuple(Option(name, f"category.{name or 'anybody'}") for name in policies.categories())
            return PickOne("policies.new_who", options, RulesAction.PICK_WHO, back)
        options = tuple(Option(name, f"item_type.{name or 'anything'}") for name in policies.item_types())
        return PickOne("policies.new_what", options, RulesAction.PICK_WHAT, back)

    def _preset_page(self) -> PickOne | Confirm:
        if self._preset:
            return Confirm(f"policies.preset.{self._preset}", Act(RulesAction.SURE), Act(RulesAction.LEAVE))
        options = tuple(
            Option(name, f"policies.preset.{name}", f"policies.preset.{name}.hint") for name in policies.PRESETS
        )
        return PickOne("policies.presets", options, RulesAction.PICK_PRESET, Act(RulesAction.LEAVE))


class PolicyEditor:
    """One rule while its figures are changed; nothing is stored before SAVE. before: None for a new one."""

    def __init__(self, draft: PolicyRow, before: PolicyRow | None) -> None:
        self.draft, self.before = draft, before
        self._day: str | None = None  # the field whose day is being chosen
        self._month: date | None = None

    @property
    def is_choosing(self) -> bool:
        return self._day is not None

    @property
    def can_be_stored(self) -> bool:
        page = self._figures()
        return page.is_changed and not page.clashes and not page.ends_before

    def tap(self, act: Act, today: date) -> None:
        match act.action:
            case RulesAction.STEP:
                field, by = act.subject.split(":")
                self.draft = policies.stepped(self.draft, field, int(by))
            case RulesAction.SWITCH:
                self.draft = replace(self.draft, **{act.subject: not getattr(self.draft, act.subject)})
            case RulesAction.DAY:
                self._day = act.subject
                self._month = getattr(self.draft, act.subject) or today
            case RulesAction.NO_DAY:
                self.draft = replace(self.draft, **{act.subject: None})
            case RulesAction.TURN_MONTH:
                self._month = month_of(act.subject)
            case RulesAction.PICK_DAY if self._day:
                self.draft = replace(self.draft, **{self._day: date.fromisoformat(act.subject)})
                self._day = None
            case RulesAction.LEAVE:
                self._day = None

    def page(self) -> object:
        if self._day is None:
            return self._figures()
        return month_page(
            f"policies.{self._day}",
            self._month,
            pick=RulesAction.PICK_DAY,
            turn=RulesAction.TURN_MONTH,
            back=Act(RulesAction.LEAVE),
            marked=getattr(self.draft, self._day),
        )

    def _figures(self) -> EditPolicy:
        draft = self.draft
        ends_before = bool(draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from)
        return EditPolicy(draft, self.before, policies.clashes(draft), ends_before)
