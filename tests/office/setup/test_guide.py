"""A school begins with an empty station."""

from datetime import timedelta

import pytest
from openpyxl import Workbook, load_workbook

from db import models
from db.settings import get_setting
from kiosk.circulation.rota import Kind
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.check_outs import CheckedOut, check_out
from kiosk.lending.staffing import check_pin, staff_with_pin
from kiosk.office.editing import undo
from kiosk.office.rules import policies, school_year
from kiosk.office.setup import first_cards, first_lists, first_rota, guide, templates
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
def librarian(desk):
    return guide.make_librarian(desk, AT, "陈老师", "246813").id


def sheet(path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


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
    assert guide.make_librarian(desk, AT, "小偷", "246813") is None
    assert not staff_with_pin()


def test_the_first_librarian_makes_himself_once(desk):
    member = guide.make_librarian(desk, AT, "陈老师", "246813")
    assert check_pin(desk, member.id, "246813", AT)
    assert guide.make_librarian(desk, AT, "第二", "135790") is None
    assert (models.Staff.select().count(), guide.guide_needed(), guide.guide_is_open()) == (1, False, True)
    assert models.Audit.get().staff == member.id
    assert "246813" not in str([row.after for row in models.AuditRow.select()])


@pytest.mark.parametrize("pin", ["111111", "123456", "654321", "890123", "210987"])
def test_pins_that_are_tried_first_are_weak(pin):
    assert guide.is_weak(pin)


@pytest.mark.parametrize("pin", ["246810", "112233", "135791", "121212"])
def test_others_are_not(pin):
    assert not guide.is_weak(pin)


# --- the steps -------------------------------------------------------------------------------------------------


def test_each_step_is_done_when_the_database_says_so(desk, librarian, tmp_path):
    def done():
        return {step for step, state in guide.step_states().items() if state is StepState.DONE}

    assert (done(), guide.next_step(guide.step_states())) == ({SetupStep.PIN}, SetupStep.SCHOOL)
    guide.name_school(desk, librarian, AT, "育英小学")
    assert SetupStep.SCHOOL not in done()
    term = school_year.suggested_term(AT.date())
    school_year.add_term(desk, librarian, AT, "2026年秋季学期", term.starts_on, term.ends_on)
    guide.skip(desk, librarian, AT, SetupStep.BELLS)
    assert guide.step_states()[SetupStep.BELLS] is StepState.SKIPPED
    assert guide.next_step(guide.step_states()) is SetupStep.READERS
    first_rota.ring_bells(desk, librarian, AT, "noon")
    assert guide.step_states()[SetupStep.BELLS] is StepState.DONE
    readers = sheet(tmp_path / "读者.xlsx", ["借书号", "姓名", "班级"], ["0101", "王小明", "三(2)班"])
    books = sheet(tmp_path / "图书.xlsx", ["ISBN", "书名", "数量"], ["9787020024759", "草房子", 2])
    first_lists.take_list(desk, librarian, "readers", readers, AT, plainly)
    first_lists.take_list(desk, librarian, "books", books, AT, plainly)
    assert done() >= {SetupStep.READERS, SetupStep.BOOKS} and SetupStep.RULES not in done()
    policies.apply_preset(desk, librarian, AT, "primary")
    first_rota.publish_preset(desk, librarian, AT, "class_a_week", "轮借表")
    printed = first_cards.print_all(desk, librarian, AT, tmp_path / "cards.pdf", "zh_CN")
    assert (printed.cards, printed.sheets, printed.unprintable) == (1, 1, 0)
    assert done() == set(SetupStep)
    guide.finish(desk, librarian, AT)
    assert not guide.guide_is_open()
    child, book = desk.facts.patron("0101"), desk.facts.record("9787020024759")
    assert isinstance(check_out(desk, child, book, AT), CheckedOut)


# --- lists -----------------------------------------------------------------------------------------------------


def test_a_list_is_read_on_trial_and_nothing_is_stored(desk, librarian, tmp_path):
    path = sheet(
        tmp_path / "读者.xlsx",
        ["借书号", "姓名", "班级"],
        ["0101", "王小明", "三(2)班"],
        ["0101", "李小红", ""],
        ["0103"],
    )
    report = first_lists.read_on_trial(desk, "readers", path, AT, plainly)
    assert (report.new, [(r.line, r.code) for r in report.rejects]) == (1, [(3, "number_twice"), (4, "no_name")])
    assert [first_lists.name_in("readers", reject) for reject in report.rejects] == ["李小红", ""]
    assert not any(model.select().exists() for model in (models.Patron, models.SchoolClass, models.Policy))
    assert get_setting("patrons_imported_at") == ""
    assert desk.bylaw().policies == ()


def test_a_list_that_was_taken_can_be_taken_back_as_a_whole(desk, librarian, tmp_path):
    path = sheet(tmp_path / "图书.xlsx", ["ISBN", "书名", "数量"], ["9787020024759", "草房子", 2])
    report, entry = first_lists.take_list(desk, librarian, "books", path, AT, plainly)
    assert (report.new, models.Item.select().count()) == (1, 2)
    assert undo(desk, entry, librarian, AT) is None
    assert not models.Record.select().exists() and not models.Item.select().exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_templates_are_what_the_import_takes(desk, librarian, tmp_path, language):
    words = load_catalogue(language)
    paths = templates.write_templates(words, lambda name: tmp_path / name)
    assert len(paths) == len(templates.TEMPLATES)
    for template, path in zip(templates.TEMPLATES, paths, strict=True):
        book = load_workbook(path)
        assert len(book.worksheets) == 2
        for example in template.examples:
            book.worksheets[0].append(example)
        book.save(path)
    told = first_lists.read_school(paths[0])
    assert (told.name, told.term, told.starts_on.isoformat()) == ("育英小学", "2026年秋季学期", "2026-09-01")
    readers, _ = first_lists.take_list(desk, librarian, "readers", paths[1], AT, plainly)
    books, _ = first_lists.take_list(desk, librarian, "books", paths[2], AT, plainly)
    assert (readers.new, readers.rejects, books.new, books.copies_added, books.rejects) == (3, [], 3, 9, [])
    assert models.Record.get(models.Record.title == "新华字典").item_type == "reference"


def test_a_school_is_named_by_a_text_file_too(tmp_path):
    for encoding in ("utf-8-sig", "gb18030"):
        path = tmp_path / "学校.txt"
        path.write_text("\n 育英小学 \n", encoding=encoding)
        assert first_lists.read_school(path).name == "育英小学"
    path.write_text("")
    with pytest.raises(first_lists.NoSchool):
        first_lists.read_school(path)


# --- bells and rota --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", first_rota.BELLS)
def test_bells_can_be_changed_again_before_anybody_uses_them(desk, librarian, name):
    first_rota.ring_bells(desk, librarian, AT, "noon")
    first_rota.ring_bells(desk, librarian, AT, name)
    assert first_rota.bells_chosen() == name


@pytest.mark.parametrize("classes", [1, 9, 10, 12, 23, 60])
@pytest.mark.parametrize("bells", ["noon", "noon_afternoon"])
def test_every_class_has_exactly_one_turn_a_week(desk, librarian, classes, bells):
    first_rota.ring_bells(desk, librarian, AT, bells)
    for number in range(classes):
        school.school_class(f"{number}班", grade=number % 6 + 1)
    first_rota.publish_preset(desk, librarian, AT, "class_a_week", "轮借表")
    rota = desk.bylaw().rota
    days = [AT.date() + timedelta(days=day) for day in range(5)]
    turns = [turn for day in days for turn in rota.turns_on(day, AT.tzinfo) if turn.kind is Kind.ROTA]
    served = [subject.name for turn in turns for subject in turn.served]
    assert sorted(served) == sorted(f"{number}班" for number in range(classes))
    sizes = [len(turn.served) for turn in turns]
    assert max(sizes) - min(sizes) <= 1


def test_grades_share_the_days(desk, librarian):
    first_rota.ring_bells(desk, librarian, AT, "noon")
    for grade in range(1, 7):
        school.school_class(f"{grade}班", grade=grade)
    first_rota.publish_preset(desk, librarian, AT, "grades", "轮借表")
    assert {entry.subject for entry in models.RotaEntry.select()} == set("123456")
    assert get_setting("rota_mode") == "enforce"
    assert first_rota.rota_chosen() == "grades"
    first_rota.publish_preset(desk, librarian, AT, "off", "轮借表")
    assert (get_setting("rota_mode"), models.RotaEntry.select().count()) == ("off", 0)


def test_a_rota_wants_bells_and_classes_first(desk, librarian):
    assert first_rota.why_no_rota() == "no_bells"
    first_rota.ring_bells(desk, librarian, AT, "noon")
    assert first_rota.why_no_rota() == "no_classes"
    school.school_class("三(2)班")
    assert first_rota.why_no_rota() == ""
