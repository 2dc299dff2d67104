"""Examples of the room ``indicators`` for the access test."""

from tests.house.examples import MUNICIPALITY, example


@example("indicators:what_if", "indicators:profile")
def _municipality_with_index(world):
    world.region()
    return {"code": MUNICIPALITY}
