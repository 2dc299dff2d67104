"""Municipalities and their population as open tables."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zazemi.documents.cells import Kind, Row, Source
from zazemi.documents.open_tables import OpenColumn, OpenTable, open_tables
from zazemi.intake.choices import RunState
from zazemi.intake.models import ImportRun
from zazemi.kernel.actor import Actor
from zazemi.territory.models import Municipality, Population

CODE = OpenColumn(key="kod_obce", title=_("Municipality code"), text=_("six digits, as in RÚIAN and ČSÚ"))
NAME = OpenColumn(key="obec", title=_("Municipality"))


def municipalities(viewer: Actor) -> Iterator[Row]:
    """Yield municipalities in the order of codes."""
    del viewer
    found = Municipality.objects.without_shapes().select_related("orp", "district", "region").order_by("code")
    for one in found.iterator():
        yield {
            "kod_obce": one.code,
            "obec": one.name,
            "kod_orp": one.orp_id,
            "orp": one.orp.name,
            "kod_okresu": one.district_id,
            "okres": one.district.name,
            "kod_kraje": one.region_id,
            "kraj": one.region.name,
            "zemepisna_sirka": one.lat,
            "zemepisna_delka": one.lon,
            "smyslena": _yes(one.region.is_fictional),
        }


def population(viewer: Actor) -> Iterator[Row]:
    """Yield the published population, by municipality and day."""
    del viewer
    for code, day, total in Population.objects.values_list(
        "municipality_id", "counted_on", "total"
    ).iterator():
        yield {"kod_obce": code, "ke_dni": day, "obyvatel": total}


def _yes(is_so: bool) -> str:  # noqa: FBT001 - a value, not a switch
    return "ano" if is_so else "ne"


def sources_of(*kinds: str) -> list[Source]:
    """Return the stored imports of some kinds."""
    runs = ImportRun.objects.filter(kind__in=kinds, state=RunState.APPLIED).order_by("pk")
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
    "obce",
    OpenTable(
        name="obce",
        title=_("Municipalities"),
        text=_("Every loaded municipality with its ORP, district, region and definition point."),
        columns=[
            CODE,
            NAME,
            OpenColumn(key="kod_orp", title=_("ORP code")),
            OpenColumn(key="orp", title=_("ORP")),
            OpenColumn(key="kod_okresu", title=_("District code")),
            OpenColumn(key="okres", title=_("District")),
            OpenColumn(key="kod_kraje", title=_("Region code")),
            OpenColumn(key="kraj", title=_("Region")),
            OpenColumn(key="zemepisna_sirka", title=_("Latitude"), kind=Kind.NUMBER, unit="WGS 84"),
            OpenColumn(key="zemepisna_delka", title=_("Longitude"), kind=Kind.NUMBER, unit="WGS 84"),
            OpenColumn(
                key="smyslena", title=_("Made up for the demonstration"), text=_("ano = yes, ne = no")
            ),
        ],
        rows=municipalities,
        sources=lambda: sources_of("municipalities", "ruian-municipalities", "definition-points"),
        primary_key=["kod_obce"],
    ),
)
open_tables.register(
    "obyvatelstvo",
    OpenTable(
        name="obyvatelstvo",
        title=_("Population of municipalities"),
        text=_("Inhabitants on a day, as officially published."),
        columns=[
            CODE,
            OpenColumn(key="ke_dni", title=_("On the day"), kind=Kind.DATE),
            OpenColumn(key="obyvatel", title=_("Inhabitants"), kind=Kind.INT, unit=_("persons")),
        ],
        rows=population,
        sources=lambda: sources_of("population"),
        primary_key=["kod_obce", "ke_dni"],
    ),
)
