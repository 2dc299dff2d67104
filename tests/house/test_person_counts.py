"""Counts of people are opened, and public tables made, in one place only."""

import ast

from tests.house.reading import place, python_files, tree_of

ALLOWED = "measures/disclosure/"


def test_only_disclosure_control_opens_counts_of_people():
    wrong = [
        place(path, node.lineno)
        for path in python_files()
        if ALLOWED not in path.as_posix()
        for node in ast.walk(tree_of(path))
        if (
            isinstance(node, ast.ImportFrom)
            and node.module == "zazemi.values.persons"
            and "opened" in {alias.name for alias in node.names}
        )
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "persons.opened")
    ]
    assert wrong == []


def test_only_disclosure_control_makes_published_tables():
    wrong = [
        place(path, node.lineno)
        for path in python_files()
        if ALLOWED not in path.as_posix()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) == "PublishedTable"
    ]
    assert wrong == []
