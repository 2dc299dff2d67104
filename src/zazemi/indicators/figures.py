"""The index of a municipality as a figure that opens: ``index-<year>-<code>``."""

from django.utils.translation import gettext

from zazemi.indicators.models import IndexResult
from zazemi.indicators.selectors import current_results, index_of, sources_of
from zazemi.kernel.actor import Actor
from zazemi.measures.indicator_sets import ISV_2016_2024
from zazemi.ui.figures import Figure, FigureKind, FigureSource, figures
from zazemi.ui.links import linked

SHORT_HASH = 12


class IndexFigure(FigureKind):
    """The index of one municipality in one year."""

    kind = "index"

    def find(self, key: str, viewer: Actor) -> Figure | None:
        """Return the index; it is public."""
        del viewer
        year, _, code = key.partition("-")
        result = index_of(code, int(year)) if year.isdigit() and code else None
        return None if result is None else _figure(self.reference(year, code), result)

    def example(self) -> str:
        """Return the first municipality of the newest year."""
        first = current_results().select_related("computation").order_by("municipality_id").first()
        return f"{first.computation.year}-{first.municipality_id}" if first else ""


def _figure(reference: str, result: IndexResult) -> Figure:
    computation = result.computation
    return Figure(
        reference=reference,
        name=gettext("Index of social exclusion"),
        value=str(result.index),
        shown=str(result.index),
        unit=gettext("points of %(most)s") % {"most": ISV_2016_2024.maximum},
        place=result.municipality.name,
        period=str(computation.year),
        how=gettext(
            "Five areas, each measured by a count, a share and a comparison with the country and the region; "
            "each measure gives 0, 1 or 2 points by fixed thresholds, and the points are added up."
        ),
        help_page="indicators:municipality_index",
        version=f"{computation.indicator_set_id}, {computation.input_sha256[:SHORT_HASH]}",
        sources=[
            FigureSource(
                name=run.file_name,
                publisher=run.source,
                licence=run.licence,
                taken_on=run.taken_on,
                sha256=run.file_sha256,
                run_id=run.pk,
            )
            for run in sources_of(computation)
        ],
        page_url=linked("index_of_municipality", result.municipality_id),
        is_invented=computation.is_fictional,
    )


figures.register("index", IndexFigure())
