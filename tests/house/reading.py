"""How the house reads itself: rooms, their place on the stairs, their files as syntax trees."""

import ast
import functools
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "zazemi"
MAIN_ROOMS_WITH_DOORS = frozenset(
    {
        "codelists",
        "territory",
        "parties",
        "accounts",
        "network",
        "indicators",
        "analysis",
        "planning",
        "portal",
        "upkeep",
    }
)
DOORS = frozenset({"models", "selectors", "services", "choices", "errors"})
SHELL = frozenset({"portal", "api", "config", "cli"})


@functools.cache
def contracts() -> dict[str, dict[str, object]]:
    """Import-linter's contracts by their id."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}


@functools.cache
def height() -> dict[str, int]:
    """The step of the stairs on which each room stands; greater is higher. Optional rooms count too."""
    layers = list(reversed(contracts()["staircase"]["layers"]))  # type: ignore[call-overload]
    return {name.strip().strip("()"): step for step, layer in enumerate(layers) for name in layer.split("|")}


def optional_rooms() -> set[str]:
    """Rooms in parentheses: planned, not built."""
    layers = contracts()["staircase"]["layers"]
    names = [name.strip() for layer in layers for name in layer.split("|")]  # type: ignore[attr-defined]
    return {name.strip("()") for name in names if name.startswith("(")}


def rooms() -> list[str]:
    """Every room that has a folder."""
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


def is_down(room: str, other: str) -> bool:
    """Whether ``room`` may know ``other``: itself, or a room on a lower step."""
    return room == other or height()[other] < height()[room]


def python_files(*, migrations: bool = False) -> list[Path]:
    """All our code, without what Django wrote."""
    return sorted(path for path in SOURCE.rglob("*.py") if migrations or "migrations" not in path.parts)


def room_of(path: Path) -> str:
    """The room that a file belongs to; files of the package itself belong to ``zazemi``."""
    parts = path.relative_to(SOURCE).parts
    return parts[0] if len(parts) > 1 else "zazemi"


@functools.cache
def tree_of(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def texts_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every string constant with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


def place(path: Path, line: int = 0) -> str:
    """A file, and line, as people point at them."""
    return f"{path.relative_to(ROOT).as_posix()}{f':{line}' if line else ''}"
