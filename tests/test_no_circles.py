"""No module needs, over however many others, itself: what two need of each other is a third thing.

Every import counts: those inside functions and under TYPE_CHECKING too, and a package's of its own modules."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[1]


def modules():
    """Path by dotted name."""
    paths = [path.relative_to(ROOT) for folder in ("kiosk", "db") for path in (ROOT / folder).rglob("*.py")]
    return {".".join(path.with_suffix("").parts).removesuffix(".__init__"): ROOT / path for path in paths}


def imports(source, package, known):
    """Modules of `known` that the source imports; package: where its relative imports begin."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: package.count(".") + 2 - node.level] if node.level else []
            origin = ".".join([*parts, *filter(None, [node.module])])
            for alias in node.names:
                name = f"{origin}.{alias.name}"
                yield from (found for found in [name if name in known else origin] if found in known)


def graph():
    known = modules()
    return {
        name: set(imports(path.read_text("utf-8"), name if path.stem == "__init__" else name.rpartition(".")[0], known))
        - {name}
        for name, path in known.items()
    }


def circle(needs):
    """The first one found, from a module back to itself; empty when there is none."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        return error.args[1][::-1]
    return []


def test_every_kind_of_import_counts():
    source = """
from typing import TYPE_CHECKING
import kiosk.a
from kiosk import b, VERSION
from . import c
from ..d import thing
if TYPE_CHECKING:
    from kiosk.e import Thing
def late():
    from kiosk.f import thing
"""
    known = {"kiosk", *(f"kiosk.{name}" for name in "abdef"), "kiosk.room.c"}
    assert sorted(imports(source, "kiosk.room", known)) == sorted(known)


def test_a_circle_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) != []
    assert circle({"a": {"b"}, "b": {"c"}, "c": set()}) == []


def test_no_module_leads_back_to_itself():
    assert circle(graph()) == []
