"""The slot ``importers``: what a room above says of one kind of file, and where it says it.

A room writes one class per kind in its ``importers.py`` and registers an
instance from ``AppConfig.ready``. The machine reads the file, finds the
columns, reads the cells, sorts the rows into new, changed, same and refused,
and calls ``apply`` inside one short transaction.

**JSON lists** (a register of 99 MB, a small export of some API) are read item
by item in the limited child, never whole. The importer says where the items
lie and how one becomes rows::

    # network/register_file.py - runs in the child: no Django settings, no models
    from zazemi.intake.table import Cell, Dropped
    from zazemi.values.text import N_

    ENDED = N_("the service has ended")

    def rows_of(item: Mapping[str, Any]) -> Iterator[Mapping[str, Cell] | Dropped]:
        if item.get("datumPoskytovaniDo"):
            yield Dropped(reason=ENDED)          # counted by reason, shown with the dry run
            return
        for place in item.get("zarizeni") or ():
            yield {"Identifikátor": str(item["id"]), "Obec": place["adresa"]["obec"]["id"]}

    # network/importers/register.py
    class RegisterImporter(Importer):
        formats = (FileFormat.JSON,)
        items = JsonItems(root="polozky", flatten=rows_of)
        own_limits = STREAM_LIMITS
        columns = (ColumnRule(key="code", header="Identifikátor", kind=CellKind.CODE), ...)

``rows_of`` gets one item (objects as dictionaries, lists, texts, numbers as
int or float, None) and yields zero or more rows - header of a ``ColumnRule`` to
cell - and ``Dropped`` for whatever gives no row. What it does not yield never
leaves the child: leave personal data out there. Days may be texts as in the
file (2026-12-31) or ``date``. Rows are numbered one by one from 1, over all
items. From there on everything is as with a workbook: columns, cells,
``shape``, ``check``, ``key``, ``existing``, ``apply``. An item whose shape makes
``rows_of`` fail refuses the file and names the item. ``Table.items_in`` and
``Table.dropped`` come to ``shape``. The function must lie at the top of a module
that can be imported without Django settings (not in a package whose
``__init__`` imports models). Without ``flatten`` each item is one row.

**Taking an import back** needs nothing of an importer that writes tracked
records (``Versioned``): the machine finds in the audit chain what the run wrote,
removes what is new and saves what changed as it was before. An importer of
untracked rows says which tables it writes (``series``) and which present rows
``apply`` may write over (``overwrites``); the machine keeps those as they were.
Where rows derived of the imported ones are stored beside them, ``after_undo``
makes them anew. Nothing declared and nothing tracked = the page says that this
import cannot be taken back. Refused, with the list, where a later step or
import touched a row or another record stands on a row that was added.

Units:   as the columns say (``ColumnRule.unit``).
Raises:  UnknownImporterError for a kind nobody registered.
"""

import datetime as dt
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.functional import Promise

from zazemi.intake.errors import UnknownImporterError
from zazemi.intake.table import FileFormat, JsonItems, Limits, Note, Table
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.registry import Registry

if TYPE_CHECKING:
    from zazemi.intake.models import ImportRun

_MARK_LENGTH = 8

Value = str | int | float | bool | Decimal | bytes | dt.date | None
"""A cell after reading: the type follows ``CellKind``."""

Values = Mapping[str, Value]
"""A row after reading: ``ColumnRule.key`` to value, every key of the importer present."""


class CellKind(StrEnum):
    """What a column holds; the Python type is in brackets."""

    TEXT = "text"  # (str) white space tidied
    CODE = "code"  # (str) leading zeros kept; a number of a workbook becomes its digits
    WHOLE = "whole"  # (int)
    DECIMAL = "decimal"  # (Decimal) exact, for money, FTE and whatever is summed
    REAL = "real"  # (float) for measured values
    DAY = "day"  # (date) 31. 12. 2026, 2026-12-31 or a date cell of a workbook
    CHOICE = "choice"  # (str) one of ``choices``
    GEOMETRY = "geometry"  # (bytes) WKB in degrees, longitude first; GeoJSON and TopoJSON only


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule:
    """One column of a file: what it is called there, what it may hold, how it is read.

    ``header`` is the text in the file (part of the format, so never
    translated), matched without accents, case and white space; ``aliases`` are
    other texts; ``pattern`` is a regular expression over the folded header, for
    headers with years in them. ``parse`` runs last over the read text of TEXT
    and CODE cells and may raise a ``ZazemiError`` (``values.codes.ico``).
    Cells whose folded text is fully matched by ``missing`` count as empty.
    """

    key: str
    header: str
    kind: CellKind = CellKind.TEXT
    is_required: bool = True
    may_be_absent: bool = False
    aliases: tuple[str, ...] = ()
    pattern: str = ""
    missing: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    max_length: int = 500
    parse: Callable[[str], str] | None = None
    unit: str = ""
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRow:
    """One row that could be read; ``number`` is the row in the workbook or file, from 1."""

    number: int
    values: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a row cannot be taken: English msgids marked by ``N_`` and their parameters.

    ``column`` is a ``ColumnRule.key`` or empty for the whole row; ``cell`` is
    what stands in the file.
    """

    row: int
    column: str
    cell: str
    message: str
    way_out: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """A row whose record exists with other values."""

    row: ParsedRow
    before: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What ``Importer.apply`` has to write. Rows that stay the same are not here."""

    new: Sequence[ParsedRow]
    changed: Sequence[ChangedRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A table of untracked rows that an importer writes.

    ``stamp`` is the column with the number of the run; a row whose stamp is the
    run and that was not there before is removed on taking back. ``columns`` are
    those that ``apply`` may set in rows that stand there already; empty = all.
    """

    model: type[models.Model]
    stamp: str = "import_run_id"
    columns: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name of the table in ``RowBefore``: the model and the stamp."""
        return f"{self.model._meta.label_lower}/{self.stamp}"  # noqa: SLF001 - Django's documented _meta


class Importer(ABC):
    """One kind of file: its columns, its key, what is known already, how it is written."""

    kind: str
    title: str | Promise
    columns: Sequence[ColumnRule]
    formats: Collection[FileFormat] = (FileFormat.CSV, FileFormat.XLSX)
    roles: frozenset[Role] = frozenset({Role.REGIONAL_OFFICER, Role.HEAD, Role.ADMINISTRATOR})
    is_confidential: bool = False
    """Its files stand in no public list of sources: the name of a file alone may betray what is in it."""
    sheet: str = ""
    """Name of the wanted sheet; empty or absent in the workbook = the first visible one with the header."""
    own_limits: Limits | None = None
    """Larger caps for the console; the web page never allows more than ``WEB_LIMITS``."""
    items: JsonItems | None = None
    """How a JSON list is read; needs ``FileFormat.JSON`` among ``formats``. See "JSON lists" above."""

    series: Sequence[Series] = ()
    """Untracked tables that ``apply`` writes, upper ones first; see "Taking an import back" above."""

    @property
    def template_version(self) -> str:
        """The mark of templates: it changes with the columns and their lists."""
        said = repr([(rule.key, rule.header, rule.kind, sorted(rule.choices)) for rule in self.columns])
        return f"{self.kind}:{hashlib.sha256(said.encode()).hexdigest()[:_MARK_LENGTH]}"

    @abstractmethod
    def key(self, values: Values) -> str:
        """Return the natural key of the row; two rows with the same key in one file are refused."""

    @abstractmethod
    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return what is stored now, by key, with the same keys and types as the read rows.

        All records within the scope of the file (a period, a region): those
        absent from ``rows`` are reported as missing from the file, never deleted.
        Must not query per row. Runs twice: for the dry run, and inside the transaction.
        """

    @abstractmethod
    def apply(self, changes: Changes, *, run: "ImportRun", by: Actor) -> None:
        """Write the new and the changed rows inside the open step; ``run.pk`` goes to ``import_run_id``."""

    def label(self, values: Values) -> str:
        """Return how people call the row; the key unless overridden."""
        return self.key(values)

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Return the rows completed by what only the whole file says, such as the year in a header."""
        return rows

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Yield refusals that need other rows or the database: unknown codes, overlaps."""
        del rows
        return ()

    def overwrites(self, series: Series, changes: Changes) -> "models.QuerySet[Any] | None":
        """Return the present rows of a series that ``apply`` may write over; None when it only adds."""
        del series, changes
        return None

    def derived(self, run: "ImportRun") -> "Iterable[models.QuerySet[Any]]":
        """Return what was computed of the imported rows by the import itself, in the order of deleting.

        It goes with them and is no obstacle; what others computed of them later is one.
        """
        del run
        return ()

    def after_undo(self, *, run: "ImportRun", by: Actor) -> None:  # noqa: B027 - most have nothing derived
        """Make derived rows anew after the run was taken back, inside the open step."""

    def notes(self, rows: Sequence[ParsedRow]) -> Iterable[Note]:
        """Yield what people should know beside the counts; ``rows`` are those before ``shape``."""
        del rows
        return ()

    def template_rows(self) -> Iterable[Values]:
        """Yield what the offered template is filled with: export format = import format."""
        return ()


_importers: Registry[Importer] = Registry("importers")


def register(importer: Importer) -> None:
    """Offer a kind of file.

    Raises AlreadyRegisteredError when another importer has taken the kind.
    """
    _importers.register(importer.kind, importer)


def importer_of(kind: str) -> Importer:
    """Return the importer of a kind."""
    if kind not in _importers:
        raise UnknownImporterError(params={"kind": kind, "known": ", ".join(kinds())})
    return _importers.get(kind)


def importers() -> list[Importer]:
    """Return all importers, by kind."""
    return list(_importers)


def kinds() -> list[str]:
    """Return the kinds that can be imported, sorted."""
    return _importers.names()


def forget(kind: str) -> None:
    """Free a kind; tests put their own importers in and take them out."""
    _importers.forget(kind)
