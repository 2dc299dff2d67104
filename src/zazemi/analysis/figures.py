"""Numbers of the problem analysis as figures that open.

``potreba-564265-nzdm`` need, ``obslouzeno-...`` what is served, ``chybi-...``
what is lacking, in FTE: of a municipality (six digits) or a region (``CZ051``).
"""

from collections.abc import Callable
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.analysis.choices import KIND_SLUGS, SLUG_OF_KIND, kind_name
from zazemi.analysis.selectors import GapRow, GapTable, KindTotal, gap_table
from zazemi.kernel.actor import Actor
from zazemi.territory.models import Municipality
from zazemi.territory.selectors import regions
from zazemi.ui.figures import Figure, FigureKind, FigureSource, figures
from zazemi.ui.links import linked
from zazemi.ui.typography import MISSING, fte_text
from zazemi.values.services import ServiceKind

DECIMALS = 2
SHORT_HASH = 12
Amount = Callable[[GapRow], Decimal]
Sum = Callable[[KindTotal], Decimal]


class GapFigure(FigureKind):
    """One quantity of the gap table, of a municipality or of a region."""

    def __init__(
        self, kind: str, name: str | Promise, how: str | Promise, amounts: tuple[Amount, Sum]
    ) -> None:
        self.kind = kind
        self.name, self.how = name, how
        self.of_row, self.of_total = amounts

    def find(self, key: str, viewer: Actor) -> Figure | None:
        """Return the figure; the table is public."""
        code, _dash, slug = key.partition("-")
        kind = _kind_of(slug)
        if kind is None:
            return None
        key = f"{code}-{SLUG_OF_KIND[kind]}"
        if code in {region.code for region in regions()}:
            table = gap_table(code, viewer=viewer)
            amount = self.of_total(table.totals[kind])
            is_known = table.has_register or self.kind == "potreba"
            return self._figure(key, kind, table, table.region_name, amount if is_known else None)
        place = Municipality.objects.without_shapes().filter(code=code).first()
        if place is None:
            return None
        table = gap_table(place.region_id, viewer=viewer)
        row = next((one for one in table.of_kind(kind) if one.code == code), None)
        if row is None:
            return None
        is_known = row.is_known or self.kind == "potreba"
        return self._figure(key, kind, table, place.name, self.of_row(row) if is_known else None, code)

    def example(self) -> str:
        """Return the first kind in the first region."""
        first = next(iter(regions()), None)
        return f"{first.code}-{next(iter(KIND_SLUGS))}" if first else ""

    def _figure(
        self, key: str, kind: ServiceKind, table: GapTable, place: str, amount: Decimal | None, code: str = ""
    ) -> Figure:
        provenance = table.provenance
        page = (
            linked("needs_of_municipality", code) if code else f"{linked('needs')}?kraj={table.region_code}"
        )
        return Figure(
            reference=self.reference(key),
            name=f"{self.name}: {kind_name(kind)}",
            value="" if amount is None else f"{amount:.{DECIMALS}f}",
            shown=MISSING if amount is None else fte_text(amount, DECIMALS),
            unit=gettext("FTE of direct work"),
            place=place,
            period=gettext("indicators of %(year)s, services today")
            % {"year": provenance.indicator_year or MISSING},
            how=str(self.how),
            help_page="analysis:municipality" if code else "analysis:needs",
            version=f"{provenance.settings.label}, {table.data_hash[:SHORT_HASH]}",
            sources=[
                FigureSource(
                    name=run.file_name,
                    publisher=run.source,
                    licence=run.licence,
                    taken_on=run.taken_on,
                    sha256=run.sha256,
                    run_id=run.run_id,
                )
                for run in provenance.runs
            ],
            page_url=page,
            is_invented=table.is_fictional,
        )


def _kind_of(word: str) -> ServiceKind | None:
    """Read a kind by its letters in addresses, or by its own name."""
    return KIND_SLUGS.get(word) or next((kind for kind in SLUG_OF_KIND if kind.value == word), None)


figures.register(
    "potreba",
    GapFigure(
        "potreba",
        _("Need"),
        _(
            "Counted cases times coefficients give the people to be worked with; these are divided by "
            "how many people one worker manages. The coefficients stand in the settings, with their sources."
        ),
        (lambda row: row.gap.need, lambda total: total.need),
    ),
)
figures.register(
    "obslouzeno",
    GapFigure(
        "obslouzeno",
        _("Served need"),
        _(
            "Capacity of each place is divided among the need within its reach, the nearer the more; "
            "what is not used goes on to others. Nothing is counted twice."
        ),
        (lambda row: row.gap.served, lambda total: total.served),
    ),
)
figures.register(
    "chybi",
    GapFigure(
        "chybi",
        _("Lacking"),
        _("Need without what is served. A surplus in one municipality does not cover a lack in another one."),
        (lambda row: row.gap.shortfall, lambda total: total.shortfall),
    ),
)
