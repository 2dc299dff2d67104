"""The limited child process that reads files from outside: little memory, little time, no Django.

Run as ``python -m zazemi.intake.child``: a JSON order on standard input; on
standard output one line of JSON per row ``[number, cell, ...]``, between them
``{"share": 0.4}`` and at last ``{"end": {...}}`` or ``{"error": {...}}``.
Whatever the file does, at worst this process dies.
"""

import datetime as dt
import hashlib
import json
import resource
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from zazemi.intake.archive import check_workbook, damaged, template_mark
from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.magic import check_magic, wanted_of
from zazemi.intake.table import Cell, FileFormat, Flatten, Limits
from zazemi.values.text import N_

_HEAD = 4096
_LEAST_STEP = 0.01
_BOM = b"\xef\xbb\xbf"


class Speaker:
    """Says rows, progress and the end, one line each."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self._characters = 0
        self._said = 0.0
        self.rows = 0

    def row(self, number: int, cells: Sequence[Cell]) -> None:
        """Say one row."""
        self.rows += 1
        self._characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if self._characters > self._limits.characters:
            raise UnreadableFileError(
                N_("The table holds more text than is read at once."),
                way_out=N_("Divide it into more files."),
            )
        self._say([number, *(_plain(cell) for cell in cells)])

    def rows_of(self, rows: Sequence[Sequence[Cell]], numbers: Iterable[int]) -> None:
        """Say all rows of a table that is read already."""
        for place, (number, cells) in enumerate(zip(numbers, rows, strict=True)):
            self.row(number, cells)
            self.share(place / len(rows))

    def share(self, share: float) -> None:
        """Say how much is done, at most a hundred times."""
        if share - self._said >= _LEAST_STEP:
            self._said = share
            self._say({"share": round(share, 3)})
            self._stream.flush()

    def last(self, word: str, answer: object) -> None:
        """Say the last line."""
        self._say({word: answer})
        self._stream.flush()

    def _say(self, line: object) -> None:
        self._stream.write(json.dumps(line, ensure_ascii=True, allow_nan=False).encode() + b"\n")


class _Watched:
    """A file that counts and digests what is read from it, without its byte order mark."""

    def __init__(self, path: Path, speaker: Speaker) -> None:
        self._stream = path.open("rb")
        self._size = path.stat().st_size
        self._speaker = speaker
        self._digest = hashlib.sha256()
        self._is_first = True
        self._done = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece = self._stream.read(size)
        self._digest.update(piece)
        self._done += len(piece)
        if self._size:
            self._speaker.share(self._done / self._size)
        if piece and self._is_first:  # the parser begins by asking for no bytes at all
            self._is_first = False
            return piece.removeprefix(_BOM)
        return piece

    def sha256(self) -> str:
        """Return the digest of the whole file."""
        while piece := self._stream.read(1 << 20):
            self._digest.update(piece)
        self._stream.close()
        return self._digest.hexdigest()


def read(order: dict[str, Any], limits: Limits, speaker: Speaker, flatten: Flatten | None) -> dict[str, Any]:
    """Say the rows of a file and return what is known of it, as plain JSON values."""
    path = Path(order["path"])
    with path.open("rb") as stream:
        check_magic(stream.read(_HEAD), name=order["name"])
    wanted = wanted_of(order["name"], [FileFormat(one) for one in order["formats"]])
    if FileFormat.JSON in wanted and (order["items"] is not None or len(wanted) == 1):
        answer = _read_items(path, order["items"] or {}, limits, speaker, flatten)
    else:
        content = path.read_bytes()
        answer = _read_one(path, content, wanted, order, limits)
        speaker.rows_of(answer.pop("rows"), answer.pop("numbers"))
        answer["sha256"] = hashlib.sha256(content).hexdigest()
    if not speaker.rows:
        raise (
            _all_dropped(answer)
            if answer.get("dropped")
            else UnreadableFileError(
                N_("The file holds no rows."),
                way_out=N_("Check that you have chosen the right file and sheet."),
            )
        )
    answer["file_bytes"] = path.stat().st_size
    return answer


def _all_dropped(answer: dict[str, Any]) -> UnreadableFileError:
    reason = max(answer["dropped"], key=answer["dropped"].get)
    return UnreadableFileError(
        N_("Nothing of the %(items)s items of the list can be used; most often: %(reason)s."),
        way_out=N_("Check that you have chosen the right file."),
        params={"items": answer["items_in"], "reason": reason},
    )


def _read_items(
    path: Path, items: dict[str, Any], limits: Limits, speaker: Speaker, flatten: Flatten | None
) -> dict[str, Any]:
    from zazemi.intake.json_items import RowWriter, items_of

    watched = _Watched(path, speaker)
    writer = RowWriter(flatten, limits, lambda cells: speaker.row(speaker.rows + 1, cells))
    for item in items_of(watched, items.get("root", "")):
        writer.take(item)
    return {
        "format": FileFormat.JSON,
        "header": writer.header,
        "items_in": writer.items,
        "dropped": writer.dropped,
        "encoding": "utf-8",
        "sha256": watched.sha256(),
    }


def _read_one(
    path: Path, content: bytes, wanted: Sequence[FileFormat], order: dict[str, Any], limits: Limits
) -> dict[str, Any]:
    if FileFormat.XLSX in wanted:
        from zazemi.intake.workbook import read_workbook

        notes = check_workbook(path, limits)
        template = template_mark(path)
        book = read_workbook(path, order["sheet"], limits)
        return {
            "format": FileFormat.XLSX,
            "rows": book.rows,
            "numbers": book.numbers,
            "sheet": book.sheet,
            "first_column": book.first_column,
            "template": template,
            "notes": [[note.message, note.params] for note in (*notes, *book.notes)],
        }
    if FileFormat.CSV in wanted:
        from zazemi.intake.delimited import read_delimited

        text = read_delimited(content, limits, order["encoding"])
        return {
            "format": FileFormat.CSV,
            "rows": text.rows,
            "numbers": text.numbers,
            "encoding": text.encoding,
            "delimiter": text.delimiter,
        }
    from zazemi.intake.shapes import read_features

    features = read_features(content, limits)
    return {
        "format": features.format,
        "header": features.header,
        "rows": features.rows,
        "numbers": range(1, len(features.rows) + 1),
        "encoding": "utf-8",
    }


def _plain(cell: Cell) -> object:
    if isinstance(cell, dt.datetime):
        return {"t": cell.isoformat()}
    if isinstance(cell, dt.date):
        return {"d": cell.isoformat()}
    return cell


def _flattener(order: dict[str, Any]) -> Flatten | None:
    """Load the importer's function; its module is ours, so a fault in it may end the child."""
    named = (order["items"] or {}).get("flatten", "")
    if not named:
        return None
    module, name = named.split(":")
    flatten: Flatten = getattr(import_module(module), name)
    return flatten


def _limit(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """Read the order, limit ourselves, answer."""
    order = json.load(sys.stdin)
    limits = Limits(**order["limits"])
    flatten = _flattener(order)
    _limit(limits)
    speaker = Speaker(sys.stdout.buffer, limits)
    try:
        speaker.last("end", read(order, limits, speaker, flatten))
    except UnreadableFileError as error:
        speaker.last("error", {"message": error.message, "way_out": error.way_out, "params": error.params})
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a hostile file provokes is told as a damaged file
        torn = damaged()
        speaker.last("error", {"message": torn.message, "way_out": torn.way_out, "params": {}})


if __name__ == "__main__":
    main()
