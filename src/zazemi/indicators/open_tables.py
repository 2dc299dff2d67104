"""The index of municipalities and its published inputs as open tables."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zazemi.documents.cells import Kind, Row, Source
from zazemi.documents.open_tables import OpenColumn, OpenTable, open_tables
from zazemi.indicators.models import IndexComputation
from zazemi.indicators.selectors import current_results, sources_of
from zazemi.kernel.actor import Actor

CODE = OpenColumn(key="kod_obce", title=_("Municipality code"), text=_("six digits, as in RÚIAN and ČSÚ"))
INPUTS = {
    "obyvatel_15_plus": "population_15_plus",
    "obyvatel_15_64": "population_15_64",
    "exekuce": "foreclosures",
    "prispevek_na_bydleni": "housing_allowances",
    "prispevek_na_zivobyti": "living_allowances",
    "dlouhodobe_nezamestnani": "long_term_seekers",
    "predcasne_odchody": "early_leavers",
    "ukoncili_skolu": "pupils_finished",
}
POINTS = ("body_exekuce", "body_bydleni", "body_zivobyti", "body_nezamestnanost", "body_skola")


def index_rows(viewer: Actor) -> Iterator[Row]:
    """Yield the index that counts, with points of the five areas and the inputs, by code."""
    del viewer
    found = current_results().select_related("computation", "input_row", "municipality")
    found = found.defer("municipality__geom_wkb", "municipality__geom_simple_wkb")
    for row in found.order_by("municipality_id").iterator():
        yield {
            "kod_obce": row.municipality_id,
            "obec": row.municipality.name,
            "rok": row.computation.year,
            "index": row.index,
            "trida": row.category,
            "pravidla": row.computation.indicator_set_id,
            **dict(zip(POINTS, (sum(measures) for measures in row.points), strict=True)),
            **{key: getattr(row.input_row, name) for key, name in INPUTS.items()},
        }


def index_sources() -> list[Source]:
    """Return the files that the newest computations come from."""
    runs = {
        run.pk: run
        for computation in IndexComputation.objects.filter(
            pk__in=current_results().order_by().values("computation_id")
        )
        for run in sources_of(computation)
    }
    return [
        Source(
            name=run.file_name,
            publisher=run.source,
            licence=run.licence,
            taken_on=run.taken_on,
            sha256=run.file_sha256,
        )
        for run in runs.values()
    ]


open_tables.register(
    "index_obci",
    OpenTable(
        name="index_obci",
        title=_("Index of social exclusion of municipalities"),
        text=_(
            "The index 0–30 of every municipality with points of its five areas and the officially published "
            "inputs. It speaks about the burden on a territory, never about its people."
        ),
        columns=[
            CODE,
            OpenColumn(key="obec", title=_("Municipality")),
            OpenColumn(key="rok", title=_("Year of the data"), kind=Kind.INT),
            OpenColumn(key="index", title=_("Index"), kind=Kind.INT, unit=_("points 0–30")),
            OpenColumn(key="trida", title=_("Class"), kind=Kind.INT, text=_("0 lowest burden to 3 highest")),
            OpenColumn(key="pravidla", title=_("Rules"), text=_("version of the set of indicators")),
            OpenColumn(key="body_exekuce", title=_("Points: foreclosures"), kind=Kind.INT, unit="0–6"),
            OpenColumn(key="body_bydleni", title=_("Points: housing allowance"), kind=Kind.INT, unit="0–6"),
            OpenColumn(key="body_zivobyti", title=_("Points: living allowance"), kind=Kind.INT, unit="0–6"),
            OpenColumn(
                key="body_nezamestnanost", title=_("Points: long unemployment"), kind=Kind.INT, unit="0–6"
            ),
            OpenColumn(
                key="body_skola", title=_("Points: early leaving of school"), kind=Kind.INT, unit="0–6"
            ),
            OpenColumn(key="obyvatel_15_plus", title=_("Inhabitants aged 15 and over"), kind=Kind.INT),
            OpenColumn(key="obyvatel_15_64", title=_("Inhabitants aged 15 to 64"), kind=Kind.INT),
            OpenColumn(key="exekuce", title=_("People in foreclosure"), kind=Kind.INT),
            OpenColumn(
                key="prispevek_na_bydleni",
                title=_("Housing allowances"),
                kind=Kind.NUMBER,
                text=_("monthly mean"),
            ),
            OpenColumn(
                key="prispevek_na_zivobyti",
                title=_("Living allowances"),
                kind=Kind.NUMBER,
                text=_("monthly mean"),
            ),
            OpenColumn(
                key="dlouhodobe_nezamestnani",
                title=_("Job seekers registered for over 6 months"),
                kind=Kind.INT,
            ),
            OpenColumn(
                key="predcasne_odchody",
                title=_("Early leavers of basic school"),
                kind=Kind.INT,
                text=_("empty where the municipality has no school of its own"),
            ),
            OpenColumn(key="ukoncili_skolu", title=_("Pupils who finished"), kind=Kind.INT),
        ],
        rows=index_rows,
        sources=index_sources,
        primary_key=["kod_obce", "rok"],
    ),
)
