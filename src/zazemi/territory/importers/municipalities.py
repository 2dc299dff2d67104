"""The register of municipalities with its hierarchy, one row per municipality.

Source:  ČSÚ code lists 43, 61, 65, 101, 100 in one table (``obce_cr.csv``).
Writes:  regions, districts, ORP, authorised offices, municipalities, affiliations.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Manager, QuerySet
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
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.territory.choices import MunicipalityStatus
from zazemi.territory.importers.kept import TERRITORY, every_row
from zazemi.territory.importers.typed import named, real_of, text_of
from zazemi.territory.models import Affiliation, District, Municipality, Orp, Pou, Region
from zazemi.territory.moves import Move, known_moves
from zazemi.values import codes
from zazemi.values.text import N_

BATCH = 500
FICTIONAL_PREFIX = "CZ0X"
_NO_UNIT = "X-X-X"
_UPPER_UNITS = {"pou_code": "orp_code", "orp_code": "region_code", "district_code": "region_code"}
_RUIAN_PARTS = {"pou": "pou", "orp": "orp", "district": "okres", "region": "vusc"}
_NAMES = {
    "pou_code": "pou_name",
    "orp_code": "orp_name",
    "district_code": "district_name",
    "region_code": "region_name",
}


def _code(key: str, header: str, parse: Callable[[str], str] | None = None) -> ColumnRule:
    return ColumnRule(key=key, header=header, kind=CellKind.CODE, max_length=8, parse=parse)


def _ruian_code(part: str) -> ColumnRule:
    """Return the rule of a column with the code that RÚIAN gives a unit; older tables lack it."""
    header = f"ruian_{_RUIAN_PARTS[part]}"
    return ColumnRule(
        key=f"{part}_ruian",
        header=header,
        kind=CellKind.CODE,
        max_length=8,
        is_required=False,
        may_be_absent=True,
    )


def _orp_code(text: str) -> str:
    """Prague has no ORP; the official table writes a lonely zero there."""
    return codes.orp_code("0000" if text == "0" else text)


def _name(key: str, header: str) -> ColumnRule:
    return ColumnRule(key=key, header=header, max_length=120)


class MunicipalityImporter(Importer):
    """Municipalities, with the units above them."""

    kind = "municipalities"
    title = _("Municipalities and the units above them")
    series = TERRITORY
    columns = (
        _code("code", "kod_obce", codes.municipality_code),
        _name("name", "nazev"),
        ColumnRule(
            key="status",
            header="status",
            kind=CellKind.CHOICE,
            choices={status.value: status.value for status in MunicipalityStatus},
        ),
        ColumnRule(key="ico", header="ico", kind=CellKind.CODE, is_required=False, parse=codes.ico),
        _code("pou_code", "kod_opou_csu"),
        _name("pou_name", "nazev_opou"),
        _code("orp_code", "kod_orp_csu", _orp_code),
        _name("orp_name", "nazev_orp"),
        _code("district_code", "kod_okresu_lau", codes.district_code),
        _name("district_name", "nazev_okresu"),
        _code("region_code", "kod_kraje_nuts3", codes.region_code),
        _name("region_name", "nazev_kraje"),
        ColumnRule(
            key="area_km2",
            header="plocha_km2_gen",
            aliases=("plocha_km2",),
            kind=CellKind.REAL,
            is_required=False,
            may_be_absent=True,
            minimum=0,
            unit="km²",
        ),
        *(_ruian_code(part) for part in _RUIAN_PARTS),
    )

    def key(self, values: Values) -> str:
        """Return the code of the municipality."""
        return text_of(values["code"])

    def label(self, values: Values) -> str:
        """Return the name and the code."""
        return f"{text_of(values['name'])} ({text_of(values['code'])})"

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored municipalities of the regions in the file."""
        regions = {text_of(row.values["region_code"]) for row in rows}
        stored = Municipality.objects.filter(region_id__in=regions).values_list(
            "code", "name", "status", "ico", "pou_id", "pou__name", "orp_id", "orp__name",
            "district_id", "district__name", "region_id", "region__name", "area_km2",
            "pou__ruian_code", "orp__ruian_code", "district__ruian_code", "region__ruian_code",
        )  # fmt: skip
        keys = [column.key for column in self.columns]
        has_ruian = any(row.values[f"{part}_ruian"] for row in rows for part in _RUIAN_PARTS)
        kept = keys if has_ruian else keys[: -len(_RUIAN_PARTS)]
        return {
            str(record[0]): {key: value for key, value in zip(keys, record, strict=True) if key in kept}
            for record in stored
        }

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Give Prague's missing ORP and office the name of the city; the official table writes X-X-X."""
        return [
            ParsedRow(number=row.number, values={**row.values, **_named_units(row.values)}) for row in rows
        ]

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse a unit that has two names or lies in two units above it."""
        yield from _contradictions(
            rows, _NAMES, N_("The code %(code)s has two names: %(first)s and %(second)s.")
        )
        yield from _contradictions(
            rows, _UPPER_UNITS, N_("The unit %(code)s lies in two units: %(first)s and %(second)s.")
        )

    def overwrites(self, series: Series, changes: Changes) -> QuerySet[Any]:
        """Return the units, which every import writes anew, and what belongs to changed municipalities."""
        codes_changed = [text_of(change.row.values["code"]) for change in changes.changed]
        if series.model is Municipality:
            return Municipality.objects.filter(code__in=codes_changed)
        if series.model is Affiliation:
            return Affiliation.objects.filter(municipality_id__in=codes_changed)
        return every_row(series)

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the units from the top down, then the municipalities and where they belong."""
        del by
        changed = [change.row.values for change in changes.changed]
        rows = [row.values for row in changes.new] + changed
        _write_units(rows, run_id=run.pk)
        moved = [
            change.row.values
            for change in changes.changed
            if any(
                change.row.values[key] != change.before[key]
                for key in ("orp_code", "pou_code", "district_code")
            )
        ]
        _write_municipalities(rows, run_id=run.pk)
        _write_first_affiliations([row.values for row in changes.new], run_id=run.pk)
        _write_moves(moved, on=run.taken_on or clock.today(), run_id=run.pk)


def _named_units(values: Values) -> dict[str, Value]:
    return {key: values["name"] for key in ("orp_name", "pou_name") if values[key] == _NO_UNIT}


def _contradictions(rows: Sequence[ParsedRow], pairs: Mapping[str, str], message: str) -> Iterator[Refusal]:
    seen: dict[tuple[str, str], str] = {}
    for row in rows:
        for code_key, other_key in pairs.items():
            code, other = text_of(row.values[code_key]), text_of(row.values[other_key])
            first = seen.setdefault((code_key, code), other)
            if first != other:
                yield Refusal(
                    row=row.number,
                    column=other_key,
                    cell=other,
                    message=message,
                    way_out=N_("Write the same in every row."),
                    params={"code": code, "first": first, "second": other},
                )


def _write_units(rows: Sequence[Values], *, run_id: int) -> None:
    seats = _seats(rows)

    def write(
        model: type[Region | District | Orp | Pou], key: str, more: Callable[[str, Values], dict[str, object]]
    ) -> None:
        units = {text_of(row[f"{key}_code"]): row for row in rows}
        manager: Manager[Any] = model._base_manager  # noqa: SLF001 - Django's documented interface
        known = dict(manager.filter(code__in=units).values_list("code", "ruian_code"))
        made = [
            model(
                code=code,
                import_run_id=run_id,
                ruian_code=text_of(row[f"{key}_ruian"]) or known.get(code, ""),
                **named(text_of(row[f"{key}_name"])),
                **more(code, row),
            )
            for code, row in units.items()
        ]
        columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]  # noqa: SLF001 - as above
        manager.bulk_create(made, update_conflicts=True, unique_fields=["code"], update_fields=columns)

    write(Region, "region", lambda code, _row: {"is_fictional": code.startswith(FICTIONAL_PREFIX)})
    write(District, "district", lambda _code, row: {"region_id": text_of(row["region_code"])})
    write(
        Orp,
        "orp",
        lambda code, row: {
            "region_id": text_of(row["region_code"]),
            "district_id": text_of(seats[code]["district_code"]),
            "seat_code": text_of(seats[code]["code"]),
        },
    )
    write(
        Pou,
        "pou",
        lambda code, row: {
            "orp_id": text_of(row["orp_code"]),
            "seat_code": text_of(seats[code]["code"]),
        },
    )


def _seats(rows: Sequence[Values]) -> dict[str, Values]:
    """The municipality that gave a unit its name, or the first one by code; by code of the unit."""
    members: dict[str, list[Values]] = defaultdict(list)
    names: dict[str, str] = {}
    for row in rows:
        for code_key in ("orp_code", "pou_code"):
            code = text_of(row[code_key])
            members[code].append(row)
            names[code] = text_of(row[_NAMES[code_key]])
    return {
        code: min(
            of_unit, key=lambda row: (row["name"] != names[code], row["status"] == "O", text_of(row["code"]))
        )
        for code, of_unit in members.items()
    }


def _write_municipalities(rows: Sequence[Values], *, run_id: int) -> None:
    records = [
        Municipality(
            code=text_of(row["code"]),
            status=text_of(row["status"]),
            ico=text_of(row["ico"]),
            orp_id=text_of(row["orp_code"]),
            pou_id=text_of(row["pou_code"]),
            district_id=text_of(row["district_code"]),
            region_id=text_of(row["region_code"]),
            area_km2=real_of(row["area_km2"]),
            import_run_id=run_id,
            **named(text_of(row["name"])),
        )
        for row in rows
    ]
    Municipality.objects.bulk_create(
        records,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=[
            *("name", "name_folded", "name_sort", "status", "ico", "orp", "pou", "district", "region"),
            *("area_km2", "import_run_id"),
        ],
    )


def _write_first_affiliations(rows: Sequence[Values], *, run_id: int) -> None:
    districts = set(District.objects.values_list("code", flat=True))
    offices = set(Pou.objects.values_list("code", flat=True))
    records: list[Affiliation] = []
    for row in rows:
        move = known_moves().get(text_of(row["code"]))
        starts_on = None
        if move is not None and _is_known(move, districts, offices):
            records.append(_earlier(row, move, run_id=run_id))
            starts_on = move.moved_on
        records.append(_present(row, starts_on=starts_on, run_id=run_id))
    Affiliation.objects.bulk_create(records, batch_size=BATCH)


def _is_known(move: Move, districts: set[str], offices: set[str]) -> bool:
    return move.earlier_district in districts | {""} and move.earlier_pou in offices | {""}


def _present(row: Values, *, starts_on: dt.date | None, run_id: int) -> Affiliation:
    return Affiliation(
        municipality_id=text_of(row["code"]),
        orp_id=text_of(row["orp_code"]),
        pou_id=text_of(row["pou_code"]),
        district_id=text_of(row["district_code"]),
        valid_from=starts_on,
        import_run_id=run_id,
    )


def _earlier(row: Values, move: Move, *, run_id: int) -> Affiliation:
    return Affiliation(
        municipality_id=text_of(row["code"]),
        orp_id=move.earlier_orp or text_of(row["orp_code"]),
        pou_id=move.earlier_pou or text_of(row["pou_code"]),
        district_id=move.earlier_district or text_of(row["district_code"]),
        valid_to=move.last_day_before,
        source=move.source,
        import_run_id=run_id,
    )


def _write_moves(rows: Sequence[Values], *, on: dt.date, run_id: int) -> None:
    present = {
        affiliation.municipality_id: affiliation
        for affiliation in Affiliation.objects.filter(
            municipality_id__in=[text_of(row["code"]) for row in rows], valid_to__isnull=True
        )
    }
    for row in rows:
        known = present[text_of(row["code"])]
        if known.valid_from is None or known.valid_from < on:
            known.valid_to = on - dt.timedelta(days=1)
            known.save(update_fields=["valid_to"])
            _present(row, starts_on=on, run_id=run_id).save()
        else:
            known.orp_id, known.pou_id = text_of(row["orp_code"]), text_of(row["pou_code"])
            known.district_id = text_of(row["district_code"])
            known.save(update_fields=["orp", "pou", "district"])
