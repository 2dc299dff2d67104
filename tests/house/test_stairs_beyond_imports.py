"""Django's back doors: names in strings, templates and migrations point to the same room or down."""

import ast
import re

import pytest
from tests.house.reading import (
    SOURCE,
    height,
    is_down,
    place,
    python_files,
    room_of,
    rooms,
    texts_in,
    tree_of,
)

URL_CALLS = {"reverse", "reverse_lazy", "redirect", "resolve_url"}


def test_strings_that_name_a_model_or_a_module_point_down():
    wrong = []
    for path in python_files():
        room = room_of(path)
        if room not in height() or room == "config":
            continue
        for line, text in texts_in(tree_of(path)):
            named = re.fullmatch(r"([a-z_]+)\.([A-Z]\w+)", text) or re.fullmatch(
                r"zazemi\.([a-z_]+)((?:\.\w+)+)", text
            )
            if named and named[1] in height() and not is_down(room, named[1]):
                wrong.append(f"{place(path, line)}: {text}")
    assert wrong == []


def test_migrations_depend_only_down():
    wrong = []
    for path in python_files(migrations=True):
        if "migrations" not in path.parts:
            continue
        room = room_of(path)
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "dependencies":
                for element in ast.walk(node.value):
                    if isinstance(element, ast.Tuple) and isinstance(element.elts[0], ast.Constant):
                        other = str(element.elts[0].value)
                        if other in height() and not is_down(room, other):
                            wrong.append(f"{place(path)}: {other}")
    assert wrong == []


def test_addresses_are_reversed_only_down():
    wrong = []
    for path in python_files():
        room = room_of(path)
        for node in ast.walk(tree_of(path)):
            if not (isinstance(node, ast.Call) and _name_of(node.func) in URL_CALLS and node.args):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str) and ":" in first.value:
                wrong += _up(room, first.value.split(":")[0], place(path, node.lineno))
    for path in sorted(SOURCE.rglob("*.html")):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for named in re.finditer(r"{%-?\s*url\s+[\"']([a-z_]+):", text):
                wrong += _up(room_of(path), named[1], place(path, line))
    assert wrong == []


def test_templates_extend_and_include_only_down():
    wrong = []
    for path in sorted(SOURCE.rglob("*.html")):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for named in re.finditer(r"{%-?\s*(?:extends|include)\s+[\"']([a-z_]+)/", text):
                wrong += _up(room_of(path), named[1], place(path, line))
    for path in python_files():
        for line, text in texts_in(tree_of(path)):
            named = re.fullmatch(r"([a-z_]+)/[\w/]+\.(?:html|txt)", text)
            if named:
                wrong += _up(room_of(path), named[1], place(path, line))
    assert wrong == []


def _name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _up(room: str, other: str, where: str) -> list[str]:
    return [f"{where}: {room} points up to {other}"] if other in rooms() and not is_down(room, other) else []


@pytest.mark.parametrize(
    ("room", "other", "allowed"), [("network", "territory", True), ("territory", "network", False)]
)
def test_the_stairs_are_read_the_right_way_up(room, other, allowed):
    assert is_down(room, other) is allowed
