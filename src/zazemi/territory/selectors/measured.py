"""Ways that are known better than by an estimate: stated by people, or from an imported matrix.

Units:   minutes by car one way.
"""

from collections.abc import Mapping

from django.db.models import QuerySet

from zazemi.intake.models import ImportRun
from zazemi.territory.models import StatedTravel, TravelTime

Way = tuple[str, str]


def known_minutes(region_code: str) -> Mapping[Way, float]:
    """Minutes by (from, to) of ways that touch the region.

    A stated way counts before the matrix and holds in both directions; a way that the matrix knows
    only one way holds for the way back too.
    """
    found: dict[Way, float] = {}
    matrix = TravelTime.objects.filter(origin__region_id=region_code) | TravelTime.objects.filter(
        target__region_id=region_code
    )
    for origin, target, minutes in matrix.order_by().values_list("origin_id", "target_id", "minutes"):
        found[origin, target] = minutes
    for (origin, target), minutes in list(found.items()):
        found.setdefault((target, origin), minutes)
    for origin, target, minutes in stated_ways().values_list("origin_id", "target_id", "minutes"):
        found[origin, target] = found[target, origin] = float(minutes)
    return found


def travel_version() -> tuple[str, ...]:
    """What identifies the known ways: sha256 of the files of the matrix, and the ways that people state."""
    runs = TravelTime.objects.order_by().values_list("import_run_id", flat=True).distinct()
    files = ImportRun.objects.filter(pk__in=runs).values_list("file_sha256", flat=True)
    stated = stated_ways().values_list("origin_id", "target_id", "minutes")
    return (*sorted(files), *(f"{origin}-{target}-{minutes}" for origin, target, minutes in stated))


def stated_ways() -> QuerySet[StatedTravel]:
    """Ways stated by people that count, in order of the codes."""
    return StatedTravel.objects.filter(is_ended=False).order_by("origin_id", "target_id", "pk")


def listed_ways() -> QuerySet[StatedTravel]:
    """Ways stated by people with the names of both ends."""
    shapes = [f"{end}__{shape}" for end in ("origin", "target") for shape in ("geom_wkb", "geom_simple_wkb")]
    return stated_ways().select_related("origin", "target").defer(*shapes)


def stated_way(pk: int) -> StatedTravel | None:
    """A stated way that counts, or None."""
    return listed_ways().filter(pk=pk).first()


def matrix_size() -> int:
    """How many ways the imported matrix holds."""
    return TravelTime.objects.count()
