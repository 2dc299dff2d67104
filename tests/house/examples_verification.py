"""Examples for the addresses of verification."""

import datetime as dt

from tests.house.examples import example, foreign, in_step

from zazemi.kernel import clock
from zazemi.network.models import VerificationRequest
from zazemi.network.verification.answering import Proposed, propose_by_link
from zazemi.network.verification.fields import FieldKey, fingerprint, present_places, values_of
from zazemi.network.verification.links import token_of


def _request_of(world, *, is_foreign=False):
    def make():
        request = VerificationRequest(
            service=world.capacity(is_foreign=is_foreign).place.service,
            address="sluzba@opora.example",
            nonce="nonce",
            asked_on=clock.today(),
            expires_on=clock.today() + dt.timedelta(days=30),
        )
        in_step(request.save)
        return request

    return world.once(f"verification request {is_foreign}", make)


@example("network:verify_by_link")
def _link(world):
    return {"token": token_of(_request_of(world))}


@example("network:proposal")
def _proposal(world):
    def make():
        request = _request_of(world, is_foreign=True)
        service = request.service
        now = values_of(service, present_places(service, clock.today()))
        typed = {**now, FieldKey(0, "phone"): "485 000 000"}
        return propose_by_link(request, Proposed(typed=typed, seen=fingerprint(now)))

    return {"pk": world.once("proposal", make).pk}


@example("network:verify_service")
def _service(world):
    return {"pk": world.capacity().place.service_id}


@foreign("network:verify_service")
def _foreign_service(world):
    return {"pk": world.capacity(is_foreign=True).place.service_id}
