"""The problem analysis as an open table: the same rows as the page, of all regions."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zazemi.analysis.choices import SLUG_OF_KIND, VERDICT_SLUGS, kind_name
from zazemi.analysis.selectors import gap_table
from zazemi.documents.cells import Kind, Row, Source
from zazemi.documents.open_tables import OpenColumn, OpenTable, open_tables
from zazemi.indicators.selectors import region_indexes
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor

_SLUG_OF_VERDICT = {verdict: slug for slug, verdict in VERDICT_SLUGS.items()}


def gap_rows(viewer: Actor) -> Iterator[Row]:
    """Yield a row per municipality and kind of service, region by region."""
    for region in region_indexes():
        table = gap_table(region.code, viewer=viewer)
        for row in table.rows:
            gap = row.gap
            yield {
                "kod_kraje": region.code,
                "kod_obce": row.code,
                "obec": row.name,
                "sluzba": SLUG_OF_KIND[gap.service_kind],
                "nazev_sluzby": kind_name(gap.service_kind),
                "vysledek": _SLUG_OF_VERDICT[gap.verdict],
                "potreba": gap.need,
                "obslouzeno": gap.served if row.is_known else None,
                "chybi": gap.shortfall if row.is_known else None,
                "nejblizsi_min": gap.nearest_minutes,
                "verze_dat": table.data_hash[:12],
            }


def gap_sources() -> list[Source]:
    """Say that the table is computed; its inputs are the other tables."""
    return [Source(name=str(_("Computed by Zázemí from the other tables")), taken_on=clock.today())]


open_tables.register(
    "potreby_a_mezery",
    OpenTable(
        name="potreby_a_mezery",
        title=_("Needs of services and what is missing"),
        text=_(
            "Estimated need of three kinds of prevention services, what serves it today and what is lacking. "
            "An estimate by a model with stated assumptions, no statement about people."
        ),
        columns=[
            OpenColumn(key="kod_kraje", title=_("Region code")),
            OpenColumn(key="kod_obce", title=_("Municipality code")),
            OpenColumn(key="obec", title=_("Municipality")),
            OpenColumn(key="sluzba", title=_("Kind of service"), text="teren, nzdm, rodiny"),
            OpenColumn(key="nazev_sluzby", title=_("Service")),
            OpenColumn(key="vysledek", title=_("Verdict"), text="chybi, nestaci, staci, neni-treba, neznamo"),
            OpenColumn(key="potreba", title=_("Need"), kind=Kind.NUMBER, unit=_("FTE")),
            OpenColumn(
                key="obslouzeno",
                title=_("Served"),
                kind=Kind.NUMBER,
                unit=_("FTE"),
                text=_("empty = unknown"),
            ),
            OpenColumn(
                key="chybi", title=_("Lacking"), kind=Kind.NUMBER, unit=_("FTE"), text=_("empty = unknown")
            ),
            OpenColumn(key="nejblizsi_min", title=_("Nearest place"), kind=Kind.NUMBER, unit=_("min")),
            OpenColumn(
                key="verze_dat",
                title=_("Version of data"),
                text=_("the same one means the same inputs and settings"),
            ),
        ],
        rows=gap_rows,
        sources=gap_sources,
        primary_key=["kod_obce", "sluzba"],
    ),
)
