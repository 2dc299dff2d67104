"""Rooms are entered through their doors, and inside a room every file has its duty."""

import ast

from tests.house.reading import (
    DOORS,
    MAIN_ROOMS_WITH_DOORS,
    SHELL,
    SOURCE,
    contracts,
    optional_rooms,
    place,
    python_files,
    room_of,
    rooms,
    tree_of,
)

FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager"}


def test_other_rooms_are_entered_only_through_their_doors():
    wrong = []
    for path in python_files():
        room = room_of(path)
        allowed = DOORS | {"urls"} if room in SHELL else DOORS
        for node in ast.walk(tree_of(path)):
            for module in _imported(node):
                parts = module.split(".")
                if (
                    parts[0] != "zazemi"
                    or len(parts) < 2
                    or parts[1] == room
                    or parts[1] not in MAIN_ROOMS_WITH_DOORS
                ):
                    continue
                if len(parts) > 2 and parts[2] not in allowed:
                    wrong.append(f"{place(path, node.lineno)} enters {module} not through a door")
    assert wrong == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        if node.module.count(".") == 1:  # from zazemi.room import module
            return [f"{node.module}.{alias.name}" for alias in node.names]
        return [node.module]
    return []


def test_every_room_says_what_it_is():
    missing = [room for room in rooms() if not (SOURCE / room / "README.md").exists()]
    assert missing == []


def test_no_room_that_exists_is_still_called_planned():
    assert sorted(optional_rooms() & set(rooms())) == []


def test_the_inside_contract_covers_every_room_of_the_domain():
    listed = {name.removeprefix("zazemi.") for name in contracts()["inside-a-room"]["containers"]}
    expected = MAIN_ROOMS_WITH_DOORS | {"intake", "files", "jobs", "post", "texts"}
    assert listed == expected & set(rooms())


def test_no_attic():
    wrong = [
        place(path)
        for path in python_files()
        if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES
    ]
    assert wrong == []


def test_files_and_functions_stay_small():
    wrong = []
    for path in python_files():
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > 400:
            wrong.append(f"{place(path)}: {lines} lines")
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 50:
                    wrong.append(f"{place(path, node.lineno)}: {node.name} has {length} lines")
    assert wrong == []
