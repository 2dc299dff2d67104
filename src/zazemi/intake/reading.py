"""Reading of a file in a limited child process.

Units:   limits in bytes, rows, cells, seconds (``Limits``); progress as a share 0..1.
Raises:  UnreadableFileError with the sentence why; whatever ``on_progress`` raises to stop the reading.
"""

import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from threading import Timer
from typing import Any

import zazemi
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.table import WEB_LIMITS, Cell, FileFormat, JsonItems, Limits, Note, Table
from zazemi.values.text import N_

OnProgress = Callable[[float], None]

_MEGABYTE = 1024 * 1024
_WAIT_FACTOR = 3
_WAIT_SECONDS = 10


def read_table(
    path: Path,
    *,
    name: str = "",
    sheet: str = "",
    encoding: str = "",
    limits: Limits = WEB_LIMITS,
    formats: Collection[FileFormat] = (),
    items: JsonItems | None = None,
    on_progress: OnProgress | None = None,
) -> Table:
    """Read a CSV, XLSX, GeoJSON, TopoJSON or JSON file as one table, header not yet found.

    Args:
        path: where the bytes lie.
        name: the name given by the uploader; its extension must fit the content.
        sheet: the wanted sheet of a workbook.
        encoding: of a CSV, when people know it; empty = found out.
        limits: how much is read before it is refused.
        formats: the formats that may come; empty = all that are known.
        items: where the items of a JSON list lie and how they become rows.
        on_progress: told the share that is done; may raise to stop the reading.

    The header is found by ``intake.header.with_header``.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise UnreadableFileError(
            N_("The file has %(size_mb)s MB; at most %(limit_mb)s MB are read."),
            way_out=N_("Leave only the columns of the template, or divide it into more files."),
            params={"size_mb": -(-size // _MEGABYTE), "limit_mb": limits.file_bytes // _MEGABYTE},
        )
    order = {
        "path": str(path.resolve()),
        "name": name or path.name,
        "sheet": sheet,
        "encoding": encoding,
        "limits": dataclasses.asdict(limits),
        "formats": sorted(formats),
        "items": _plain_items(items),
    }
    said = _Said(on_progress)
    return _table_of(_ask_child(order, limits, said), said)


def _table_of(answer: dict[str, Any], said: "_Said") -> Table:
    return Table(
        format=FileFormat(answer["format"]),
        header=answer.get("header", ()),
        rows=said.rows,
        numbers=said.numbers,
        encoding=answer.get("encoding", ""),
        delimiter=answer.get("delimiter", ""),
        sheet=answer.get("sheet", ""),
        first_column=answer.get("first_column", 0),
        template=answer.get("template", ""),
        sha256=answer["sha256"],
        file_bytes=answer["file_bytes"],
        notes=[
            *(Note(message=message, params=params) for message, params in answer.get("notes", ())),
            *_notes_of_dropped(answer.get("dropped", {})),
        ],
        items_in=answer.get("items_in", 0),
        dropped=answer.get("dropped", {}),
    )


class _Said:
    """What the child has said so far."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self._on_progress = on_progress
        self.rows: list[list[Cell]] = []
        self.numbers: list[int] = []
        self.last: dict[str, Any] = {}

    def take(self, line: bytes) -> None:
        """Take one line."""
        said = json.loads(line)
        if isinstance(said, list):
            self.numbers.append(said[0])
            self.rows.append([_cell(cell) for cell in said[1:]])
        elif "share" not in said:
            self.last = said
        elif self._on_progress is not None:
            self._on_progress(said["share"])


def _ask_child(order: dict[str, Any], limits: Limits, said: _Said) -> dict[str, Any]:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "zazemi.intake.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
    )
    patience = Timer(limits.cpu_seconds * _WAIT_FACTOR + _WAIT_SECONDS, child.kill)
    patience.start()
    try:
        returncode = _listen(child, json.dumps(order).encode(), said)
    finally:
        patience.cancel()
        child.kill()
        child.wait()
    if returncode != 0:
        raise _killed()
    if "error" in said.last:
        error = said.last["error"]
        raise UnreadableFileError(error["message"], way_out=error["way_out"], params=error["params"])
    answer: dict[str, Any] = said.last["end"]
    return answer


def _listen(child: "subprocess.Popen[bytes]", order: bytes, said: _Said) -> int:
    """Pass the order on and take every line; a torn last line belongs to a child that died."""
    if child.stdin is None or child.stdout is None:  # pragma: no cover - both are pipes
        raise _killed()
    with child.stdin, child.stdout:
        try:
            child.stdin.write(order)
            child.stdin.close()
        except BrokenPipeError:
            return child.wait() or 1
        for line in child.stdout:
            if line.endswith(b"\n"):
                said.take(line)
    return child.wait()


def _plain_items(items: JsonItems | None) -> dict[str, str] | None:
    if items is None:
        return None
    flatten = items.flatten
    named = f"{flatten.__module__}:{flatten.__name__}" if flatten else ""
    return {"root": items.root, "flatten": named}


def _notes_of_dropped(dropped: dict[str, int]) -> list[Note]:
    return [
        Note(message=N_("Left out %(count)s×: %(reason)s."), params={"count": count, "reason": reason})
        for reason, count in sorted(dropped.items(), key=lambda one: -one[1])
    ]


def _environment() -> dict[str, str]:
    """Return the little the child needs; no secrets, no database."""
    return {
        "PYTHONPATH": str(Path(zazemi.__file__).parent.parent),
        "PATH": os.environ.get("PATH", ""),
        "PYTHONUTF8": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }


def _killed() -> UnreadableFileError:
    return UnreadableFileError(
        N_("Reading the file was stopped: it wanted more memory or time than one import may have."),
        way_out=N_("Copy the table into a new workbook and save that, or divide it into more files."),
    )


def _cell(cell: str | float | bool | dict[str, str] | None) -> Cell:  # noqa: FBT001 - a value, not a switch
    if not isinstance(cell, dict):
        return cell
    if "t" in cell:
        return dt.datetime.fromisoformat(cell["t"])
    return dt.date.fromisoformat(cell["d"])
