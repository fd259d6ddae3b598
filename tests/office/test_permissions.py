"""Whoever may not do a thing is refused by the use-case itself, whatever face asked."""

import ast
from pathlib import Path

import pytest

from db.models import Audit
from kiosk.office.actors import AT_COMMAND_LINE, Actor
from kiosk.office.editing import editing, undo
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from kiosk.office.stations.volume import set_volume
from tests.school import MONDAY_NOON

OFFICE = Path(__file__).parents[2] / "kiosk" / "office"


def test_a_helper_changes_nothing(desk, librarian, actor):
    helper = Actor(librarian.id, Role.HELPER)
    assert set_volume(desk, helper, MONDAY_NOON, "loud") == NotDone("not_allowed")
    done = set_volume(desk, actor, MONDAY_NOON, "loud")
    assert undo(desk, helper, MONDAY_NOON, done) == NotDone("not_allowed")
    assert Audit.select().count() == 1


def test_a_use_case_that_forgot_to_ask_writes_nothing(desk, librarian):
    with pytest.raises(PermissionError), editing(desk, Actor(librarian.id, Role.HELPER), MONDAY_NOON, "x"):
        pass
    assert Audit.select().count() == 0


def test_the_trail_says_where_it_was_done(desk, actor):
    set_volume(desk, actor, MONDAY_NOON, "loud")
    set_volume(desk, AT_COMMAND_LINE, MONDAY_NOON, "quiet")
    assert [(row.staff, row.place) for row in Audit.select().order_by(Audit.id)] == [
        (actor.staff, "station"),
        (None, "command line"),
    ]


def use_cases_that_write() -> dict[str, bool]:
    """Public functions of the office that write through `editing`, and whether they ask for a permission."""
    found = {}
    for path in sorted(OFFICE.rglob("*.py")):
        for node in ast.parse(path.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or path.name == "editing.py":
                continue
            calls = [call.func for call in ast.walk(node) if isinstance(call, ast.Call)]
            if any(isinstance(called, ast.Name) and called.id == "editing" for called in calls):
                asks = any("requires" in ast.unparse(decorator) for decorator in node.decorator_list)
                found[f"{path.relative_to(OFFICE)}:{node.name}"] = asks
    return found


def test_every_use_case_that_writes_asks_who_may():
    found = use_cases_that_write()
    assert len(found) > 40
    assert [name for name, asks in found.items() if not asks] == []
