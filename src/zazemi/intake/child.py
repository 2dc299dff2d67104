"""The limited child process that reads files from outside: little memory, little time, no Django.

Run as ``python -m zazemi.intake.child``: a JSON order on standard input, a JSON
answer on standard output. Whatever the file does, at worst this process dies.
"""

import datetime as dt
import hashlib
import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from zazemi.intake.archive import check_workbook, damaged
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.magic import check_magic, wanted_formats
from zazemi.intake.table import Cell, FileFormat, Limits
from zazemi.values.text import N_

_HEAD = 4096
_OUTPUT_PER_CHARACTER = 8


def read(path: Path, *, name: str, sheet: str, limits: Limits) -> dict[str, Any]:
    """Return the table of a file as plain JSON values."""
    content = path.read_bytes()
    check_magic(content[:_HEAD], name=name)
    answer = _read_one(path, content, wanted_formats(name), sheet, limits)
    if not answer["rows"]:
        raise UnreadableFileError(
            N_("The file holds no rows."), way_out=N_("Check that you have chosen the right file and sheet.")
        )
    _check_characters(answer["rows"], limits)
    answer["rows"] = [[_plain(cell) for cell in row] for row in answer["rows"]]
    answer["sha256"] = hashlib.sha256(content).hexdigest()
    answer["file_bytes"] = len(content)
    return answer


def _read_one(
    path: Path, content: bytes, wanted: Sequence[FileFormat], sheet: str, limits: Limits
) -> dict[str, Any]:
    if FileFormat.XLSX in wanted:
        from zazemi.intake.workbook import read_workbook

        notes = check_workbook(path, limits)
        book = read_workbook(path, sheet, limits)
        return {
            "format": FileFormat.XLSX,
            "rows": book.rows,
            "numbers": book.numbers,
            "sheet": book.sheet,
            "notes": [[note.message, note.params] for note in (*notes, *book.notes)],
        }
    if FileFormat.CSV in wanted:
        from zazemi.intake.delimited import read_delimited

        text = read_delimited(content, limits)
        return {
            "format": FileFormat.CSV,
            "rows": text.rows,
            "numbers": text.numbers,
            "encoding": text.encoding,
            "delimiter": text.delimiter,
        }
    from zazemi.intake.shapes import read_features

    features = read_features(content, limits)
    numbers = list(range(1, len(features.rows) + 1))
    return {
        "format": features.format,
        "header": features.header,
        "rows": features.rows,
        "numbers": numbers,
        "encoding": "utf-8",
    }


def _check_characters(rows: Sequence[Sequence[Cell]], limits: Limits) -> None:
    total = sum(len(cell) for row in rows for cell in row if isinstance(cell, str))
    if total > limits.characters:
        raise UnreadableFileError(
            N_("The table holds more text than is read at once."),
            way_out=N_("Divide it into more files."),
        )


def _plain(cell: Cell) -> object:
    if isinstance(cell, dt.datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"d": cell.isoformat()}
    return cell


def main() -> None:
    """Read the order, limit ourselves, answer."""
    order = json.load(sys.stdin)
    limits = Limits(**order["limits"])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    output_bytes = limits.characters * _OUTPUT_PER_CHARACTER
    resource.setrlimit(resource.RLIMIT_FSIZE, (output_bytes, output_bytes))
    try:
        answer = read(Path(order["path"]), name=order["name"], sheet=order["sheet"], limits=limits)
    except UnreadableFileError as error:
        answer = {"error": {"message": error.message, "way_out": error.way_out, "params": error.params}}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes is told as a damaged file
        torn = damaged()
        answer = {"error": {"message": torn.message, "way_out": torn.way_out, "params": {}}}
    json.dump(answer, sys.stdout, ensure_ascii=True, allow_nan=False)


if __name__ == "__main__":
    main()
