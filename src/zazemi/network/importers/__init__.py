"""Our own workbook of services: what is exported is what can be imported.

One row is one capacity: provider, IČO, kind, name, municipality, address, unit,
value, form, from, to; and, when they are there, name of the place and territory.

Units:   capacities in the unit of the row; days included on both ends.
"""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Refusal, Values
from zazemi.intake.table import Table
from zazemi.kernel.actor import Actor
from zazemi.network.importers.lines import Line, every_line, stored_lines
from zazemi.network.importers.refusing import refusals
from zazemi.network.importers.words import FORM_WORDS, KIND_WORDS, UNIT_WORDS
from zazemi.network.importers.writing import add_lines, change_lines
from zazemi.parties.selectors import by_names
from zazemi.values import codes
from zazemi.values.names import folded

SHEET = "Služby"
_LARGEST_CAPACITY = 100_000


class NetworkImporter(Importer):
    """Services with their capacities, from our own workbook or a CSV of the same columns."""

    kind = "network"
    title = _("Services and their capacity")
    sheet = SHEET
    columns = (
        ColumnRule(key="provider", header="Poskytovatel", max_length=200),
        ColumnRule(
            key="ico", header="IČO", kind=CellKind.CODE, is_required=False, parse=codes.ico, max_length=20
        ),
        ColumnRule(
            key="kind",
            header="Druh služby",
            kind=CellKind.CHOICE,
            choices={word: str(kind) for word, kind in KIND_WORDS.items()},
        ),
        ColumnRule(key="name", header="Název", aliases=("Název služby",), max_length=200),
        ColumnRule(
            key="municipality",
            header="Kód obce",
            kind=CellKind.CODE,
            parse=codes.municipality_code,
            max_length=20,
        ),
        ColumnRule(key="address", header="Adresa", is_required=False, max_length=200),
        ColumnRule(
            key="unit",
            header="Jednotka",
            kind=CellKind.CHOICE,
            choices={word: str(unit) for word, unit in UNIT_WORDS.items()},
        ),
        ColumnRule(
            key="value", header="Kapacita", kind=CellKind.DECIMAL, minimum=0, maximum=_LARGEST_CAPACITY
        ),
        ColumnRule(
            key="form",
            header="Forma",
            kind=CellKind.CHOICE,
            choices={word: str(form) for word, form in FORM_WORDS.items()},
        ),
        ColumnRule(key="valid_from", header="Platí od", kind=CellKind.DAY),
        ColumnRule(key="valid_to", header="Platí do", kind=CellKind.DAY, is_required=False),
        ColumnRule(
            key="place_name", header="Název místa", is_required=False, may_be_absent=True, max_length=200
        ),
        ColumnRule(
            key="territory",
            header="Jen pro území",
            kind=CellKind.CODE,
            is_required=False,
            may_be_absent=True,
            max_length=6,
        ),
    )

    def key(self, values: Values) -> str:
        """Return provider, service, place, unit, form and first day as one text."""
        return Line.of_values(values).key

    def label(self, values: Values) -> str:
        """Return the name of the service and the code of the municipality."""
        line = Line.of_values(values)
        return f"{line.name}, {line.municipality}"

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Fill in an empty IČO where the same provider stands with one in the file or is stored with one."""
        nameless = {str(row.values["provider"]) for row in rows if not row.values["ico"]}
        if not nameless:
            return rows
        known = {name: one.ico for name, one in by_names(nameless).items()}
        known |= {
            folded(str(row.values["provider"])): str(row.values["ico"]) for row in rows if row.values["ico"]
        }
        return [_with_ico(row, known) for row in rows]

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored capacities of the regions that the file speaks of."""
        return {line.key: line.values for _pk, line in stored_lines(rows)}

    def check(self, rows: Sequence[ParsedRow]) -> Iterator[Refusal]:
        """Refuse what one cell alone does not show."""
        return refusals(rows)

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write providers, services, places and capacities that are new, then the changed ones."""
        del by
        if changes.new:
            add_lines([Line.of_values(row.values) for row in changes.new], run.pk)
        if changes.changed:
            change_lines([one.row for one in changes.changed], run.pk)

    def template_rows(self) -> Iterable[Values]:
        """Yield every stored capacity."""
        return (line.values for line in every_line())


def _with_ico(row: ParsedRow, known: Mapping[str, str]) -> ParsedRow:
    ico = row.values["ico"] or known.get(folded(str(row.values["provider"])), "")
    return dataclasses.replace(row, values={**row.values, "ico": ico})
