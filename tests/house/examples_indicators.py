"""Examples of the room ``indicators`` for the access test: a small country with a computed index."""

from tests.house.examples import CONSOLE, example
from tests.indicators.country import PLACES, add_place

from zazemi.indicators.models import IndexInputRow
from zazemi.indicators.services import compute_index

YEAR = 2022  # other examples have inputs of 2023 without schools


def country_with_index():
    """Four municipalities whose index is computed; the code of the first one."""
    for place in PLACES[:4]:
        add_place(place)
        code, _name, _region, adults, working, ex, pnb, pnz, uoz, leavers, pupils, *_rest = place
        IndexInputRow.objects.create(
            municipality_id=code,
            year=YEAR,
            population_15_plus=adults,
            population_15_64=working,
            foreclosures=ex,
            housing_allowances=pnb,
            living_allowances=pnz,
            long_term_seekers=uoz,
            early_leavers=leavers,
            pupils_finished=pupils,
        )
    compute_index(YEAR, by=CONSOLE)
    return PLACES[0][0]


@example("indicators:what_if", "indicators:profile")
def _municipality_with_index(world):
    return {"code": world.once("country with index", country_with_index)}
