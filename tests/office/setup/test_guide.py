"""A school begins with an empty station."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from db import models
from db.settings import get_setting
from kiosk.circulation.rota import Kind
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.check_outs import CheckedOut, check_out
from kiosk.lending.staffing import check_pin, staff_with_pin
from kiosk.office.actors import FOUNDER, Actor
from kiosk.office.documents import GivenFile
from kiosk.office.editing import undo
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from kiosk.office.rules import policies, school_year
from kiosk.office.setup import first_cards, first_lists, first_rota, first_school, guide, templates
from kiosk.office.setup.views import SetupStep, StepState
from kiosk.sync.feed_apply import CENTRE
from tests import school

AT = school.MONDAY_NOON


def plainly(rows, **_):
    return rows


@pytest.fixture
def desk(database):
    return school.desk_at(database)


@pytest.fixture
def actor(desk):
    """The first librarian, who has just made himself."""
    member = guide.make_librarian(desk, FOUNDER, AT, "陈老师", "246813")
    return Actor(member.id, Role(member.role))


def sheet(name, *rows):
    book, content = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(content)
    return GivenFile(name, content.getvalue())


# --- who may open it -------------------------------------------------------------------------------------------


def test_only_a_station_without_any_data_and_staff_opens_it(desk):
    assert guide.guide_needed()


@pytest.mark.parametrize(
    "fill",
    [
        lambda: models.Staff.create(name="陈老师", role="librarian", active=False),
        lambda: school.patron("0189"),
        lambda: school.school_class("三(2)班"),
        lambda: school.record("9787100000000", "书", copies=0),
        lambda: models.Setting.create(key=CENTRE, value="centre"),
    ],
    ids=["retired", "reader", "class", "title", "centre"],
)
def test_any_trace_of_a_school_keeps_it_shut(desk, fill):
    fill()
    assert not guide.guide_needed()
    assert guide.make_librarian(desk, FOUNDER, AT, "小偷", "246813") == NotDone("not_empty")
    assert not staff_with_pin()


def test_the_first_librarian_makes_himself_once(desk):
    member = guide.make_librarian(desk, FOUNDER, AT, "陈老师", "246813")
    assert check_pin(desk, member.id, "246813", AT)
    assert guide.make_librarian(desk, FOUNDER, AT, "第二", "135790") == NotDone("not_empty")
    assert (models.Staff.select().count(), guide.guide_needed(), guide.guide_is_open()) == (1, False, True)
    assert models.Audit.get().staff == member.id
    assert "246813" not in str([row.after for row in models.AuditRow.select()])


@pytest.mark.parametrize("pin", ["111111", "123456", "654321", "890123", "210987"])
def test_pins_that_are_tried_first_are_weak(pin):
    assert guide.is_weak(pin)


@pytest.mark.parametrize("pin", ["246810", "112233", "135791", "121212"])
def test_others_are_not(pin):
    assert not guide.is_weak(pin)


@pytest.mark.parametrize("pin", ["111111", "123456", "24681", "2468a0"])
def test_nobody_begins_with_a_weak_pin(desk, pin):
    assert guide.make_librarian(desk, FOUNDER, AT, "陈老师", pin) == NotDone("weak_pin")
    assert guide.guide_needed()


# --- the steps -------------------------------------------------------------------------------------------------


def test_each_step_is_done_when_the_database_says_so(desk, actor):
    def done():
        return {step for step, state in guide.step_states().items() if state is StepState.DONE}

    assert (done(), guide.next_step(guide.step_states())) == ({SetupStep.PIN}, SetupStep.SCHOOL)
    first_school.name_school(desk, actor, AT, "育英小学")
    assert SetupStep.SCHOOL not in done()
    term = school_year.suggested_term(AT.date())
    school_year.add_term(desk, actor, AT, "2026年秋季学期", term.starts_on, term.ends_on)
    guide.skip(desk, actor, AT, SetupStep.BELLS)
    assert guide.step_states()[SetupStep.BELLS] is StepState.SKIPPED
    assert guide.next_step(guide.step_states()) is SetupStep.READERS
    first_rota.ring_bells(desk, actor, AT, "noon")
    assert guide.step_states()[SetupStep.BELLS] is StepState.DONE
    readers = sheet("读者.xlsx", ["借书号", "姓名", "班级"], ["0101", "王小明", "三(2)班"])
    books = sheet("图书.xlsx", ["ISBN", "书名", "数量"], ["9787020024759", "草房子", 2])
    first_lists.take_list(desk, actor, AT, SetupStep.READERS, readers, plainly)
    first_lists.take_list(desk, actor, AT, SetupStep.BOOKS, books, plainly)
    assert done() >= {SetupStep.READERS, SetupStep.BOOKS} and SetupStep.RULES not in done()
    policies.apply_preset(desk, actor, AT, "primary")
    first_rota.publish_preset(desk, actor, AT, "class_a_week", "轮借表")
    drawn = first_cards.draw_cards(load_catalogue("zh_CN"))
    assert (drawn.cards, drawn.sheets, drawn.unprintable) == (1, 1, 0)
    first_cards.note_printed(desk, actor, AT, drawn.cards)
    assert done() == set(SetupStep)
    guide.finish(desk, actor, AT)
    assert not guide.guide_is_open()
    child, book = desk.facts.patron("0101"), desk.facts.record("9787020024759")
    assert isinstance(check_out(desk, child, book, AT), CheckedOut)


# --- lists -----------------------------------------------------------------------------------------------------


def test_a_list_is_read_on_trial_and_nothing_is_stored(desk, actor):
    file = sheet(
        "读者.xlsx",
        ["借书号", "姓名", "班级"],
        ["0101", "王小明", "三(2)班"],
        ["0101", "李小红", ""],
        ["0103"],
    )
    report = first_lists.read_on_trial(desk, AT, SetupStep.READERS, file, plainly)
    assert (report.new, [(r.line, r.code) for r in report.rejects]) == (1, [(3, "number_twice"), (4, "no_name")])
    assert [first_lists.name_in(SetupStep.READERS, reject) for reject in report.rejects] == ["李小红", ""]
    assert not any(model.select().exists() for model in (models.Patron, models.SchoolClass, models.Policy))
    assert get_setting("patrons_imported_at") == ""
    assert desk.bylaw().policies == ()


def test_a_list_that_was_taken_can_be_taken_back_as_a_whole(desk, actor):
    file = sheet("图书.xlsx", ["ISBN", "书名", "数量"], ["9787020024759", "草房子", 2])
    report, entry = first_lists.take_list(desk, actor, AT, SetupStep.BOOKS, file, plainly)
    assert (report.new, models.Item.select().count()) == (1, 2)
    assert undo(desk, actor, AT, entry) is None
    assert not models.Record.select().exists() and not models.Item.select().exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_are_what_the_import_takes(desk, actor, language):
    files = []
    blank = templates.blank_lists(load_catalogue(language))
    for template, document in zip(templates.TEMPLATES, blank, strict=True):
        book, content = load_workbook(BytesIO(document.content)), BytesIO()
        assert len(book.worksheets) == 2
        for example in template.examples:
            book.worksheets[0].append(example)
        book.save(content)
        files.append(GivenFile(document.name, content.getvalue()))
    told = first_school.read_school(files[0])
    assert (told.name, told.term, told.starts_on.isoformat()) == ("育英小学", "2026年秋季学期", "2026-09-01")
    readers, _ = first_lists.take_list(desk, actor, AT, SetupStep.READERS, files[1], plainly)
    books, _ = first_lists.take_list(desk, actor, AT, SetupStep.BOOKS, files[2], plainly)
    assert (readers.new, readers.rejects, books.new, books.copies_added, books.rejects) == (3, [], 3, 9, [])
    assert models.Record.get(models.Record.title == "新华字典").item_type == "reference"


def test_a_school_is_named_by_a_text_file_too():
    for encoding in ("utf-8-sig", "gb18030"):
        file = GivenFile("学校.txt", "\n 育英小学 \n".encode(encoding))
        assert first_school.read_school(file).name == "育英小学"
    nothing = NotDone("unusable_school", {"file": "学校.txt"})
    assert first_school.read_school(GivenFile("学校.txt", b"")) == nothing


@pytest.mark.parametrize(
    "file",
    [
        GivenFile("旧名单.xls", b"\xd0\xcf\x11\xe0" + bytes(600)),
        sheet("别的.xlsx", ["甲", "乙"], ["1", "2"]),
        sheet("学校.xlsx", ["学校名称", "开学"], ["育英小学", "九月"]),
    ],
    ids=["old", "other", "no-day"],
)
def test_a_file_without_a_school_is_none(file):
    assert first_school.read_school(file) == NotDone("unusable_school", {"file": file.name})


def test_a_list_that_is_none_keeps_nothing(desk, actor):
    file = sheet("别的.xlsx", ["甲", "乙"], ["1", "2"])
    said = NotDone("unusable", {"file": "别的.xlsx"})
    assert first_lists.read_on_trial(desk, AT, SetupStep.READERS, file, plainly) == said
    before = models.Audit.select().count()
    assert first_lists.take_list(desk, actor, AT, SetupStep.READERS, file, plainly) == said
    assert models.Audit.select().count() == before


# --- school ----------------------------------------------------------------------------------------------------


def test_a_name_and_a_term_are_kept_both_or_neither(desk, actor):
    offered = first_school.school_so_far(AT.date(), load_catalogue("zh_CN"))
    wanted = replace(offered, name="育英小学")
    backwards = replace(wanted, ends_on=wanted.starts_on)
    assert first_school.keep_school(desk, actor, AT, backwards) == NotDone("ends_before")
    assert (first_school.school_name(), models.Term.select().count()) == ("", 0)
    assert first_school.keep_school(desk, actor, AT, wanted) is None
    kept = first_school.school_so_far(AT.date(), {})
    assert kept == replace(wanted, term=models.Term.get().id.hex)


# --- who may do it ---------------------------------------------------------------------------------------------


def test_a_helper_sets_nothing_up(desk, actor):
    helper = replace(actor, role=Role.HELPER)
    before = models.Audit.select().count()
    answers = [
        guide.skip(desk, helper, AT, SetupStep.BELLS),
        guide.finish(desk, helper, AT),
        first_school.name_school(desk, helper, AT, "育英小学"),
        first_rota.ring_bells(desk, helper, AT, "noon"),
        first_rota.publish_preset(desk, helper, AT, "off", "轮借表"),
        first_cards.note_printed(desk, helper, AT, 3),
    ]
    assert {answer.code for answer in answers} == {"not_allowed"}
    assert models.Audit.select().count() == before


# --- bells and rota --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", first_rota.BELLS)
def test_bells_can_be_changed_again_before_anybody_uses_them(desk, actor, name):
    first_rota.ring_bells(desk, actor, AT, "noon")
    first_rota.ring_bells(desk, actor, AT, name)
    assert first_rota.bells_chosen() == name


@pytest.mark.parametrize("classes", [1, 9, 10, 12, 23, 60])
@pytest.mark.parametrize("bells", ["noon", "noon_afternoon"])
def test_every_class_has_exactly_one_turn_a_week(desk, actor, classes, bells):
    first_rota.ring_bells(desk, actor, AT, bells)
    for number in range(classes):
        school.school_class(f"{number}班", grade=number % 6 + 1)
    first_rota.publish_preset(desk, actor, AT, "class_a_week", "轮借表")
    rota = desk.bylaw().rota
    days = [AT.date() + timedelta(days=day) for day in range(5)]
    turns = [turn for day in days for turn in rota.turns_on(day, AT.tzinfo) if turn.kind is Kind.ROTA]
    served = [subject.name for turn in turns for subject in turn.served]
    assert sorted(served) == sorted(f"{number}班" for number in range(classes))
    sizes = [len(turn.served) for turn in turns]
    assert max(sizes) - min(sizes) <= 1


def test_grades_share_the_days(desk, actor):
    first_rota.ring_bells(desk, actor, AT, "noon")
    for grade in range(1, 7):
        school.school_class(f"{grade}班", grade=grade)
    first_rota.publish_preset(desk, actor, AT, "grades", "轮借表")
    assert {entry.subject for entry in models.RotaEntry.select()} == set("123456")
    assert get_setting("rota_mode") == "enforce"
    assert first_rota.rota_chosen() == "grades"
    first_rota.publish_preset(desk, actor, AT, "off", "轮借表")
    assert (get_setting("rota_mode"), models.RotaEntry.select().count()) == ("off", 0)


def test_a_rota_wants_bells_and_classes_first(desk, actor):
    assert first_rota.why_no_rota() == "no_bells"
    first_rota.ring_bells(desk, actor, AT, "noon")
    assert first_rota.why_no_rota() == "no_classes"
    school.school_class("三(2)班")
    assert first_rota.why_no_rota() == ""
    assert first_rota.publish_preset(desk, actor, AT, "class_a_week", "轮借表")


def test_a_rota_without_them_is_not_published(desk, actor):
    before = models.Audit.select().count()
    assert first_rota.publish_preset(desk, actor, AT, "grades", "轮借表") == NotDone("no_bells")
    first_rota.ring_bells(desk, actor, AT, "noon")
    assert first_rota.publish_preset(desk, actor, AT, "grades", "轮借表") == NotDone("no_classes")
    assert (first_rota.rota_chosen(), models.Audit.select().count()) == ("", before + 1)
