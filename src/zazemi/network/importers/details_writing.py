"""Writing of the further sheets of our workbook, record by record."""

from zazemi.intake.slot import Values
from zazemi.network.importers.details_rows import MULTILINE, SERVICE_FIELDS, plain_hours
from zazemi.network.importers.plain_texts import read_hours
from zazemi.network.importers.words import FORM_WORDS
from zazemi.network.models import AreaServed, OpeningHours, Place, Service, ServiceFunding, ServiceTargetGroup
from zazemi.values.services import ServiceForm


def write_service(pk: int, row: Values, run_id: int) -> None:
    """Write what people are told of a service, and bring its groups to the row."""
    service = Service.objects.get(pk=pk)
    for name in SERVICE_FIELDS:
        if name in MULTILINE and " ".join(str(getattr(service, name)).split()) == row[name]:
            continue
        setattr(service, name, row[name] == "yes" if name == "is_nonstop" else row[name])
    service.import_run_id = run_id
    service.save()
    wanted = _listed(row["groups"])
    for group in ServiceTargetGroup.objects.filter(service=service):
        if group.code in wanted:
            wanted.discard(group.code)
        else:
            group.delete()
    for code in sorted(wanted):
        ServiceTargetGroup(service=service, code=code).save()


def write_place(pk: int, row: Values, run_id: int) -> None:
    """Write a place, and bring its plain hours and undated areas to the row."""
    place = Place.objects.get(pk=pk)
    place.phone, place.accessibility = str(row["phone"]), str(row["accessibility"])
    chosen = {FORM_WORDS[word] for word in _listed(row["forms"])}
    place.forms = ",".join(form for form in ServiceForm if form in chosen)
    place.import_run_id = run_id
    place.save()
    _write_hours(place, str(row["hours"]), run_id)
    _write_areas(place, _listed(row["areas"]), run_id)


def write_funding(service_pk: int, pk: int | None, row: Values, run_id: int) -> None:
    """Write a new funding or a changed one."""
    funding = ServiceFunding.objects.get(pk=pk) if pk else ServiceFunding(service_id=service_pk)
    for name in ("source", "valid_from", "valid_to", "amount_czk", "project"):
        setattr(funding, name, row[name])
    funding.import_run_id = run_id
    funding.save()


def _write_hours(place: Place, text: str, run_id: int) -> None:
    wanted = set(read_hours(text))
    plain = OpeningHours.objects.filter(place=place, valid_from__isnull=True, valid_to__isnull=True, note="")
    for one in plain:
        if plain_hours(one) in wanted:
            wanted.discard(plain_hours(one))
        else:
            one.delete()
    for weekday, opens_at, closes_at, by_appointment in sorted(wanted, key=str):
        OpeningHours(
            place=place,
            weekday=weekday,
            opens_at=opens_at,
            closes_at=closes_at,
            is_by_appointment=by_appointment,
            import_run_id=run_id,
        ).save()


def _write_areas(place: Place, wanted: set[str], run_id: int) -> None:
    for one in AreaServed.objects.filter(place=place, valid_from__isnull=True, valid_to__isnull=True):
        if one.territory in wanted:
            wanted.discard(one.territory)
        else:
            one.delete()
    for territory in sorted(wanted):
        AreaServed(place=place, territory=territory, import_run_id=run_id).save()


def _listed(value: object) -> set[str]:
    return {one for one in str(value).split(",") if one}
