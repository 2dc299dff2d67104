"""Services, their places and capacities, and the norms of conversion as open tables."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zazemi.documents.cells import Kind, Row, Source
from zazemi.documents.open_tables import OpenColumn, OpenTable, open_tables
from zazemi.intake.models import ImportRun
from zazemi.kernel.actor import Actor
from zazemi.network.models import Capacity
from zazemi.network.selectors import norms


def capacity_rows(viewer: Actor) -> Iterator[Row]:
    """Yield all capacities with their service and municipality; no exact address, no person.

    Where even the municipality is secret, only the region is written, for everybody.
    """
    del viewer
    found = (
        Capacity.objects.select_related("place__service__provider", "place__municipality__region")
        .defer("place__municipality__geom_wkb", "place__municipality__geom_simple_wkb")
        .order_by("place_id", "pk")
    )
    for one in found.iterator():
        service, place = one.place.service, one.place.municipality
        yield {
            "cislo_mista": one.place_id,
            "poskytovatel": service.provider.name,
            "sluzba": service.name,
            "druh": service.kind,
            "nazev_druhu": str(service.get_kind_display()),
            "kraj": place.region.name,
            "kod_obce": "" if one.place.is_municipality_secret else place.code,
            "obec": "" if one.place.is_municipality_secret else place.name,
            "forma": one.form,
            "jednotka": one.unit,
            "kapacita": one.value,
            "plati_od": one.valid_from,
            "plati_do": one.valid_to,
        }


def norm_rows(viewer: Actor) -> Iterator[Row]:
    """Yield the norms that convert capacities to FTE."""
    del viewer
    for norm in norms():
        yield {
            "druh": norm.kind,
            "jednotka": norm.unit,
            "uvazku_na_jednotku": norm.fte_per_unit,
            "opira_se_o": str(norm.get_basis_display()),
            "zdroj": norm.source,
            "plati_od": norm.valid_from,
            "plati_do": norm.valid_to,
        }


def register_sources() -> list[Source]:
    """Return the imported registers of services."""
    runs = ImportRun.objects.filter(
        pk__in=Capacity.objects.order_by().values("import_run_id").distinct()
    ).order_by("pk")
    return [
        Source(
            name=run.file_name,
            publisher=run.source,
            licence=run.licence,
            taken_on=run.taken_on,
            sha256=run.file_sha256,
        )
        for run in runs
    ]


open_tables.register(
    "kapacity_sluzeb",
    OpenTable(
        name="kapacity_sluzeb",
        title=_("Capacities of social services"),
        text=_("Which service works in which municipality and how much it can do, in its own units."),
        columns=[
            OpenColumn(key="cislo_mista", title=_("Number of the place"), kind=Kind.INT),
            OpenColumn(key="poskytovatel", title=_("Provider")),
            OpenColumn(key="sluzba", title=_("Name of the service")),
            OpenColumn(key="druh", title=_("Kind (code)")),
            OpenColumn(key="nazev_druhu", title=_("Kind of service"), text=_("by Act 108/2006")),
            OpenColumn(key="kraj", title=_("Region")),
            OpenColumn(key="kod_obce", title=_("Municipality code"), text=_("empty where it is secret")),
            OpenColumn(key="obec", title=_("Municipality")),
            OpenColumn(key="forma", title=_("Form"), text="field, ambulatory, residential"),
            OpenColumn(key="jednotka", title=_("Unit"), text=_("only fte is comparable between services")),
            OpenColumn(key="kapacita", title=_("Capacity"), kind=Kind.NUMBER),
            OpenColumn(key="plati_od", title=_("Valid from"), kind=Kind.DATE),
            OpenColumn(key="plati_do", title=_("Valid to"), kind=Kind.DATE),
        ],
        rows=capacity_rows,
        sources=register_sources,
    ),
)
open_tables.register(
    "prevodni_normy",
    OpenTable(
        name="prevodni_normy",
        title=_("Norms converting capacities to FTE"),
        text=_("How units of capacity are converted to full-time equivalents, with the source of each norm."),
        columns=[
            OpenColumn(key="druh", title=_("Kind (code)")),
            OpenColumn(key="jednotka", title=_("Unit")),
            OpenColumn(key="uvazku_na_jednotku", title=_("FTE per unit"), kind=Kind.NUMBER),
            OpenColumn(key="opira_se_o", title=_("Stands on")),
            OpenColumn(key="zdroj", title=_("Source")),
            OpenColumn(key="plati_od", title=_("Valid from"), kind=Kind.DATE),
            OpenColumn(key="plati_do", title=_("Valid to"), kind=Kind.DATE),
        ],
        rows=norm_rows,
    ),
)
