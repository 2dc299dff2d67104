"""The four numbers of a region on the first page as figures that open: ``kraj-CZ051-zatizene-obce``."""

from zazemi.kernel.actor import Actor
from zazemi.network.selectors import capacities_fte
from zazemi.portal.presenters.home import region_figures
from zazemi.portal.selectors import region_index
from zazemi.territory.selectors import regions
from zazemi.ui.figures import Figure, FigureKind, FigureSource, figures
from zazemi.ui.links import linked
from zazemi.ui.typography import MISSING

SHORT_HASH = 12


class RegionFigure(FigureKind):
    """One number of a region."""

    kind = "kraj"

    def find(self, key: str, viewer: Actor) -> Figure | None:
        """Return the number; it is public."""
        code, _dash, name = key.partition("-")
        region = next((one for one in regions() if one.code == code), None)
        if region is None:
            return None
        view, capacities = region_index(code), capacities_fte(code, viewer=viewer)
        found = next((one for one in region_figures(region, view, capacities) if one.key == name), None)
        if found is None:
            return None
        return Figure(
            reference=self.reference(key),
            name=found.name,
            value="" if found.value == MISSING else found.value.replace("\u00a0", ""),
            shown=found.value,
            unit=found.unit,
            place=region.name,
            period=str(view.year or MISSING),
            how=found.made_of,
            help_page="portal:home",
            version=", ".join(run.file_sha256[:SHORT_HASH] for run in view.sources) or MISSING,
            sources=[
                FigureSource(
                    name=run.file_name,
                    publisher=run.source,
                    licence=run.licence,
                    taken_on=run.taken_on,
                    sha256=run.file_sha256,
                    run_id=run.pk,
                )
                for run in view.sources
            ],
            page_url=f"{linked('home')}?kraj={code}",
            is_invented=region.is_fictional,
        )

    def example(self) -> str:
        """Return the first number of the first region."""
        first = next(iter(regions()), None)
        return f"{first.code}-zatizene-obce" if first else ""


figures.register("kraj", RegionFigure())
