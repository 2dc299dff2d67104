"""Examples of the room ``portal`` for the access test: one figure, one help."""

from tests.house.examples import MUNICIPALITY, example


@example("portal:figure")
def _figure(world):
    world.region()
    return {"reference": f"potreba-{int(MUNICIPALITY) + 1}-nzdm"}


@example("portal:help")
def _help(world):
    return {"name": "portal-home"}
