"""The first-run guide as a state machine: eight steps, each on its own page, from nothing to lending.

It begins without a PIN, at a station that is empty; from the moment there is a librarian it is his."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import StaffMember
from kiosk.office.editing import undo
from kiosk.office.jobs import Job, Jobs
from kiosk.office.rules import policies
from kiosk.office.setup import first_cards, first_rota, guide, templates
from kiosk.office.setup.touch.librarian import FirstLibrarian
from kiosk.office.setup.touch.lists import ListDesk
from kiosk.office.setup.touch.school import SchoolDesk
from kiosk.office.setup.views import (
    AllDone,
    CardsStep,
    ChoiceStep,
    FirstRun,
    PresetLine,
    SetPin,
    SetupAction,
    SetupStep,
    StepState,
)
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.room import RoomContext
from kiosk.office.touch_kit.views import Confirmation, Trouble, Working
from kiosk.taps import Act, AnyTap

Asked = Literal["leave", "office"] | None
NOBODY = StaffMember(UUID(int=0), "", "")
LISTS = (SetupStep.READERS, SetupStep.BOOKS)
CHOICES = (SetupStep.BELLS, SetupStep.RULES, SetupStep.ROTA)


class GuideSession:
    """member: None at an empty station, until the first librarian has made himself."""

    def __init__(self, desk: Desk, places: Places, jobs: Jobs, member: StaffMember | None, at: datetime) -> None:
        self._desk, self._places, self._jobs = desk, places, jobs
        self.member = member
        self._told: Confirmation | None = None
        self._librarian = FirstLibrarian(desk)
        self._step = SetupStep.PIN
        self._school: SchoolDesk | None = None
        self._list: ListDesk | None = None
        self._job: Job[first_cards.FirstCards] | None = None
        self._printed: first_cards.FirstCards | None = None
        self._trouble: Trouble | None = None
        self._ended = False
        if member is not None:
            self._go_on(at)

    @property
    def is_busy(self) -> bool:
        return self._jobs.busy

    def tap(self, tap: AnyTap, at: datetime) -> Asked:
        """leave: for now; office: the guide is at its end."""
        if self.is_busy and not (isinstance(tap, Act) and tap.action is SetupAction.CANCEL):
            return None
        self._told, trouble, self._trouble = None, self._trouble, None
        if trouble is not None:
            return None
        if self.member is None:
            self.member = self._librarian.tap(tap, at)
            if self.member is not None:
                self._tell("guide.pin_is_set", name=self.member.name)
                self._go_on(at)
            return None
        if not isinstance(tap, Act):
            if self._school is not None and self._step is SetupStep.SCHOOL:
                self._school.type(tap)
            return None
        return self._act(tap, at)

    def view(self, at: datetime) -> FirstRun:
        page = self._page(at)
        states = guide.step_states()
        return FirstRun(states, self._step, page, self.member.name if self.member else "", self._told)

    # --- inside --------------------------------------------------------------------------------------------------

    @property
    def _here(self) -> RoomContext:
        return RoomContext(self._desk, self.member or NOBODY, self._places, self._jobs)

    def _act(self, act: Act, at: datetime) -> Asked:
        match act.action:
            case SetupAction.LEAVE:
                return "leave"
            case SetupAction.FINISH if self._ended:
                guide.finish(self._desk, self._here.actor, at)
                return "office"
            case SetupAction.FINISH:
                self._ended = True
            case SetupAction.OPEN:
                self._open(SetupStep(act.subject), at)
            case SetupAction.SKIP:
                guide.skip(self._desk, self._here.actor, at, self._step)
                self._go_on(at)
            case SetupAction.NEXT:
                self._go_on(at)
            case SetupAction.TEMPLATE:
                self._save_templates()
            case SetupAction.PICK if self._step in CHOICES:
                self._pick(act.subject, at)
            case SetupAction.PRINT if self._step is SetupStep.CARDS:
                self._print(at)
            case SetupAction.UNDO:
                self._undo(UUID(act.subject), at)
            case _ if self._step is SetupStep.SCHOOL and self._school:
                self._school.tap(act, at)
                if self._school.saved:
                    self._tell("guide.school_kept")
                    self._go_on(at)
            case _ if self._list is not None:
                self._list.tap(act, at)
        return None

    def _open(self, step: SetupStep, at: datetime) -> None:
        self._ended = False
        self._step = step
        self._school = SchoolDesk(self._here, at) if step is SetupStep.SCHOOL else None
        self._list = ListDesk(self._here, step) if step in LISTS else None

    def _go_on(self, at: datetime) -> None:
        """To the next step that nobody has seen to; at the last one when all are."""
        states = guide.step_states()
        later = [
            step for step in list(SetupStep)[list(SetupStep).index(self._step) + 1 :] if states[step] is StepState.OPEN
        ]
        self._open(later[0] if later else guide.next_step(states), at)

    def _tell(self, key: str, entry: UUID | None = None, **facts) -> None:
        self._told = Confirmation(key, facts, Act(SetupAction.UNDO, entry.hex) if entry else None)

    def _undo(self, entry: UUID, at: datetime) -> None:
        obstacle = undo(self._desk, self._here.actor, at, entry)
        self._tell("policies.undone" if obstacle is None else "policies.not_undone")

    def _pick(self, name: str, at: datetime) -> None:
        desk, member, step = self._desk, self._here.actor, self._step
        match step:
            case SetupStep.BELLS:
                entry = first_rota.ring_bells(desk, member, at, name)
            case SetupStep.RULES:
                entry = policies.apply_preset(desk, member, at, name)
            case _:
                entry = first_rota.publish_preset(desk, member, at, name, _words()["guide.rota_title"])
        self._tell(f"guide.{step}.chosen", entry)
        self._go_on(at)

    def _save_templates(self) -> None:
        try:
            written = templates.write_templates(_words(), self._places.save)
        except OSError:
            self._trouble = Trouble("guide.not_saved", Act(SetupAction.BACK), {"folder": str(self._places.outlet())})
            return
        self._tell("guide.templates_saved", folder=str(written[0].parent))

    def _print(self, at: datetime) -> None:
        try:
            path = self._places.save(f"{_words()['guide.cards_file']}.pdf")
        except OSError:
            self._trouble = Trouble("guide.not_saved", Act(SetupAction.BACK), {"folder": str(self._places.outlet())})
            return
        desk, member = self._desk, self._here.actor
        self._job = self._jobs.start(lambda job: first_cards.print_all(desk, member, at, path, LANGUAGES[0]))

    # --- pages ---------------------------------------------------------------------------------------------------

    def _page(self, at: datetime) -> object:
        if self._trouble is not None:
            return self._trouble
        if self.member is None:
            return self._librarian.page()
        if self._ended:
            people, copies = guide.counts()
            return AllDone(guide.school_name(), people, copies)
        if self._step in LISTS and self._list is not None:
            return self._list_page(at)
        if self._step is SetupStep.SCHOOL and self._school is not None:
            return self._school.page()
        if self._step in CHOICES:
            return self._choice(self._step)
        if self._step is SetupStep.CARDS:
            return self._cards_page()
        return SetPin(self.member.name)

    def _list_page(self, at: datetime) -> object:
        page = self._list.page()
        if self._list.taken is None:
            return page
        kind, entry = self._list.kind, self._list.taken
        self._go_on(at)
        self._tell(f"guide.{kind}.taken", entry)
        return self._page(at)

    def _choice(self, step: SetupStep) -> ChoiceStep:
        names, chosen, why_not = {
            SetupStep.BELLS: (first_rota.BELLS, first_rota.bells_chosen(), ""),
            SetupStep.RULES: (tuple(policies.PRESETS), policies.preset_chosen(), ""),
            SetupStep.ROTA: (tuple(first_rota.ROTAS), first_rota.rota_chosen(), first_rota.why_no_rota()),
        }[step]
        return ChoiceStep(step, tuple(PresetLine(name, name == chosen) for name in names), why_not)

    def _cards_page(self) -> object:
        job = self._job
        if job is not None and not job.finished:
            return Working("guide.printing", job.done, job.total)
        if job is not None:
            self._job = None
            if job.failure is not None:
                return self._not_printed()
            self._printed = job.result
        people, _ = guide.counts()
        done = self._printed
        if done is None:
            return CardsStep(people)
        on_stick = any(done.path.is_relative_to(stick) for stick in self._places.sticks())
        file = f"{done.path.parent.name}/{done.path.name}"
        return CardsStep(people, file, on_stick, done.cards, done.sheets, done.unprintable)

    def _not_printed(self) -> Trouble:
        self._trouble = Trouble("guide.not_saved", Act(SetupAction.BACK), {"folder": str(self._places.outlet())})
        return self._trouble


def _words() -> Mapping[str, str]:
    """What is written into files and rows is in the school's language, whatever the screen speaks."""
    return load_catalogue(LANGUAGES[0])
