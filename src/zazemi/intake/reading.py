"""Reading of a file in a limited child process.

Units:   limits in bytes, rows, cells, seconds (``Limits``).
Raises:  UnreadableFileError with the sentence why.
"""

import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import zazemi
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.table import WEB_LIMITS, Cell, FileFormat, Limits, Note, Table
from zazemi.values.text import N_

_MEGABYTE = 1024 * 1024
_WAIT_FACTOR = 3
_WAIT_SECONDS = 10


def read_table(path: Path, *, name: str = "", sheet: str = "", limits: Limits = WEB_LIMITS) -> Table:
    """Read a CSV, XLSX, GeoJSON or TopoJSON file as one table, header not yet found.

    ``name`` is the name given by the uploader; its extension must fit the
    content. ``sheet`` is the wanted sheet of a workbook. The header is found by
    ``intake.header.with_header``.
    """
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise UnreadableFileError(
            N_("The file has %(size_mb)s MB; at most %(limit_mb)s MB are read."),
            way_out=N_("Leave only the columns of the template, or divide it into more files."),
            params={"size_mb": -(-size // _MEGABYTE), "limit_mb": limits.file_bytes // _MEGABYTE},
        )
    answer = _ask_child(path, name or path.name, sheet, limits)
    return Table(
        format=FileFormat(answer["format"]),
        header=answer.get("header", ()),
        rows=[[_cell(cell) for cell in row] for row in answer["rows"]],
        numbers=answer["numbers"],
        encoding=answer.get("encoding", ""),
        delimiter=answer.get("delimiter", ""),
        sheet=answer.get("sheet", ""),
        sha256=answer["sha256"],
        file_bytes=answer["file_bytes"],
        notes=[Note(message=message, params=params) for message, params in answer.get("notes", ())],
    )


def _ask_child(path: Path, name: str, sheet: str, limits: Limits) -> dict[str, Any]:
    order = {"path": str(path.resolve()), "name": name, "sheet": sheet, "limits": dataclasses.asdict(limits)}
    with tempfile.TemporaryFile() as output:
        try:
            child = subprocess.run(
                [sys.executable, "-P", "-m", "zazemi.intake.child"],
                input=json.dumps(order).encode(),
                stdout=output,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                timeout=limits.cpu_seconds * _WAIT_FACTOR + _WAIT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _killed() from None
        if child.returncode != 0:
            raise _killed()
        output.seek(0)
        answer: dict[str, Any] = json.load(output)
    if "error" in answer:
        error = answer["error"]
        raise UnreadableFileError(error["message"], way_out=error["way_out"], params=error["params"])
    return answer


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
