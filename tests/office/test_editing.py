"""Every change is written down with who, when, before and after, and can be taken back while nothing has come of it."""

import json
from uuid import uuid4

from db.models import Audit, AuditRow, Patron, Policy, Rota, RotaEntry, SchoolClass, Setting, Staff
from db.settings import BYLAW_VERSION, get_setting
from kiosk.office.actors import Actor
from kiosk.office.editing import editing, touched_by, undo
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from tests import school
from tests.school import MONDAY_NOON

WHO = Actor(uuid4(), Role.LIBRARIAN)


def test_a_change_says_who_when_before_and_after(database):
    desk, child = school.desk_at(database), school.patron("0199")
    with editing(desk, WHO, MONDAY_NOON, "patron_blocked", number="0199") as edit:
        edit.update(Patron, child.id, blocked=True)
    entry = Audit.get_by_id(edit.id)
    assert (entry.staff, entry.deed, json.loads(entry.facts)) == (WHO.staff, "patron_blocked", {"number": "0199"})
    (row,) = touched_by(edit.id)
    assert (row.entity, row.before, row.after) == ("patron", {"blocked": False}, {"blocked": True})


def test_a_change_is_taken_back_and_back_again(database):
    desk, child = school.desk_at(database), school.patron("0199", group=school.school_class("三(2)班"))
    other = school.school_class("三(3)班")
    with editing(desk, WHO, MONDAY_NOON, "patron_moved") as edit:
        edit.update(Patron, child.id, school_class=other.id)
    assert undo(desk, WHO, MONDAY_NOON, edit.id) is None
    assert Patron.get_by_id(child.id).school_class_id == child.school_class_id
    assert undo(desk, WHO, MONDAY_NOON, edit.id) == NotDone("undone_already")
    back = Audit.get(Audit.undoes == edit.id)
    assert undo(desk, WHO, MONDAY_NOON, back.id) is None
    assert Patron.get_by_id(child.id).school_class_id == other.id


def test_what_was_made_goes_and_what_was_deleted_comes_back(database):
    desk = school.desk_at(database)
    with editing(desk, WHO, MONDAY_NOON, "class_made") as made:
        row = made.create(SchoolClass, name="三(9)班", grade=3)
    assert undo(desk, WHO, MONDAY_NOON, made.id) is None
    assert SchoolClass.select().count() == 0
    again = Audit.get(Audit.undoes == made.id)
    assert undo(desk, WHO, MONDAY_NOON, again.id) is None
    assert SchoolClass.get_by_id(row.id).name == "三(9)班"


def test_a_row_that_has_changed_since_is_left_alone(database):
    desk, child = school.desk_at(database), school.patron("0199")
    with editing(desk, WHO, MONDAY_NOON, "patron_limit") as edit:
        edit.update(Patron, child.id, loan_limit=4)
    Patron.update(loan_limit=5).where(Patron.id == child.id).execute()
    assert undo(desk, WHO, MONDAY_NOON, edit.id) == NotDone("changed_since")
    assert Patron.get_by_id(child.id).loan_limit == 5


def test_what_is_in_use_by_now_stays(database):
    desk = school.desk_at(database)
    with editing(desk, WHO, MONDAY_NOON, "class_made") as edit:
        row = edit.create(SchoolClass, name="三(9)班", grade=3)
    school.patron("0199", group=row)
    assert undo(desk, WHO, MONDAY_NOON, edit.id) == NotDone("in_use")
    assert SchoolClass.select().count() == 1


def test_what_others_write_is_noted_too(database):
    desk = school.desk_at(database)
    with editing(desk, WHO, MONDAY_NOON, "import") as edit, edit.watching(SchoolClass, Patron):
        school.patron("0001", group=school.school_class("三(2)班"))
        school.patron("0002")
    assert [row.entity for row in touched_by(edit.id)] == ["school_class", "patron", "patron"]
    assert undo(desk, WHO, MONDAY_NOON, edit.id) is None
    assert Patron.select().count() == SchoolClass.select().count() == 0


def test_a_pin_stands_nowhere_in_the_audit(database):
    desk = school.desk_at(database)
    member = Staff.create(name="林老师", role="librarian", pin_hash="$argon2id$old")
    with editing(desk, WHO, MONDAY_NOON, "pin_set") as edit:
        edit.update(Staff, member.id, pin_hash="$argon2id$new")
    assert "argon2" not in "".join(row.before + row.after for row in AuditRow.select())
    assert undo(desk, WHO, MONDAY_NOON, edit.id) == NotDone("has_secret")


def test_lending_reads_its_rules_again(database):
    desk, rule = school.desk_at(database), school.policy(max_loans=2)
    before = get_setting(BYLAW_VERSION)
    with editing(desk, WHO, MONDAY_NOON, "policy_changed") as edit:
        edit.update(Policy, rule.id, max_loans=3)
    assert get_setting(BYLAW_VERSION) != before


def test_a_setting_is_set_and_taken_back(database):
    desk = school.desk_at(database)
    with editing(desk, WHO, MONDAY_NOON, "target_set") as edit:
        edit.set("target_grade_3", "6")
    assert Setting.get_by_id("target_grade_3").value == "6"
    assert undo(desk, WHO, MONDAY_NOON, edit.id) is None
    assert Setting.get_or_none(Setting.key == "target_grade_3") is None


def test_nothing_changed_leaves_no_entry(database):
    desk, child = school.desk_at(database), school.patron("0199")
    with editing(desk, WHO, MONDAY_NOON, "patron_blocked") as edit:
        edit.update(Patron, child.id, blocked=False)
    assert Audit.select().count() == 0


def test_a_row_that_went_with_those_that_referred_to_it_comes_back_whole(database):
    """Watched code may delete a rota together with its entries."""
    desk = school.desk_at(database)
    school.rota("enforce", (0, "12:05", "12:20", "三(2)班"))
    with editing(desk, WHO, MONDAY_NOON, "rota_dropped") as edit, edit.watching(Rota, RotaEntry):
        Rota.delete().execute()
    assert not RotaEntry.select().exists()
    assert undo(desk, WHO, MONDAY_NOON, edit.id) is None
    assert RotaEntry.get().rota == Rota.get()
