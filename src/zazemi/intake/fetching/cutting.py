"""A national file cut to the municipalities of one region, in the same format and encoding.

Raises:  UncutFileError when the file has no such column.
"""

import csv
import io
from collections.abc import Collection
from pathlib import Path

from zazemi.intake.fetching.errors import UncutFileError
from zazemi.values.names import folded


def cut_to(path: Path, *, column: str, codes: Collection[str], mark: str) -> Path:
    """Write ``NAME.MARK.csv`` with the rows whose column holds one of the codes; return its path.

    The row of a code list that is no municipality stays out; the whole file stays beside it.
    """
    content = path.read_bytes()
    text, encoding = _decoded(content)
    lines = text.splitlines()
    first = lines[0] if lines else ""
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    header = [folded(cell) for cell in rows[0]] if rows else []
    if folded(column) not in header:
        raise UncutFileError(params={"name": path.name, "column": column})
    place = header.index(folded(column))
    kept = [row for row in rows[1:] if len(row) > place and row[place].strip() in codes]
    target = path.with_name(f"{path.stem}.{mark}{path.suffix}")
    with target.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL)
        writer.writerows([rows[0], *kept])
    return target


def _decoded(content: bytes) -> tuple[str, str]:
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1250", errors="replace"), "cp1250"
