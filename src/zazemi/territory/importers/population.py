"""Population of municipalities on 1 January, one row per municipality and year.

Units:   persons.
Source:  ČSÚ (``obyvatelstvo_obce_2010_2021.csv``).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Refusal, Series, Values
from zazemi.intake.table import CONSOLE_LIMITS
from zazemi.kernel.actor import Actor
from zazemi.territory.importers.typed import text_of, whole_of
from zazemi.territory.models import Municipality, Population
from zazemi.values import codes
from zazemi.values.text import N_

UNKNOWN_MUNICIPALITY = N_("The municipality %(code)s is not loaded.")
LOAD_MUNICIPALITIES = N_("Import the municipalities first, or correct the code.")
_BATCH = 2000
_FIRST_CENSUS_YEAR = 1869
_LAST_YEAR = 2200


def unknown_municipalities(rows: Sequence[ParsedRow], *, key: str = "code") -> Iterable[Refusal]:
    """Yield a refusal for each row whose municipality is not loaded."""
    known = set(Municipality.objects.values_list("code", flat=True))
    for row in rows:
        code = text_of(row.values[key])
        if code not in known:
            yield Refusal(
                row=row.number,
                column=key,
                cell=code,
                message=UNKNOWN_MUNICIPALITY,
                way_out=LOAD_MUNICIPALITIES,
                params={"code": code},
            )


class PopulationImporter(Importer):
    """Inhabitants of municipalities by year."""

    kind = "population"
    title = _("Population of municipalities")
    own_limits = CONSOLE_LIMITS
    series = (Series(model=Population),)
    columns = (
        ColumnRule(
            key="code", header="kod_obce", kind=CellKind.CODE, max_length=6, parse=codes.municipality_code
        ),
        ColumnRule(
            key="year",
            header="rok_k_1_1",
            kind=CellKind.WHOLE,
            minimum=_FIRST_CENSUS_YEAR,
            maximum=_LAST_YEAR,
            hint=_("The count is of 1 January of the year."),
        ),
        ColumnRule(key="total", header="obyvatel", kind=CellKind.WHOLE, minimum=0, unit="persons"),
    )

    def key(self, values: Values) -> str:
        """Return the municipality and the year."""
        return f"{text_of(values['code'])}/{text_of(values['year'])}"

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored counts of the years in the file."""
        days = {_new_year(row.values) for row in rows}
        stored = Population.objects.filter(counted_on__in=days).values_list(
            "municipality_id", "counted_on", "total"
        )
        return {
            f"{code}/{day.year}": {"code": code, "year": day.year, "total": total}
            for code, day, total in stored.iterator(chunk_size=_BATCH)
        }

    def overwrites(self, _series: Series, changes: Changes) -> QuerySet[Population]:
        """Return the counts that changed."""
        rows = [change.row.values for change in changes.changed]
        return Population.objects.filter(
            municipality_id__in={text_of(row["code"]) for row in rows},
            counted_on__in={_new_year(row) for row in rows},
        )

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse rows of municipalities that are not loaded."""
        yield from unknown_municipalities(rows)

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the counts; a changed count replaces the older one."""
        del by
        rows = [row.values for row in changes.new] + [change.row.values for change in changes.changed]
        Population.objects.bulk_create(
            [
                Population(
                    municipality_id=text_of(row["code"]),
                    counted_on=_new_year(row),
                    total=whole_of(row["total"]),
                    import_run_id=run.pk,
                )
                for row in rows
            ],
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["municipality", "counted_on"],
            update_fields=["total", "import_run_id"],
        )


def _new_year(values: Values) -> dt.date:
    return dt.date(whole_of(values["year"]), 1, 1)
