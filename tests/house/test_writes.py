"""Only services and models write, and tracked rows change only through versions."""

import ast

from tests.house.reading import place, python_files, room_of, tree_of

BULK_WRITES = {"update", "bulk_create", "bulk_update", "delete", "raw", "extra"}
WRITING_ROOMS = {"kernel", "intake", "jobs", "files", "demo", "upkeep", "bench", "accounts"}
READING_FILES = {
    "selectors",
    "presenters",
    "views",
    "forms",
    "exports",
    "papers",
    "permissions",
    "urls",
    "choices",
}
WRITES = {"save", "create", "get_or_create", "update_or_create", *BULK_WRITES}
LIKELY_QUERYSETS = {"objects", "filter", "exclude", "all", "select_for_update"}


def _query_call(node: ast.AST) -> str:
    """The method's name when the call hangs on something that looks like a queryset."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return ""
    receiver = ast.unparse(node.func.value)
    last = receiver.split("(")[0].split(".")[-1]
    chained = any(f".{word}" in receiver for word in LIKELY_QUERYSETS)
    return node.func.attr if chained or last in LIKELY_QUERYSETS else ""


def test_files_that_read_do_not_write():
    wrong = [
        f"{place(path, node.lineno)}: {name}"
        for path in python_files()
        if path.stem in READING_FILES or path.parent.name in READING_FILES
        for node in ast.walk(tree_of(path))
        if (name := _query_call(node)) in WRITES
    ]
    assert wrong == []


def test_tables_are_written_in_bulk_only_by_rooms_that_keep_series():
    wrong = [
        f"{place(path, node.lineno)}: {name}"
        for path in python_files()
        if room_of(path) not in WRITING_ROOMS
        and "importers" not in path.parts
        and path.stem not in {"importers", "series"}
        for node in ast.walk(tree_of(path))
        if (name := _query_call(node)) in BULK_WRITES
    ]
    assert wrong == []


def test_no_sql_is_built_from_texts():
    wrong = [
        place(path, node.lineno)
        for path in python_files()
        if room_of(path) not in {"kernel", "upkeep"}
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") == "execute"
        and node.args
        and isinstance(node.args[0], ast.JoinedStr)
    ]
    assert wrong == []
