"""Example records of the room ``territory``: a locality of one's own municipality and a foreign one."""

from tests.house.examples import CONSOLE, MUNICIPALITY, example, foreign
from tests.territory.localities import add_sources, make_locality

from zazemi.codelists.services import seed_lists


def _locality(world, *, is_foreign=False):
    def make():
        world.region()
        seed_lists(by=CONSOLE)
        code = "990002" if is_foreign else MUNICIPALITY
        locality = make_locality(code, name="Za Tratí")
        add_sources(locality)
        return locality

    return world.once(f"locality {is_foreign}", make)


@example("territory:locality", "territory:locality_change", "territory:source_add")
def _own(world):
    return {"pk": _locality(world).pk}


@foreign("territory:locality")
def _foreign(world):
    return {"pk": _locality(world, is_foreign=True).pk}


@example("territory:source_change")
def _source(world):
    return {"pk": _locality(world).sources.get().pk}
