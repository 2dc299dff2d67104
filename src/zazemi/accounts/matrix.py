"""The access matrix: which role may use which address by which method.

One CSV file is the document, the rule and the test. A row is an address (its
URL name) and a method; a cell says ``yes``, ``no`` or ``own`` (the role may
ask, the record decides, a foreign record answers 404). What is not listed is
refused; a row of ``no`` alone says that an address of a library is closed (404).

Raises:  AccessMatrixError with the line of the file.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from zazemi.kernel.actor import Actor, Role
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

ANONYMOUS = "anonymous"
ROLE_COLUMNS = (ANONYMOUS, *(str(role) for role in Role))
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SAME_AS_GET = frozenset({"HEAD"})


class AccessMatrixError(ZazemiError):
    """The matrix file cannot be read as a matrix."""

    message = N_("The access matrix is not right: %(what)s.")
    way_out = N_("Correct the line in the matrix file.")


class Cell(StrEnum):
    """What the matrix says about one role, address and method."""

    YES = "yes"
    NO = "no"
    OWN = "own"


class Decision(StrEnum):
    """What happens to a request."""

    ALLOWED = "allowed"
    SIGN_IN = "sign_in"
    FORBIDDEN = "forbidden"
    UNKNOWN_ADDRESS = "unknown_address"
    UNKNOWN_METHOD = "unknown_method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One address and method with the cell of every role."""

    url_name: str
    method: str
    cells: Mapping[str, Cell]
    note: str

    @property
    def is_closed(self) -> bool:
        """Whether the row only says that nobody gets in."""
        return set(self.cells.values()) == {Cell.NO}

    def cell_of(self, actor: Actor) -> Cell:
        """Return the most generous cell of the actor's roles.

        A signed-in person without a mandate may do what every role may do.
        """
        if actor.is_anonymous:
            return self.cells[ANONYMOUS]
        if not actor.roles:
            common = {self.cells[str(role)] for role in Role}
            return Cell.NO if Cell.NO in common else Cell.OWN if Cell.OWN in common else Cell.YES
        cells = {self.cells[str(role)] for role in actor.roles}
        return Cell.YES if Cell.YES in cells else Cell.OWN if Cell.OWN in cells else Cell.NO


@dataclass(frozen=True, slots=True)
class Matrix:
    """All rows, found by address and method."""

    rows: Mapping[tuple[str, str], Row]

    def methods_of(self, url_name: str) -> tuple[str, ...]:
        """Methods listed for an address, in the order of ``METHODS``."""
        return tuple(method for method in METHODS if (url_name, method) in self.rows)

    def row_of(self, url_name: str, method: str) -> Row | None:
        """Return the row, if the pair is listed; HEAD asks as GET."""
        return self.rows.get((url_name, "GET" if method in SAME_AS_GET else method))

    def decide(self, url_name: str, method: str, actor: Actor) -> Decision:
        """Say what happens to a request of ``actor``."""
        if not url_name or not self.methods_of(url_name):
            return Decision.UNKNOWN_ADDRESS
        row = self.row_of(url_name, method)
        if row is None:
            return Decision.UNKNOWN_METHOD
        if row.is_closed:
            return Decision.UNKNOWN_ADDRESS
        if row.cell_of(actor) is not Cell.NO:
            return Decision.ALLOWED
        return Decision.SIGN_IN if actor.is_anonymous else Decision.FORBIDDEN


def read_matrix(lines: Iterable[str]) -> Matrix:
    """Read the lines of a matrix file; every line is checked."""
    reader = csv.DictReader(lines, restval="", restkey="superfluous")
    expected = ["url_name", "method", *ROLE_COLUMNS, "note"]
    if reader.fieldnames != expected:
        raise AccessMatrixError(params={"what": f"columns {reader.fieldnames} instead of {expected}"})
    rows: dict[tuple[str, str], Row] = {}
    for record in reader:
        row = _read_row(record, where=str(reader.line_num))
        if (row.url_name, row.method) in rows:
            raise AccessMatrixError(
                where=str(reader.line_num), params={"what": f"{row.url_name} {row.method} twice"}
            )
        rows[row.url_name, row.method] = row
    return Matrix(rows)


def _read_row(record: Mapping[str, str], *, where: str) -> Row:
    if not record["url_name"] or record["method"] not in METHODS or "superfluous" in record:
        raise AccessMatrixError(
            where=where, params={"what": f"address {record['url_name']!r}, method {record['method']!r}"}
        )
    cells: dict[str, Cell] = {}
    for column in ROLE_COLUMNS:
        try:
            cells[column] = Cell(record[column])
        except ValueError:
            raise AccessMatrixError(where=where, params={"what": f"{column} = {record[column]!r}"}) from None
    return Row(url_name=record["url_name"], method=record["method"], cells=cells, note=record["note"])


@lru_cache(maxsize=4)
def _matrix_of(file: Path, _changed_ns: int) -> Matrix:
    return read_matrix(file.read_text(encoding="utf-8").splitlines())


def access_matrix() -> Matrix:
    """Return the matrix of this installation; read again only when the file changes."""
    file = Path(settings.ACCESS_MATRIX)
    return _matrix_of(file, file.stat().st_mtime_ns)
