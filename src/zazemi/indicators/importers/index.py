"""The importer ``isv``: the official workbook of the index of social exclusion, one year per file."""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zazemi.indicators import series
from zazemi.indicators.errors import NoIndicatorSetError
from zazemi.indicators.models import IndexComputation, IndexInputRow, IndexResult
from zazemi.indicators.official_file import COLUMNS, INPUTS, missing_allowances, unpaired_schools, year_of
from zazemi.indicators.services import compute_index
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import Changes, Importer, ParsedRow, Refusal, Series, Value, Values
from zazemi.intake.table import CONSOLE_LIMITS, Table
from zazemi.kernel.actor import Actor
from zazemi.territory.models import Municipality
from zazemi.values.text import N_

_STORED = (*INPUTS, "published_index")


class IndexImporter(Importer):
    """Inputs of the index as published; the index itself is computed by us."""

    kind = "isv"
    title = _("Index of social exclusion (official workbook)")
    columns = COLUMNS
    own_limits = CONSOLE_LIMITS
    series = (Series(model=IndexInputRow),)

    def key(self, values: Values) -> str:
        """Return the year and the municipality."""
        return f"{_number(values['year'])}/{_text(values['code'])}"

    def label(self, values: Values) -> str:
        """Return the name with the code."""
        return f"{_text(values['name'])} {_text(values['code'])}".strip()

    def shape(self, rows: Sequence[ParsedRow], table: Table) -> Sequence[ParsedRow]:
        """Add the year, which only the headers know."""
        year = year_of(table.header)
        return [ParsedRow(number=row.number, values={**row.values, "year": year}) for row in rows]

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse municipalities that are not loaded, halves of schools and missing allowances."""
        known = set(Municipality.objects.order_by().values_list("code", flat=True))
        yield from unpaired_schools(rows)
        if rows:
            yield from missing_allowances(rows, _number(rows[0].values["year"]))
        for row in rows:
            if row.values["code"] not in known:
                yield Refusal(
                    row=row.number,
                    column="code",
                    cell=_text(row.values["code"]),
                    message=N_("The municipality %(code)s is not loaded."),
                    way_out=N_("Import the municipalities first, or correct the code."),
                    params={"code": _text(row.values["code"])},
                )

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the newest stored inputs of the years in the file."""
        years = {_number(row.values["year"]) for row in rows}
        stored = IndexInputRow.objects.filter(year__in=years).order_by("pk")
        return {
            f"{year}/{code}": {"code": code, "year": year, **dict(zip(_STORED, numbers, strict=True))}
            for code, year, *numbers in stored.values_list("municipality_id", "year", *_STORED)
        }

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Add new rows; a corrected row is added beside the old one and counts from now on.

        The index of the years in the file is computed at once, so that whoever
        imports in the browser needs no console. Inputs of a year without rules
        are kept; raises NoPointError where a municipality has no definition point.
        """
        rows = [row.values for row in changes.new] + [change.row.values for change in changes.changed]
        series.add_inputs([_input_row(row, run_id=run.pk) for row in rows])
        for year in sorted({_number(row["year"]) for row in rows}):
            with contextlib.suppress(NoIndicatorSetError):
                compute_index(year, by=by)

    def derived(self, run: ImportRun) -> Iterable[QuerySet[Any]]:
        """Return the computations made by the import; one that a later import added to is no part of it."""
        named = IndexComputation.objects.order_by().values_list("pk", "import_run_ids")
        own = [pk for pk, runs in named if runs and max(runs) == run.pk]
        yield IndexResult.objects.filter(computation_id__in=own)
        yield IndexComputation.objects.filter(pk__in=own)


def _input_row(values: Values, *, run_id: int) -> IndexInputRow:
    numbers: dict[str, Any] = {key: _number(values[key]) for key in _STORED}
    return IndexInputRow(
        municipality_id=_text(values["code"]),
        year=_number(values["year"]),
        import_run_id=run_id,
        **numbers,
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Value) -> Any:  # noqa: ANN401 - int, float or None, as the column says
    return value
