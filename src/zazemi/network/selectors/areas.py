"""Reading of territory: which place serves which municipality, and what a code of territory is called.

A code of territory is a municipality (six digits), an ORP (four) or a region (``CZ0xx``).
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Q

from zazemi.network.models import AreaServed
from zazemi.network.selectors.days import valid_on
from zazemi.territory.models import Municipality, Orp, Region


def territory_names(codes: Collection[str]) -> dict[str, str]:
    """Return the names of those codes that exist; at most three queries."""
    wanted = set(codes) - {""}
    found: dict[str, str] = {}
    for model, length in ((Municipality, 6), (Orp, 4), (Region, 5)):
        of_length = {code for code in wanted if len(code) == length}
        if of_length:
            found.update(model.objects.filter(code__in=of_length).order_by().values_list("code", "name"))
    return found


def serving(municipality: Municipality, *, path: str = "areas__") -> Q:
    """Return the condition that a territory contains the municipality, for querying places.

    Combine with ``valid_on`` of the same path; a place without any area serves whoever can reach it.
    """
    codes = (municipality.code, municipality.orp_id, municipality.region_id)
    return Q(**{f"{path}territory__in": codes})


def areas_of(place_ids: Collection[int], on: dt.date) -> Mapping[int, list[str]]:
    """Return the codes of the territories served on a day, by place; places without any are absent."""
    rows = AreaServed.objects.filter(valid_on(on), place_id__in=place_ids).order_by("place_id", "territory")
    found: dict[int, list[str]] = defaultdict(list)
    for place_id, territory in rows.values_list("place_id", "territory"):
        found[place_id].append(territory)
    return dict(found)
