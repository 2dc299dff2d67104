"""Which region a page opens with."""

from collections.abc import Sequence

from zazemi.kernel.actor import Actor
from zazemi.network.models import RegisterCoverage
from zazemi.territory.models import Municipality, Region

MEMORANDUM_REGION = "CZ051"
"""The region of the source document (press release of 26 Feb 2014)."""


def home_region(viewer: Actor, regions: Sequence[Region]) -> Region:
    """The region of the reader's mandates, else one with a register, else the memorandum's, else the first.

    ``regions`` are all loaded regions, at least one.
    """
    known = {region.code: region for region in regions}
    wanted = sorted(viewer.region_codes)
    if viewer.municipality_codes:
        own = Municipality.objects.filter(code__in=viewer.municipality_codes).order_by("code")
        wanted += own.values_list("region_id", flat=True)
    if not known.keys() & set(wanted):
        covered = RegisterCoverage.objects.order_by("region_id").values_list("region_id", flat=True)
        wanted = [*covered, MEMORANDUM_REGION]
    return next((known[code] for code in wanted if code in known), regions[0])
