"""What is stored of services, places and fundings, in the words of the further sheets of our workbook."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from zazemi.intake.slot import Value, Values
from zazemi.network.importers.plain_texts import PlainHours, write_hours
from zazemi.network.importers.words import FORM_WORDS, word_of
from zazemi.network.models import AreaServed, OpeningHours, Place, Service, ServiceFunding, ServiceTargetGroup
from zazemi.values.names import folded
from zazemi.values.services import ServiceForm

ServiceKey = tuple[str, str, str, str]

SERVICE_FIELDS = (
    "register_number",
    "started_on",
    "ended_on",
    "phone",
    "email",
    "web",
    "description",
    "how_to_apply",
    "required_documents",
    "fees",
    "age_from",
    "age_to",
    "age_note",
    "languages",
    "is_nonstop",
)
MULTILINE = ("description", "how_to_apply", "required_documents")
"""Texts with paragraphs; a cell holds them in one line, and they keep their lines while it says the same."""
_IDENTITY = ("provider__name", "provider__ico", "kind", "name")
_NAMES = ("provider", "ico", "kind", "name")


def service_key(values: Values) -> ServiceKey:
    """Return which service a row speaks of: IČO or provider, kind, name."""
    ico = str(values["ico"])
    provider = "" if ico else folded(str(values["provider"]))
    return ico, provider, str(values["kind"]), folded(str(values["name"]))


def folded_text(value: Value) -> str:
    """Return a value for a key."""
    return folded(str("" if value is None else value))


def service_pks() -> dict[ServiceKey, int]:
    """Return the keys of all services."""
    return {service_key(row): pk for pk, row in _services()}


def register_numbers() -> dict[str, ServiceKey]:
    """Return who has which number in the register."""
    found = Service.objects.exclude(register_number="").order_by("pk")
    return {
        number: service_key(dict(zip(_NAMES, rest, strict=True)))
        for number, *rest in found.values_list("register_number", *_IDENTITY)
    }


def service_rows() -> Iterator[Values]:
    """Yield every service with its groups."""
    groups: dict[int, list[str]] = defaultdict(list)
    for pk, code in ServiceTargetGroup.objects.order_by("code").values_list("service_id", "code"):
        groups[pk].append(code)
    said = {pk: rest for pk, *rest in Service.objects.order_by("pk").values_list("pk", *SERVICE_FIELDS)}
    for pk, row in _services():
        stored = dict(zip(SERVICE_FIELDS, said[pk], strict=True))
        for name in MULTILINE:
            stored[name] = " ".join(stored[name].split())
        stored["is_nonstop"] = "yes" if stored["is_nonstop"] else ""
        stored["languages"] = ",".join(sorted(filter(None, stored["languages"].split(","))))
        yield {**row, **stored, "groups": ",".join(groups[pk])}


def place_rows() -> Iterator[Values]:
    """Yield every place with its hours and areas."""
    return (row for _pk, row in _places())


def place_pks(key: Callable[[Values], str]) -> dict[str, int]:
    """Return the places by the key of the importer."""
    return {key(row): pk for pk, row in _places()}


def funding_rows() -> Iterator[Values]:
    """Yield every funding."""
    return (row for _pk, row in _fundings())


def funding_pks(key: Callable[[Values], str]) -> dict[str, int]:
    """Return the fundings by the key of the importer."""
    return {key(row): pk for pk, row in _fundings()}


def plain_hours(hours: OpeningHours) -> PlainHours:
    """Return hours as they fit into a cell."""
    return hours.weekday, hours.opens_at, hours.closes_at, hours.is_by_appointment


def _services() -> Iterator[tuple[int, Values]]:
    found = Service.objects.order_by("provider__name_sort", "name_sort", "pk")
    for pk, *rest in found.values_list("pk", *_IDENTITY):
        yield pk, dict(zip(_NAMES, rest, strict=True))


def _places() -> Iterator[tuple[int, Values]]:
    hours: dict[int, list[PlainHours]] = defaultdict(list)
    plain = OpeningHours.objects.filter(valid_from__isnull=True, valid_to__isnull=True, note="")
    for one in plain.order_by("pk"):
        hours[one.place_id].append(plain_hours(one))
    areas: dict[int, list[str]] = defaultdict(list)
    undated = AreaServed.objects.filter(valid_from__isnull=True, valid_to__isnull=True)
    for pk, code in undated.order_by("territory").values_list("place_id", "territory"):
        areas[pk].append(code)
    names = ("municipality_id", "address", "name", "phone", "accessibility", "forms")
    keys = ("municipality", "address", "place_name", "phone", "accessibility", "forms")
    order = ("service__provider__name_sort", "service__name_sort", "pk")
    identity = [f"service__{name}" for name in _IDENTITY]
    for pk, *rest in Place.objects.order_by(*order).values_list("pk", *identity, *names):
        row: dict[str, Value] = dict(zip((*_NAMES, *keys), rest, strict=True))
        forms = [ServiceForm(code) for code in str(row["forms"]).split(",") if code]
        row["forms"] = ",".join(sorted(word_of(FORM_WORDS, form) for form in forms))
        yield pk, {**row, "hours": write_hours(hours[pk]), "areas": ",".join(areas[pk])}


def _fundings() -> Iterator[tuple[int, Values]]:
    names = ("source", "valid_from", "valid_to", "amount_czk", "project")
    identity = [f"service__{name}" for name in _IDENTITY]
    order = ("service__provider__name_sort", "service__name_sort", "valid_from", "pk")
    for pk, *rest in ServiceFunding.objects.order_by(*order).values_list("pk", *identity, *names):
        yield pk, dict(zip((*_NAMES, *names), rest, strict=True))
