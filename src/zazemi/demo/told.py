"""What the services of the demonstration say of themselves, how old it is, and a round of verification.

Texts lie in ``data/sluzby_slova.csv`` by kind; telephones begin with 000, which nobody has; mailboxes are in
the reserved domain ``.example``. Every choice follows from the order of services, nothing from chance.
"""

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.network.choices import Weekday
from zazemi.network.models import Place, Service, VerificationRequest
from zazemi.network.services import (
    AreaFields,
    HoursFields,
    PlaceFields,
    ServiceFacts,
    add_area,
    add_hours,
    change_place,
    change_service,
    set_target_groups,
)
from zazemi.network.services.verifying import (
    FieldKey,
    propose_by_link,
    proposed_now,
    send_round,
    verify_service,
)
from zazemi.territory.models import Municipality
from zazemi.values.names import folded
from zazemi.values.services import ServiceKind

FILE = Path(__file__).with_name("data") / "sluzby_slova.csv"
AGES_DAYS = (20, 95, 180, 240, 320, 350, 420, None)
"""Days since the last verification, in turn; None was never verified."""
WITHOUT_MAILBOX = 9
"""Every so many services have no e-mail: they get a letter on paper."""
SECRET_KIND = ServiceKind.SHELTER_HOUSE
Words = dict[str, str]


def tell_of_services(*, region_code: str, today: dt.date, by: Actor) -> None:
    """Fill in contacts, hours, groups and ages of verification; ask providers; let one proposal wait.

    Returns at once when it has been done.
    """
    places = list(
        Place.objects.filter(municipality__region_id=region_code)
        .select_related("service__provider", "municipality")
        .defer("municipality__geom_wkb", "municipality__geom_simple_wkb")
        .order_by("service_id", "pk")
    )
    if not places or places[0].service.phone:
        return
    with FILE.open(encoding="utf-8", newline="") as lines:
        words = {row["druh"]: row for row in csv.DictReader(lines)}
    with step(by, why=_("services told of")):
        for number, place in enumerate(places):
            if place.service.kind in words:
                _tell(place, number, words[place.service.kind], by)
        _hide_one(places, by)
    _verify(places, today, by)
    send_round(region_code=region_code, by=by)
    _propose()


def _tell(place: Place, number: int, words: Words, by: Actor) -> None:
    service = place.service
    facts = ServiceFacts(
        phone=f"000 {100 + number // 100:03} {number % 1000:03}",
        email="" if number % WITHOUT_MAILBOX == 0 else _mailbox(service),
        web=f"https://{_domain(service)}",
        description=words["popis"],
        fees=words["cena"],
        age_from=_whole(words["vek_od"]),
        age_to=_whole(words["vek_do"]),
        languages="cs,uk" if number % 4 == 0 else "cs",
    )
    change_service(
        service,
        provider=service.provider,
        kind=ServiceKind(service.kind),
        name=service.name,
        facts=facts,
        expected_version=service.version,
        by=by,
    )
    set_target_groups(service, chosen=words["skupiny"].split(), seen=[], by=by)
    for span in filter(None, words["doba"].split(";")):
        _open(place, span, by)
    if service.kind == ServiceKind.FIELD_PROGRAMME:
        add_area(place=place, fields=AreaFields(territory=place.municipality.orp_id), by=by)


def _open(place: Place, span: str, by: Actor) -> None:
    """Enter hours such as ``1-4 13.00-18.00``."""
    days, times = span.split(" ")
    first, _dash, last = days.partition("-")
    opens, closes = (_time(text) for text in times.split("-"))
    weekdays = [Weekday(day) for day in range(int(first), int(last or first) + 1)]
    fields = HoursFields(weekday=weekdays[0], opens_at=opens, closes_at=closes)
    add_hours(place=place, fields=fields, weekdays=weekdays, by=by)


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


def _domain(service: Service) -> str:
    name = "".join(sign if sign.isalnum() else "-" for sign in folded(service.provider.name))
    return f"{'-'.join(part for part in name.split('-') if len(part) > 1)[:40]}.example"


def _mailbox(service: Service) -> str:
    return f"info@{_domain(service)}"


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _time(text: str) -> dt.time:
    hour, _dot, minute = text.partition(".")
    return dt.time(int(hour) % 24, int(minute))
