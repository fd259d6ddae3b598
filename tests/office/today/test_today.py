"""The day's figures are those of the day, and the trail of changes says what was before and after."""

import json
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

import pytest
from openpyxl import load_workbook

from db import models
from kiosk.circulation.denials import denial
from kiosk.circulation.rota import Kind
from kiosk.clock import to_ms
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import Refused, check_out, record_refusal, undo_check_out
from kiosk.lending.notices import resolve
from kiosk.office.actors import AT_COMMAND_LINE, COMMAND_LINE
from kiosk.office.editing import editing, undo
from kiosk.office.today import day as today
from kiosk.office.today import trail
from kiosk.office.today.day_book import day_book
from kiosk.office.today.keeping import keeping
from tests import school
from tests.office.rooms import actor_of

AT = school.MONDAY_NOON
DAY = AT.date()
OURS, THEIRS = "三(2)班", "四(1)班"


@pytest.fixture
def desk(database):
    return school.desk_at(database)


@pytest.fixture
def librarian(database):
    return models.Staff.create(name="陈老师", role="librarian")


@pytest.fixture
def corner(desk):
    """Two pupils of ours, one of theirs, a teacher; as many books as anybody wants."""
    ours, theirs = school.school_class(OURS), school.school_class(THEIRS, 4)
    school.policy(max_loans=9)
    school.record("9787100000000", "书", copies=20)
    for number, group in (("0001", ours), ("0002", ours), ("0101", theirs), ("9001", None)):
        school.patron(number, f"读者{number}", group)
    return desk


def lend(desk, number, at=AT):
    return check_out(desk, desk.facts.patron(number), desk.facts.record("9787100000000"), at)


def give_back(desk, lent, at=AT):
    check_in(desk, desk.facts.loan(lent.loan), at)


def test_a_day_is_counted_by_class_and_by_hour(corner):
    for number, hours in (("0001", 0), ("0002", 0), ("0101", 3), ("9001", 0)):
        lent = lend(corner, number, AT + timedelta(hours=hours))
    give_back(corner, lent, AT + timedelta(hours=1))
    school.turned_away(corner, "0101", AT, "patron_blocked")
    counts = {count.name: (count.lent, count.returned, count.refused) for count in today.by_class(figures(corner))}
    assert counts == {OURS: (2, 0, 0), "": (1, 1, 0), THEIRS: (1, 0, 1)}
    hours = [(count.name, count.lent, count.returned, count.refused) for count in today.by_hour(figures(corner))]
    assert hours == [("12", 3, 0, 1), ("13", 0, 1, 0), ("14", 0, 0, 0), ("15", 1, 0, 0)]
    total = today.in_all(figures(corner))
    assert (total.lent, total.returned, total.refused) == (4, 1, 1)


def figures(desk, day=DAY):
    return today.figures_of(desk, day)


def test_what_was_undone_and_what_was_read_here_is_no_loan(corner):
    undo_check_out(corner, lend(corner, "0001").loan, AT)
    lent = lend(corner, "0002")
    models.Loan.update(in_library=True).where(models.Loan.id == lent.loan).execute()
    assert figures(corner).lent == ()


def test_midnight_at_the_school_divides_the_days(corner):
    late = AT.replace(hour=23, minute=59)
    lent = lend(corner, "0001", late)
    give_back(corner, lent, late + timedelta(minutes=1))
    assert (len(figures(corner).lent), len(figures(corner).returned)) == (1, 0)
    tomorrow = figures(corner, DAY + timedelta(days=1))
    assert (len(tomorrow.lent), len(tomorrow.returned)) == (0, 1)


def test_refusals_are_counted_by_what_was_said_first_and_listed_newest_first(corner):
    school.turned_away(corner, "0001", AT, "patron_blocked", "compensation_owed")
    school.turned_away(corner, "0101", AT + timedelta(minutes=1), "patron_blocked")
    school.turned_away(corner, "0002", AT, "loan_limit_reached")
    told = Refused((denial("unknown_barcode", text="\x1b[2J"),), None)
    record_refusal(corner, told, None, "\x1b[2J", AT)
    rows = [(row.code, row.count) for row in today.refusals_by_reason(figures(corner))]
    assert rows == [("patron_blocked", 2), ("loan_limit_reached", 1), ("unknown_barcode", 1)]
    newest, first = today.refused_for(corner, figures(corner), "patron_blocked")
    assert (newest.class_name, newest.name, newest.what) == (THEIRS, "读者0101", "9787100000000")
    assert first.others == ("compensation_owed",)
    [nobody] = today.refused_for(corner, figures(corner), "unknown_barcode")
    assert (nobody.name, nobody.what, nobody.is_title) == ("", "·[2J", False)


def test_a_refusal_of_a_newer_station_does_not_break_the_page(corner):
    body = json.dumps({"codes": "?"})
    models.Journal.create(kiosk="new", epoch=1, seq=1, hlc=1, at=to_ms(AT), kind="refused", body=body)
    assert [row.count for row in today.refusals_by_reason(figures(corner))] == [1]


def test_the_plan_says_who_is_served_when_and_what_came_of_it(corner):
    school.rota("enforce", (0, "12:05", "12:20", OURS), (0, "15:40", "16:30", ""))
    lend(corner, "0001", AT)
    lines = today.plan_of(corner.bylaw().rota, DAY, AT, figures(corner))
    assert [(line.turn.kind, line.lent, line.is_now) for line in lines] == [
        (Kind.ROTA, 1, True),
        (Kind.FREE, 0, False),
    ]
    assert not today.is_open_all_day(corner.bylaw().rota, DAY)
    assert today.plan_of(corner.bylaw().rota, date(2026, 11, 28), AT, None) == ()


@pytest.mark.parametrize(
    ("hour", "minute", "starts"), [(11, 0, "12:05"), (12, 5, "12:05"), (12, 20, "15:40"), (16, 30, None)]
)
def test_who_is_served_now_or_next(corner, hour, minute, starts):
    school.rota("enforce", (0, "12:05", "12:20", OURS), (0, "15:40", "16:30", ""))
    turn = today.turn_now_or_next(corner.bylaw().rota, AT.replace(hour=hour, minute=minute))
    assert (turn and f"{turn.starts:%H:%M}") == starts


def test_only_what_nobody_has_seen_to_waits(corner, librarian):
    for code in ("1", "2"):
        corner.note("isbn_not_registered", AT, text=code)
    corner.note("label_to_mend", AT, text="B1")
    resolve(corner.db, corner.journal, models.Notice.get(models.Notice.body.contains('"1"')).id, librarian.id, AT)
    waiting = [(one.kind, one.count) for one in today.waiting_by_kind()]
    assert waiting == [("isbn_not_registered", 1), ("label_to_mend", 1)]


def test_a_day_as_a_workbook_has_every_loan_and_computes_nothing(corner):
    models.Record.update(title="=1+1").execute()
    give_back(corner, lend(corner, "0001"), AT + timedelta(minutes=5))
    school.turned_away(corner, "0002", AT, "patron_blocked", "compensation_owed")
    for language in LANGUAGES:
        say = load_catalogue(language)
        book = load_workbook(BytesIO(day_book(corner, DAY, say).content))
        assert book.sheetnames == [
            say[f"today.sheet.{name}"] for name in ("classes", "hours", "lent", "returned", "refused")
        ]
        lent = book[say["today.sheet.lent"]]
        assert [cell.value for cell in lent[2]] == [
            AT.replace(tzinfo=None), OURS, "0001", "读者0001", "=1+1", "9787100000000", None,
        ]  # fmt: skip
        assert lent["E2"].data_type == "s"
        assert [cell.value for cell in book.worksheets[0][2]][:3] == [OURS, 1, 1]
        said = book.worksheets[4]["E2"].value
        assert say["today.reason.patron_blocked"] in said and say["today.reason.compensation_owed"] in said


def test_a_day_without_anything_is_a_workbook_all_the_same(corner):
    book = load_workbook(BytesIO(day_book(corner, DAY, load_catalogue("zh_CN")).content))
    assert [sheet.max_row for sheet in book.worksheets] == [2, 1, 1, 1, 1]


def test_a_copy_that_is_old_or_was_never_made_is_seen(desk):
    assert keeping(desk, AT).backup_old
    said = {"at": to_ms(AT), "path": "/copy", "second_medium": True}
    models.Setting.create(key="kiosk_backup_succeeded", value=json.dumps(said))
    assert not keeping(desk, AT + timedelta(days=1)).backup_old
    assert keeping(desk, AT + timedelta(days=3)).backup_old


# --- the trail -------------------------------------------------------------------------------------------------


def change(desk, staff, at, **columns):
    row = models.Patron.get(models.Patron.number == "0001")
    with editing(desk, actor_of(staff), at, "patron_changed", name=row.name) as edit:
        edit.update(models.Patron, row.id, **columns)
    return edit.id


def test_the_trail_is_newest_first_by_day_and_by_person(corner, librarian):
    other = models.Staff.create(name="方老师", role="librarian")
    change(corner, librarian, AT, blocked=True)
    change(corner, other, AT + timedelta(minutes=1), blocked=False)
    change(corner, librarian, AT + timedelta(days=1), blocked=True)
    total, lines = trail.trail(corner, 0, 2, None, "")
    assert (total, [line.who for line in lines]) == (3, ["陈老师", "方老师"])
    assert trail.trail(corner, 0, 9, DAY, "")[0] == 2
    assert [line.at.date() for line in trail.trail(corner, 0, 9, None, librarian.id.hex)[1]] == [
        DAY + timedelta(days=1), DAY,
    ]  # fmt: skip
    assert trail.trail(corner, 0, 9, DAY, other.id.hex)[0] == 1
    assert [(one.name, one.count) for one in trail.doers()] == [("陈老师", 2), ("方老师", 1)]
    assert trail.days_with_deeds(corner, DAY, DAY + timedelta(days=6)) == {DAY, DAY + timedelta(days=1)}


def test_an_entry_says_each_row_before_and_after_by_the_names_that_people_know(corner, librarian):
    theirs = models.SchoolClass.get(models.SchoolClass.name == THEIRS)
    id_ = change(corner, librarian, AT, blocked=True, school_class=theirs.id)
    total, [row] = trail.touched_rows(id_.hex, 0, 9)
    assert (total, row.kind, row.entity, row.name) == (1, "changed", "patron", "读者0001 0001")
    assert {(one.column, one.before, one.after) for one in row.columns} == {
        ("blocked", "no", "yes"), ("school_class", OURS, THEIRS),
    }  # fmt: skip


def test_what_was_made_and_removed_has_all_its_columns_and_no_identity(corner, librarian):
    with editing(corner, actor_of(librarian), AT, "policy_added") as edit:
        made = edit.create(models.Policy, category="teacher", max_loans=5, days=60)
    _, [row] = trail.touched_rows(edit.id.hex, 0, 9)
    assert (row.kind, row.name) == ("made", "teacher")
    told = {one.column: (one.before, one.after) for one in row.columns}
    assert told["max_loans"] == (None, "5") and "id" not in told and "valid_from" not in told
    with editing(corner, actor_of(librarian), AT, "policy_removed") as edit:
        edit.delete(models.Policy, made.id)
    _, [row] = trail.touched_rows(edit.id.hex, 0, 9)
    assert row.kind == "removed" and {one.after for one in row.columns} == {None}


def test_what_was_taken_back_says_so_and_so_does_what_took_it_back(corner, librarian):
    id_ = change(corner, librarian, AT, blocked=True)
    assert undo(corner, actor_of(librarian), AT + timedelta(minutes=1), id_) is None
    undoing, undone = trail.trail(corner, 0, 9, None, "")[1]
    assert (undoing.undoes, undoing.undone) == (True, False)
    assert (undone.undoes, undone.undone) == (False, True)
    assert (undone.rows, undone.facts) == (1, {"name": "读者0001"})
    assert trail.entry(corner, id_.hex) == undone
    assert trail.entry(corner, "0" * 32) is None
    assert trail.entry_of(id_.hex[-8:]) == [id_]


def test_what_was_done_at_the_command_line_says_so(corner):
    with editing(corner, AT_COMMAND_LINE, AT, "policy_added") as edit:
        edit.create(models.Policy, category="teacher", max_loans=5, days=60)
    line = trail.entry(corner, edit.id.hex)
    assert (line.who, line.place) == ("", COMMAND_LINE)


def test_a_bulk_change_is_told_page_by_page(corner, librarian):
    with editing(corner, actor_of(librarian), AT, "patrons_imported") as edit, edit.watching(models.Patron):
        for number in range(30):
            school.patron(f"5{number:03d}", f"新生{number}")
    total, rows = trail.touched_rows(edit.id.hex, 0, 8)
    _, last = trail.touched_rows(edit.id.hex, 24, 8)
    assert (total, len(rows), len(last)) == (30, 8, 6)
    assert {row.kind for row in rows} == {"made"}


def test_a_table_that_this_program_does_not_know_is_shown_as_it_is(corner):
    id_ = models.Audit.create(at=to_ms(AT), deed="something_new").id
    models.AuditRow.create(audit=id_, entity="robots", row="7", after='{"name": "R2", "id": "7"}')
    _, [row] = trail.touched_rows(UUID(str(id_)).hex, 0, 9)
    assert (row.entity, row.name, [one.after for one in row.columns]) == ("robots", "", ["R2"])
