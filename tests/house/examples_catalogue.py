"""Examples for the addresses of the public catalogue."""

from tests.house.examples import example


@example("catalogue:service")
def _service(world):
    return {"pk": world.capacity().place.service_id}
