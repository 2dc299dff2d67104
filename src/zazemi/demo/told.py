"""How old is what the services of the demonstration say of themselves, and a round of verification.

Every choice follows from the order of services, nothing from chance.
"""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.models import Place, VerificationRequest
from zazemi.network.services import PlaceFields, change_place
from zazemi.network.services.verifying import (
    FieldKey,
    propose_by_link,
    proposed_now,
    send_round,
    verify_service,
)
from zazemi.territory.models import Municipality
from zazemi.values.services import ServiceKind

AGES_DAYS = (20, 95, 180, 240, 320, 350, 420, None)
"""Days since the last verification, in turn; None was never verified."""
SECRET_KIND = ServiceKind.SHELTER_HOUSE


def verify_services(*, region_code: str, today: dt.date, by: Actor) -> None:
    """Give the services ages of verification; ask providers; let one proposal wait.

    Returns at once when it has been done.
    """
    places = list(
        Place.objects.filter(municipality__region_id=region_code)
        .select_related("service__provider", "municipality")
        .defer("municipality__geom_wkb", "municipality__geom_simple_wkb")
        .order_by("service_id", "pk")
    )
    if not places or VerificationRequest.objects.exists():
        return
    with step(by, why=_("a secret address")):
        _hide_one(places, by)
    _verify(places, today, by)
    send_round(region_code=region_code, by=by)
    _propose()


def _hide_one(places: Sequence[Place], by: Actor) -> None:
    """Make the first shelter a place with a secret address, as shelters for victims of violence have."""
    for place in places:
        if place.service.kind == SECRET_KIND:
            fields = PlaceFields(
                municipality=Municipality.objects.without_shapes().get(pk=place.municipality_id),
                is_address_secret=True,
                is_municipality_secret=True,
                valid_from=place.valid_from,
                valid_to=place.valid_to,
            )
            change_place(place, fields=fields, expected_version=place.version, by=by)
            return


def _verify(places: Sequence[Place], today: dt.date, by: Actor) -> None:
    """Verify most services, each some days ago; the clock is held at those days."""
    for age in sorted((days for days in AGES_DAYS if days is not None), reverse=True):
        with clock.frozen(today - dt.timedelta(days=age)), step(by, why=_("services verified")):
            for number, place in enumerate(places):
                if AGES_DAYS[number % len(AGES_DAYS)] == age:
                    verify_service(place.service, how=_("by telephone"), by=by)


def _propose() -> None:
    """Let the provider of the first service asked about propose a new telephone and hours of Friday."""
    request = VerificationRequest.objects.select_related("service").order_by("pk").first()
    if request is not None:
        changes = {FieldKey(0, "phone"): "000 555 123", FieldKey(0, "alert"): "24.–31. 12. máme zavřeno"}
        note = "Od ledna budeme otevírat i v sobotu, ozveme se."
        propose_by_link(request, proposed_now(request.service, changes, note))
