"""Voluntary unions of municipalities (DSO) and their members.

Source:  Státní pokladna, register of accounting units (``dso_cr_2018.csv``);
         members from the unions' own pages (``dso_clenove_lk.csv``).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zazemi.intake.models import ImportRun
from zazemi.intake.slot import (
    CellKind,
    Changes,
    ColumnRule,
    Importer,
    ParsedRow,
    Refusal,
    Series,
    Value,
    Values,
)
from zazemi.intake.table import Table
from zazemi.kernel.actor import Actor
from zazemi.territory.importers.population import unknown_municipalities
from zazemi.territory.importers.typed import day_of, named, text_of
from zazemi.territory.models import District, MicroRegion, MicroRegionMember
from zazemi.values import codes
from zazemi.values.text import N_

_NEVER = dt.date(9999, 12, 31)
_PREFIX = "DSO "


class MicroRegionImporter(Importer):
    """Unions of municipalities."""

    kind = "micro-regions"
    title = _("Micro-regions (voluntary unions of municipalities)")
    series = (Series(model=MicroRegion),)
    columns = (
        ColumnRule(key="ico", header="ico", kind=CellKind.CODE, parse=codes.ico),
        ColumnRule(key="name", header="nazev", max_length=120),
        ColumnRule(
            key="district_code", header="okres_sidla_lau", kind=CellKind.CODE, parse=codes.district_code
        ),
        ColumnRule(key="region_code", header="kraj_nuts3", kind=CellKind.CODE, parse=codes.region_code),
        ColumnRule(key="valid_from", header="zaznam_od", kind=CellKind.DAY, is_required=False),
        ColumnRule(key="valid_to", header="zaznam_do", kind=CellKind.DAY, is_required=False),
    )

    def key(self, values: Values) -> str:
        """Return the IČO."""
        return text_of(values["ico"])

    def label(self, values: Values) -> str:
        """Return the name."""
        return text_of(values["name"])

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Drop the register's prefix from names and its way of saying that a record still runs."""
        return [ParsedRow(number=row.number, values=_tidy(row.values)) for row in rows]

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored unions of the regions in the file."""
        regions = {text_of(row.values["region_code"]) for row in rows}
        stored = MicroRegion.objects.filter(region_id__in=regions).values_list(
            "ico", "name", "seat_district_id", "region_id", "valid_from", "valid_to"
        )
        keys = [column.key for column in self.columns]
        return {str(record[0]): dict(zip(keys, record, strict=True)) for record in stored}

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse unions whose district is not loaded."""
        known = set(District.objects.values_list("code", "region_id"))
        for row in rows:
            district, region = text_of(row.values["district_code"]), text_of(row.values["region_code"])
            if (district, region) not in known:
                yield Refusal(
                    row=row.number,
                    column="district_code",
                    cell=district,
                    message=N_("The district %(district)s in the region %(region)s is not loaded."),
                    way_out=N_("Import the municipalities first, or correct the code."),
                    params={"district": district, "region": region},
                )

    def overwrites(self, _series: Series, changes: Changes) -> QuerySet[MicroRegion]:
        """Return the unions that changed."""
        return MicroRegion.objects.filter(
            ico__in=[text_of(change.row.values["ico"]) for change in changes.changed]
        )

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the unions."""
        del by
        rows = [row.values for row in changes.new] + [change.row.values for change in changes.changed]
        MicroRegion.objects.bulk_create(
            [
                MicroRegion(
                    ico=text_of(row["ico"]),
                    region_id=text_of(row["region_code"]),
                    seat_district_id=text_of(row["district_code"]),
                    valid_from=day_of(row["valid_from"]),
                    valid_to=day_of(row["valid_to"]),
                    import_run_id=run.pk,
                    **named(text_of(row["name"])),
                )
                for row in rows
            ],
            update_conflicts=True,
            unique_fields=["ico"],
            update_fields=[
                *("name", "name_folded", "name_sort", "region", "seat_district"),
                *("valid_from", "valid_to", "import_run_id"),
            ],
        )


class MicroRegionMemberImporter(Importer):
    """Members of unions."""

    kind = "micro-region-members"
    title = _("Members of micro-regions")
    series = (Series(model=MicroRegionMember),)
    columns = (
        ColumnRule(key="ico", header="dso_ico", kind=CellKind.CODE, parse=codes.ico),
        ColumnRule(key="code", header="kod_obce", kind=CellKind.CODE, parse=codes.municipality_code),
        ColumnRule(
            key="valid_from", header="clen_od", kind=CellKind.DAY, is_required=False, may_be_absent=True
        ),
        ColumnRule(key="source", header="zdroj", max_length=500, is_required=False, may_be_absent=True),
    )

    def key(self, values: Values) -> str:
        """Return the union and the municipality."""
        return f"{text_of(values['ico'])}/{text_of(values['code'])}"

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the present members of the unions in the file."""
        unions = {text_of(row.values["ico"]) for row in rows}
        stored = MicroRegionMember.objects.filter(
            micro_region_id__in=unions, valid_to__isnull=True
        ).values_list("micro_region_id", "municipality_id", "valid_from", "source")
        return {
            f"{ico}/{code}": {"ico": ico, "code": code, "valid_from": start, "source": source}
            for ico, code, start, source in stored
        }

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse members of unknown unions and unknown municipalities."""
        yield from unknown_municipalities(rows)
        known = set(MicroRegion.objects.values_list("ico", flat=True))
        for row in rows:
            ico = text_of(row.values["ico"])
            if ico not in known:
                yield Refusal(
                    row=row.number,
                    column="ico",
                    cell=ico,
                    message=N_("The micro-region %(ico)s is not loaded."),
                    way_out=N_("Import the micro-regions first, or correct the IČO."),
                    params={"ico": ico},
                )

    def overwrites(self, _series: Series, changes: Changes) -> QuerySet[MicroRegionMember]:
        """Return the memberships of the unions with a change."""
        return MicroRegionMember.objects.filter(
            micro_region_id__in={text_of(change.row.values["ico"]) for change in changes.changed}
        )

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the memberships."""
        del by
        MicroRegionMember.objects.bulk_create([_member(row.values, run_id=run.pk) for row in changes.new])
        for change in changes.changed:
            row = change.row.values
            record = MicroRegionMember.objects.get(
                micro_region_id=text_of(row["ico"]),
                municipality_id=text_of(row["code"]),
                valid_to__isnull=True,
            )
            fresh = _member(row, run_id=run.pk)
            fresh.pk = record.pk
            fresh.save(force_update=True)


def _member(row: Values, *, run_id: int) -> MicroRegionMember:
    return MicroRegionMember(
        micro_region_id=text_of(row["ico"]),
        municipality_id=text_of(row["code"]),
        valid_from=day_of(row["valid_from"]),
        source=text_of(row["source"]),
        import_run_id=run_id,
    )


def _tidy(values: Values) -> Values:
    tidy: dict[str, Value] = dict(values)
    tidy["name"] = text_of(values["name"]).removeprefix(_PREFIX)
    if values["valid_to"] == _NEVER:
        tidy["valid_to"] = None
    return tidy
