"""JSON lists read item by item, however long the file is: one item in memory at a time.

Refused with a sentence: a file that ends in the middle, NaN and other words
that are no JSON, numbers too large, keys written twice, values nested too
deep, texts too long, letters that are not UTF-8.
Raises:  UnreadableFileError.
Pure:    yes; runs in the limited child. The only module that imports ijson.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import ijson

from zazemi.intake.errors import UnreadableFileError
from zazemi.intake.table import Cell, Dropped, Flatten, Limits
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

_DEPTH = 64
_TEXT_LENGTH = 1_000_000
_PIECE = 64 * 1024
_SHOWN_KEYS = 8
_NOTHING = object()


class ByteStream(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes:
        """Return at most so many bytes."""


class RowWriter:
    """Rows of items brought under one header, which grows as keys appear; and what was left out."""

    def __init__(self, flatten: Flatten | None, limits: Limits, write: Callable[[list[Cell]], None]) -> None:
        self._flatten = flatten or plain_rows
        self._limits = limits
        self._write = write
        self._places: dict[str, int] = {}
        self.items = self.rows = self.cells = 0
        self.dropped: dict[str, int] = {}

    @property
    def header(self) -> list[str]:
        """The keys seen so far, in the order of appearance."""
        return list(self._places)

    def take(self, item: object) -> None:
        """Write the rows of one item."""
        self.items += 1
        if not isinstance(item, dict):
            raise UnreadableFileError(
                N_("Item %(number)s of the list is not an object with named values."),
                way_out=N_("Check that you have chosen the right file."),
                params={"number": self.items},
            )
        try:
            for row in self._flatten(item):
                self._take_row(row)
        except ZazemiError:
            raise
        except Exception:  # noqa: BLE001 - an item that is not as its description says
            raise UnreadableFileError(
                N_("Item %(number)s of the list is not built as the description of the file says."),
                way_out=N_("Check that you have chosen the right file, or tell the administrator."),
                params={"number": self.items},
            ) from None

    def _take_row(self, row: Mapping[str, Cell] | Dropped) -> None:
        if isinstance(row, Dropped):
            self.dropped[row.reason] = self.dropped.get(row.reason, 0) + 1
            return
        for key in row:
            self._places.setdefault(key, len(self._places))
        cells: list[Cell] = [None] * len(self._places)
        for key, cell in row.items():
            cells[self._places[key]] = cell
        self.rows += 1
        self.cells += len(cells)
        if self.rows > self._limits.rows or self.cells > self._limits.cells:
            raise UnreadableFileError(
                N_("The list gives more than %(rows)s rows or %(cells)s cells; so many are not read."),
                way_out=N_("Divide it into more files."),
                params={"rows": self._limits.rows, "cells": self._limits.cells},
            )
        self._write(cells)


def items_of(stream: ByteStream, root: str) -> Iterator[object]:
    """Yield the items of the list one after another.

    Raises UnreadableFileError, also when there is no such list.
    """
    reader = _Reader(root)
    take: dict[str, Callable[[Any], None]] = {
        "start_map": reader.open_object,
        "start_array": reader.open_list,
        "map_key": reader.key,
        "end_map": reader.close,
        "end_array": reader.close,
    }
    try:
        for event, value in ijson.basic_parse(stream, use_float=True, buf_size=_PIECE):
            take.get(event, reader.value)(value)
            if reader.item is not _NOTHING:
                yield reader.item
                reader.item = _NOTHING
    except ijson.JSONError as error:
        raise _broken(str(error)) from None
    if not reader.is_found:
        raise _no_list(root, reader.keys)


class _Reader:
    """Puts events together into items; outside the list it only counts the depth."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._depth = 0
        self._list_depth = 0  # 0 outside the list
        self._open: list[Any] = []
        self._names: list[str] = []
        self.keys: dict[str, None] = {}
        self.is_found = False
        self.item: object = _NOTHING

    def open_object(self, _value: None) -> None:
        self._enter({})

    def open_list(self, _value: None) -> None:
        if not self._open and not self._list_depth and self._is_wanted():
            if self.is_found:
                raise UnreadableFileError(
                    N_("The file has more lists; it is not clear which one is meant."),
                    way_out=N_("Leave only one of them in the file."),
                )
            self.is_found = True
            self._deeper()
            self._list_depth = self._depth
        else:
            self._enter([])

    def _is_wanted(self) -> bool:
        if self._depth == 0:
            return not self._root
        return self._depth == 1 and bool(self.keys) and self._root in ("", next(reversed(self.keys)))

    def _enter(self, new: Any) -> None:  # noqa: ANN401 - a dictionary or a list
        if self._open:
            self._attach(new)
            self._open.append(new)
        elif self._list_depth and self._depth == self._list_depth:
            self._open.append(new)
        self._names.append("")
        self._deeper()

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _DEPTH:
            raise UnreadableFileError(
                N_("The values of the file are nested deeper than %(limit)s levels."),
                way_out=N_("Real data are never so deep; check where the file comes from."),
                params={"limit": _DEPTH},
            )

    def close(self, _value: None) -> None:
        self._depth -= 1
        if self._list_depth and self._depth < self._list_depth:
            self._list_depth = 0
            return
        self._names.pop()
        if self._open:
            done = self._open.pop()
            if not self._open:
                self.item = done

    def key(self, name: str) -> None:
        known = self._open[-1] if self._open else self.keys
        if self._open or self._depth == 1:
            if name in known:
                raise UnreadableFileError(
                    N_("The key “%(key)s” stands twice in one object, so its value is not certain."),
                    way_out=N_("Ask the publisher for a correct file."),
                    params={"key": name[:80]},
                )
            if not self._open:
                self.keys[name] = None
        self._names[-1] = name

    def value(self, value: object) -> None:
        if isinstance(value, str) and len(value) > _TEXT_LENGTH:
            raise UnreadableFileError(
                N_("One text of the file is longer than %(limit)s signs."),
                way_out=N_("Check that you have chosen the right file."),
                params={"limit": _TEXT_LENGTH},
            )
        if self._open:
            self._attach(value)
        elif self._list_depth:
            self.item = value

    def _attach(self, value: object) -> None:
        holder = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
        else:
            holder[self._names[-1]] = value


def plain_rows(item: Mapping[str, Any]) -> Iterator[Mapping[str, Cell]]:
    """Yield the item as one row: nested objects become columns with a dot, lists a text."""
    yield dict(_plain_cells(item, ""))


def _plain_cells(item: Mapping[str, Any], before: str) -> Iterator[tuple[str, Cell]]:
    for key, value in item.items():
        if isinstance(value, dict):
            yield from _plain_cells(value, f"{before}{key}.")
        elif isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
            yield f"{before}{key}", ", ".join(str(one) for one in value)
        elif isinstance(value, list):
            yield f"{before}{key}", json.dumps(value, ensure_ascii=False)
        else:
            yield f"{before}{key}", value


def _broken(said: str) -> UnreadableFileError:
    if "premature EOF" in said:
        return UnreadableFileError(
            N_("The file ends in the middle: its JSON is not complete."),
            way_out=N_("Download it once more, whole."),
        )
    if "overflow" in said:
        return UnreadableFileError(
            N_("The file holds a number so large that it cannot be right."),
            way_out=N_("Ask the publisher for a correct file."),
        )
    if "UTF8" in said:
        return UnreadableFileError(
            N_("The letters of the JSON file are not in UTF-8."), way_out=N_("Save it in UTF-8.")
        )
    return UnreadableFileError(
        N_("The file is damaged: its JSON cannot be read."),
        way_out=N_("Download it once more; numbers must be finite and nothing may stand behind the end."),
    )


def _no_list(root: str, keys: Mapping[str, None]) -> UnreadableFileError:
    found = ", ".join(key[:40] for key in list(keys)[:_SHOWN_KEYS]) or "–"
    if not root:
        return UnreadableFileError(
            N_("The file holds no list of items. It has: %(found)s."),
            way_out=N_("Check that you have chosen the right file."),
            params={"found": found},
        )
    return UnreadableFileError(
        N_("The file has no list “%(root)s”. It has: %(found)s."),
        way_out=N_("Check that you have chosen the right file."),
        params={"root": root, "found": found},
    )
