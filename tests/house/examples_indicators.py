"""Examples of the room ``indicators`` for the access test: a small country with a computed index."""

from tests.house.examples import CONSOLE, example
from tests.indicators.country import PLACES, add_place

from zazemi.indicators.models import IndexInputRow, Indicator, ValidationRule
from zazemi.indicators.selectors import findings
from zazemi.indicators.services import adopt_catalogue, compute_index, set_rule

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


def _with_catalogue(world):
    code = world.once("country with index", country_with_index)
    world.once("catalogue", lambda: adopt_catalogue(by=CONSOLE))
    return code


@example("indicators:indicator", "indicators:indicator_xlsx", "indicators:indicator_csv")
def _indicator(world):
    _with_catalogue(world)
    return {"key": "exekuce-podil"}


@example("indicators:municipality_indicators")
def _municipality_with_indicators(world):
    return {"code": _with_catalogue(world)}


@example("indicators:indicator_change")
def _indicator_to_correct(world):
    _with_catalogue(world)
    return {"pk": Indicator.objects.get(key="exekuce-podil").pk}


@example("indicators:rule_change")
def _rule(world):
    _with_catalogue(world)
    return {"pk": ValidationRule.objects.order_by("pk")[0].pk}


def _broken_rule():
    values = {
        "name": "Nejvýš jeden člověk v exekuci",
        "left": ["isv.foreclosures"],
        "operator": "at_most",
        "right": [],
        "right_number": 1.0,
        "tolerance": 0.0,
        "is_active": True,
    }
    set_rule(None, values=values, by=CONSOLE)
    return findings("CZ0X1")[0].reference


@example("indicators:follow_up")
def _finding(world):
    world.region()  # its inputs are of a newer year, and only the newest one is looked at
    _with_catalogue(world)
    return {"reference": world.once("finding", _broken_rule)}
