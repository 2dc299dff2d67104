"""What is stored of services with a number in the register, in the words of the rows of the register."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from zazemi.intake.slot import Value, Values
from zazemi.kernel import clock
from zazemi.network.models import Capacity, Place, Service, ServiceTargetGroup
from zazemi.network.register_items import CAPACITY, PLACE, SERVICE

SERVICE_FIELDS = (
    "kind",
    "portal_id",
    "started_on",
    "ended_on",
    "phone",
    "email",
    "web",
    "age_note",
    "is_nonstop",
)
PLACE_FIELDS = (
    "name",
    "municipality",
    "address",
    "postal_code",
    "address_code",
    "is_address_secret",
    "forms",
    "valid_from",
    "valid_to",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The rows by their key, the numbers of services, and capacities kept by hand: number, form, unit."""

    by_key: Mapping[str, Values]
    numbers: frozenset[str]
    by_hand: frozenset[tuple[Value, Value, Value]]


def key_of(values: Values) -> str:
    """Return the natural key of a row of the register."""
    parts = [values["record"], values["number"]]
    if values["record"] == PLACE:
        parts.append(values["place_key"])
    elif values["record"] == CAPACITY:
        parts += [values["form"], values["unit"]]
    return "|".join(str(part) for part in parts)


def stored() -> Stored:
    """Return everything stored of the register, in five queries."""
    rows: list[Values] = [*_services(), *_places(), *_capacities()]
    return Stored(
        by_key={key_of(row): row for row in rows},
        numbers=frozenset(str(row["number"]) for row in rows if row["record"] == SERVICE),
        by_hand=_by_hand(),
    )


def _services() -> list[Values]:
    groups: dict[int, list[str]] = defaultdict(list)
    coded = ServiceTargetGroup.objects.filter(import_run_id__isnull=False).order_by("code")
    for service_id, code in coded.values_list("service_id", "code"):
        groups[service_id].append(code)
    names = ("pk", "register_number", "provider__ico", "provider__name", *SERVICE_FIELDS)
    found = Service.objects.exclude(register_number="").order_by("pk").values_list(*names)
    return [
        {
            "record": SERVICE,
            "number": number,
            "ico": ico,
            "provider": provider,
            "groups": ",".join(groups[pk]),
            **_plain(dict(zip(SERVICE_FIELDS, rest, strict=True))),
        }
        for pk, number, ico, provider, *rest in found
    ]


def _places() -> list[Values]:
    names = ("service__register_number", "register_key", *PLACE_FIELDS)
    found = Place.objects.exclude(register_key="").exclude(service__register_number="")
    return [
        {
            "record": PLACE,
            "number": number,
            "place_key": key,
            **_plain(dict(zip(PLACE_FIELDS, rest, strict=True))),
        }
        for number, key, *rest in found.order_by("pk").values_list(*names)
    ]


def _capacities() -> list[Values]:
    """Return the registered maxima that have not ended; an older one with another value is history."""
    found = Capacity.objects.filter(is_registered_maximum=True, valid_to__isnull=True)
    names = ("place__service__register_number", "form", "unit", "value", "note")
    return [
        {"record": CAPACITY, "number": number, "form": form, "unit": unit, "value": value, "note": note}
        for number, form, unit, value, note in found.order_by("pk").values_list(*names)
        if number
    ]


def _by_hand() -> frozenset[tuple[Value, Value, Value]]:
    """Return capacities of registered services that people entered and that have not ended."""
    open_end = Q(valid_to__isnull=True) | Q(valid_to__gte=clock.today())
    found = Capacity.objects.filter(open_end, is_registered_maximum=False)
    names = ("place__service__register_number", "form", "unit")
    return frozenset(found.exclude(place__service__register_number="").order_by().values_list(*names))


def _plain(values: Mapping[str, Value]) -> Values:
    """Return yes and no as the rows of the file say them."""
    return {
        name: ("yes" if value else "") if isinstance(value, bool) else value for name, value in values.items()
    }
