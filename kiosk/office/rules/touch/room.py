"""The room of the rules: the table of policies, with the trial in short beside it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.rules import policies
from kiosk.office.rules.touch.policy import PolicyPage
from kiosk.office.rules.touch.school_year import YearPage
from kiosk.office.rules.touch.trial import Beside, Question, TrialPage, book_choice, class_choice
from kiosk.office.rules.views import Policies, RulesAction
from kiosk.office.touch_kit.page import Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import ConfirmPage, PickPage, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

ROWS = 5
YEAR = "year"  # the subject by which another room leads to terms and holidays


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    question = Question(context.desk)
    table = TablePage(context, question)
    return (table, YearPage(context, question)) if subject == YEAR else (table,)


class TablePage(Page):
    pager: Pager

    def __init__(self, context: RoomContext, question: Question) -> None:
        self._context, self._question = context, question
        self.pager = Pager(ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        context, question = self._context, self._question
        match tap:
            case Act(RulesAction.CHANGE, policy):
                row = policies.policy_row(UUID(policy), at.date())
                return PolicyPage(context, question, row, row)
            case Act(RulesAction.ADD):
                return new_policy(context, question)
            case Act(RulesAction.PRESETS):
                return presets(context, question)
            case Act(RulesAction.YEAR):
                return YearPage(context, question)
            case Act(RulesAction.TRY):
                return TrialPage(question)
            case Act(RulesAction.WHO):
                return TrialPage(question, class_choice(question))
            case Act(RulesAction.WHAT):
                return TrialPage(question, book_choice(question))
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        return self._question.hold_up(scan)

    def view(self, at: datetime) -> Policies:
        total, rows = self.pager.asked(lambda first, size: policies.policy_rows(at.date(), first, size))
        return Policies(rows, total, self.pager.number, self.pager.pages, self._question.answer(at))


def new_policy(context: RoomContext, question: Question) -> Page:
    """Whom it is for, then what, then its figures."""

    def what(category: str, _at: datetime) -> Page:
        def figures(item_type: str, at: datetime) -> Page:
            return PolicyPage(context, question, policies.blank(context.desk, category, item_type, at.date()), None)

        options = [Option(name, f"item_type.{name or 'anything'}") for name in policies.item_types()]
        return Beside(PickPage("policies.new_what", known(options), figures), question)

    options = [Option(name, f"category.{name or 'anybody'}") for name in policies.categories()]
    return Beside(PickPage("policies.new_who", known(options), what), question)


def presets(context: RoomContext, question: Question) -> Page:
    """A set of rules in place of all, after a question."""

    def ask(name: str, _at: datetime) -> Page:
        def take(at: datetime) -> Move:
            done = policies.apply_preset(context.desk, context.actor, at, name)
            return told("policies.preset_taken", done)

        return Beside(ConfirmPage(f"policies.preset.{name}", take), question)

    options = [Option(name, f"policies.preset.{name}", f"policies.preset.{name}.hint") for name in policies.PRESETS]
    return Beside(PickPage("policies.presets", known(options), ask), question)
