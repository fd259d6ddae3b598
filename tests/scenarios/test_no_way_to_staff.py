"""No path leads from the pupil's screens to the staff's: every one that taps and scans can make is tried.

Breadth first over the real station: from each kind of view that was reached, every tap that exists (also those that no
button of that view sends) and every kind of code; a view that is of a new kind is gone on from."""

from collections import deque
from contextlib import suppress
from dataclasses import fields
from enum import StrEnum
from importlib import import_module
from itertools import product

import pytest
from argon2 import PasswordHasher

from db import models
from db.connection import open_database
from kiosk.office.features import FEATURES
from kiosk.office.setup.guide import guide_needed
from kiosk.office.setup.views import FirstRun
from kiosk.office.today.notice_views import NoticeDetail, Notices
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.views import Office
from kiosk.selfcheck import views
from kiosk.selfcheck.staff_desk import OfficeSetup
from kiosk.selfcheck.staff_views import Devices, FindPatron, Pin, PinPurpose, StaffMenu
from kiosk.selfcheck.station import Station
from kiosk.taps import Act, FrameAction, Tap, TapChoice, TapKey, TapKind, TapRenew, TapRoom, TapUndo
from tests import school

pytestmark = pytest.mark.slow

STAFF_SIDE = (StaffMenu, Devices, Notices, NoticeDetail, FindPatron, Office, FirstRun)
PIN = "135790"
DEEPEST = 7
WAITS = ("wait 1", "wait 11", "wait 31")
SCANS = (
    "R0001",  # on turn
    "R0002", "R0003",  # another class, blocked
    "9787100000000",  # free
    "9787100000001",  # lent to the first
    "9787100000002",  # stays here
    "B0000017", "8888",  # a label; a card and a label alike
    "H0001",  # a helper's card
    "XYZ", "97871000", "6901234567892",  # unknown, cut short, no book
)  # fmt: skip


@pytest.fixture
def database():
    """In memory: each path begins with the same school."""
    handle = open_database(":memory:")
    yield handle
    handle.close()


@pytest.fixture
def desk(database):
    three, five = school.school_class("三(2)班"), school.school_class("五(1)班", 5)
    school.policy(max_loans=2, overdue_block_count=1)
    school.policy(max_loans=0, item_type="reference", lendable=False)
    school.rota("enforce", (0, "12:05", "12:20", "三(2)班"), (0, "12:20", "12:35", "五(1)班"))
    one = school.patron("0001", "王小明", three)
    school.patron("0002", "李小红", five)
    school.patron("0003", "周小丽", three, blocked=True)
    school.patron("8888", "吴小军", three)
    for number in range(3):
        school.record(f"978710000000{number}", f"书{number}", item_type="reference" if number == 2 else "book")
    school.record("9787200000000", "有标签的书", copies=0, labels=("B0000017", "8888"))
    item = models.Item.select().join(models.Record).where(models.Record.isbn == "9787100000001").get()
    models.Item.update(state="on_loan").where(models.Item.id == item.id).execute()
    models.Loan.create(patron=one, item=item, record=item.record_id, lent_at=0, due_on=school.MONDAY_NOON.date())
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    models.Staff.create(name="陈老师", role="librarian", pin_hash=hasher.hash(PIN))
    models.Staff.create(name="小管理员", role="helper", card="H0001")
    desk = school.desk_at(database)
    desk.note("isbn_not_registered", school.MONDAY_NOON, text="9787100009999")
    return desk


def actions_of(folder: str) -> list[StrEnum]:
    """All that a feature's pages know."""
    known = vars(import_module(f"kiosk.office.{folder}.views"))
    return [action for name, kind in known.items() if name.endswith("Action") for action in kind]


def every_action() -> list:
    """All that a screen could send, and all that a child can hold up; subjects as real as the database has them."""
    kinds = (models.Patron, models.SchoolClass, models.Loan, models.Notice, models.Staff, models.Policy)
    some = [row.id for model in kinds for row in model.select().limit(1)]
    rooms = [feature.name for feature in FEATURES]
    actions = [*FrameAction, *(action for folder in ("rules", "stations", "setup") for action in actions_of(folder))]
    acts = [Act(action, some[0].hex) for action in actions]
    return [
        *Tap,
        *map(TapKey, "05a"),
        *map(TapChoice, some),
        *map(TapRenew, some),
        TapUndo(1),
        TapKind(True),
        TapKind(False),
        *map(TapRoom, rooms),
        *acts,
        *SCANS,
        *WAITS,
    ]


class Walker:
    """A station that is walked to from the start."""

    def __init__(self, desk, tmp_path) -> None:
        self.clock = school.SteppingClock()
        self.station = Station(
            desk, self.clock, office_setup=OfficeSetup(Places(tmp_path / "home", lambda: ()), guide_needed)
        )
        self._presentation = 0

    def do(self, action) -> views.View:
        if not isinstance(action, str) or isinstance(action, Tap):
            # A screen never names a loan that it does not show; one that did would get nothing.
            with suppress(LookupError, StopIteration):
                self.station.tap(action)
        elif action.startswith("wait "):
            self.clock.wait(seconds=int(action.removeprefix("wait ")))
            self.station.tick()
        else:
            self._presentation += 1
            self.station.scan(school.scan(action, self._presentation))
            self.clock.wait(seconds=0.4)
            self.station.tick()
        return self.station.view


def kind_of(view: views.View) -> tuple:
    """Views of one kind offer the same: which of their parts there are, not what stands in them."""
    parts = tuple(bool(getattr(view, field.name)) for field in fields(view))
    detail = tuple(offer.value for offer in view.refusal.offers) if getattr(view, "refusal", None) else ()
    return (type(view).__name__, parts, detail, getattr(view, "purpose", None))


def explore(desk, tmp_path):
    """Every kind of view with the shortest path to it."""
    actions = every_action()
    paths, waiting = {}, deque([()])
    while waiting:
        path = waiting.popleft()
        for action in actions if path or not paths else ():
            with desk.db.atomic() as transaction:
                walker = Walker(desk, tmp_path)
                for step in path:
                    walker.do(step)
                view = walker.do(action)
                changed = models.Audit.select().count()
                transaction.rollback()
            assert not isinstance(view, STAFF_SIDE), (*path, action)
            assert not changed, (*path, action)
            kind = kind_of(view)
            if kind not in paths:
                paths[kind] = (*path, action)
                if len(path) + 1 < DEEPEST:
                    waiting.append(paths[kind])
    return paths


@pytest.mark.timeout(400)
def test_no_tap_and_no_code_leads_past_the_pin_pad(desk, tmp_path):
    paths = explore(desk, tmp_path)
    reached = {kind[0] for kind in paths}
    assert reached >= {
        "Welcome", "Visit", "MyLoans", "Finished", "AskForCard", "AskKind", "Lane", "Keypad", "Pin", "Search",
        "ReturnedWithoutCard",
    }  # fmt: skip


def pads(walker: Walker, purpose: PinPurpose) -> Pin:
    if purpose is PinPurpose.OVERRIDE:
        walker.do("R0001")
        walker.do("9787100000002")
        return walker.do(Tap.ASK_STAFF)
    return walker.do(Tap.STAFF if purpose is PinPurpose.STAFF_MENU else Tap.NO_CARD)


@pytest.mark.parametrize("purpose", PinPurpose)
def test_no_wrong_pin_opens_anything_and_six_of_them_close_the_pad(desk, tmp_path, purpose):
    walker = Walker(desk, tmp_path)
    assert isinstance(pads(walker, purpose), Pin)
    wrong = [*("".join(digits) for digits in product("01", repeat=6))][:7]
    for pin in wrong:
        for digit in pin:
            view = walker.do(TapKey(digit))
            assert isinstance(view, Pin)
    assert view.locked_until is not None
    for digit in PIN:
        assert isinstance(walker.do(TapKey(digit)), Pin)


def test_at_the_pad_itself_nothing_but_digits_counts(desk, tmp_path):
    """Five right digits, then anything else."""
    for action in every_action():
        if isinstance(action, TapKey):
            continue
        with desk.db.atomic() as transaction:
            walker = Walker(desk, tmp_path)
            walker.do(Tap.STAFF)
            for digit in PIN[:-1]:
                walker.do(TapKey(digit))
            assert not isinstance(walker.do(action), STAFF_SIDE), action
            transaction.rollback()


def test_the_right_pin_does_and_the_search_above_would_see_it(desk, tmp_path):
    walker = Walker(desk, tmp_path)
    walker.do(Tap.STAFF)
    for digit in PIN:
        view = walker.do(TapKey(digit))
    assert isinstance(view, StaffMenu)
    assert isinstance(walker.do(Tap.OFFICE), Office)
    assert isinstance(walker.do(Tap.DISMISS), views.Welcome)
