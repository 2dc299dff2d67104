"""Borders and definition points of municipalities.

Units:   degrees WGS 84.
Source:  ČÚZK, layer SPH_OBEC generalised; RÚIAN definition points.
Writes:  columns of ``Municipality`` and the pairs of ``Neighbours``. All loaded
         borders are simplified together, so that neighbours keep one border,
         also between regions.
"""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, Changes, ColumnRule, Importer, ParsedRow, Refusal, Series, Values
from zazemi.intake.table import CONSOLE_LIMITS, FileFormat, Table
from zazemi.kernel.actor import Actor
from zazemi.territory import shapes
from zazemi.territory.errors import GeometryError
from zazemi.territory.importers.population import unknown_municipalities
from zazemi.territory.importers.typed import bytes_of, text_of
from zazemi.territory.models import Municipality, Neighbours
from zazemi.values import codes

_BATCH = 500
_SHAPE = ColumnRule(key="shape", header="geometry", kind=CellKind.GEOMETRY)


def _code_column(header: str, *aliases: str) -> ColumnRule:
    return ColumnRule(
        key="code",
        header=header,
        aliases=aliases,
        kind=CellKind.CODE,
        max_length=6,
        parse=codes.municipality_code,
    )


class _ShapeImporter(Importer):
    """What borders and points have in common: a code, a shape, a refusal for what cannot be read."""

    formats = (FileFormat.GEOJSON, FileFormat.TOPOJSON)
    own_limits = CONSOLE_LIMITS

    def key(self, values: Values) -> str:
        """Return the code of the municipality."""
        return text_of(values["code"])

    def shape(self, rows: Sequence[ParsedRow], _table: Table) -> Sequence[ParsedRow]:
        """Bring every shape to the form in which it is stored, so that the same file is no change."""
        return [
            ParsedRow(number=row.number, values={**row.values, **self._stored_form(row.values)})
            for row in rows
        ]

    def check(self, rows: Sequence[ParsedRow]) -> Iterable[Refusal]:
        """Refuse unknown municipalities and shapes that cannot be used."""
        yield from unknown_municipalities(rows)
        for row in rows:
            try:
                self._read(row.values)
            except GeometryError as error:
                yield Refusal(
                    row=row.number,
                    column="shape",
                    cell="",
                    message=error.message,
                    way_out=error.way_out,
                    params=error.params,
                )

    def overwrites(self, _series: Series, changes: Changes) -> QuerySet[Municipality]:
        """Return the municipalities in the file: their shapes are columns of rows that stand already."""
        rows = [*changes.new, *(change.row for change in changes.changed)]
        return Municipality.objects.filter(code__in=[text_of(row.values["code"]) for row in rows])

    def _stored_form(self, values: Values) -> Values:
        try:
            return self._read(values)
        except GeometryError:
            return {}

    def _read(self, values: Values) -> Values:
        """Return the columns as they are stored."""
        raise NotImplementedError


class BoundaryImporter(_ShapeImporter):
    """Borders of municipalities."""

    kind = "boundaries"
    title = _("Borders of municipalities")
    series = (Series(model=Municipality, stamp="boundary_run_id", columns=("geom_wkb", "is_repaired")),)
    columns = (_code_column("kod_obce", "id", "kod"), _SHAPE)

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored borders."""
        del rows
        stored = (
            Municipality.objects.filter(geom_wkb__isnull=False).order_by().values_list("code", "geom_wkb")
        )
        return {code: {"code": code, "shape": bytes(wkb or b"")} for code, wkb in stored}

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the borders, then simplify all loaded borders together and note who borders on whom."""
        del by
        rows = [row.values for row in changes.new] + [change.row.values for change in changes.changed]
        _write(
            "geom_wkb = %s, is_repaired = %s, boundary_run_id = %s",
            [
                (bytes_of(row["shape"]), row["is_repaired"] is True, run.pk, text_of(row["code"]))
                for row in rows
            ],
        )
        _derive()

    def after_undo(self, *, run: ImportRun, by: Actor) -> None:
        """Simplify the borders that are left and find their neighbours anew."""
        del run, by
        Municipality.objects.filter(geom_wkb__isnull=True).update(geom_simple_wkb=None)
        _derive()

    def _read(self, values: Values) -> Values:
        area, is_repaired = shapes.as_area(bytes_of(values["shape"]), code=text_of(values["code"]))
        return {"shape": area, "is_repaired": is_repaired}


class DefinitionPointImporter(_ShapeImporter):
    """Definition points of municipalities."""

    kind = "definition-points"
    title = _("Definition points of municipalities")
    series = (Series(model=Municipality, stamp="point_run_id", columns=("lat", "lon")),)
    columns = (_code_column("Kod", "kod_obce"), _SHAPE)

    def existing(self, rows: Sequence[ParsedRow]) -> Mapping[str, Values]:
        """Return the stored points."""
        del rows
        stored = Municipality.objects.filter(lat__isnull=False).order_by().values_list("code", "lat", "lon")
        return {
            code: {"code": code, "shape": shapes.point_wkb(lat or 0.0, lon or 0.0)}
            for code, lat, lon in stored
        }

    def apply(self, changes: Changes, *, run: ImportRun, by: Actor) -> None:
        """Write the points."""
        del by
        rows = [row.values for row in changes.new] + [change.row.values for change in changes.changed]
        _write(
            "lat = %s, lon = %s, point_run_id = %s",
            [(*shapes.as_point(bytes_of(row["shape"])), run.pk, text_of(row["code"])) for row in rows],
        )

    def _read(self, values: Values) -> Values:
        point = shapes.as_point(bytes_of(values["shape"]), code=text_of(values["code"]))
        return {"shape": shapes.point_wkb(*point)}


def _derive() -> None:
    """Simplify all loaded borders together and note who borders on whom."""
    stored = Municipality.objects.filter(geom_wkb__isnull=False).order_by("code")
    areas = {code: bytes(wkb or b"") for code, wkb in stored.values_list("code", "geom_wkb")}
    _write("geom_simple_wkb = %s", [(wkb, code) for code, wkb in shapes.simplified(areas).items()])
    _write_neighbours(areas)


def _write_neighbours(areas: Mapping[str, bytes]) -> None:
    """Store the pairs of neighbours that are new and forget those that no longer are."""
    codes_of = list(areas)
    left, right = shapes.neighbours(list(areas.values())) if areas else ((), ())
    wanted = {(codes_of[one], codes_of[other]) for one, other in zip(left, right, strict=True)}
    stored = {(pair.left_id, pair.right_id): pair.pk for pair in Neighbours.objects.all()}
    gone = [stored[pair] for pair in sorted(stored.keys() - wanted)]
    for start in range(0, len(gone), _BATCH):
        Neighbours.objects.filter(pk__in=gone[start : start + _BATCH]).delete()
    Neighbours.objects.bulk_create(
        [Neighbours(left_id=one, right_id=other) for one, other in sorted(wanted - stored.keys())],
        batch_size=_BATCH,
    )


def _write(columns: str, rows: Sequence[tuple[str | int | float | bytes, ...]]) -> None:
    """Set columns of many municipalities at once; the last value of each row is the code."""
    table = Municipality._meta.db_table  # noqa: SLF001 - Django's documented model API
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {columns} WHERE code = %s", rows)  # noqa: S608 - our own words
