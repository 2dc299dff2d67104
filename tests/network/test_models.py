"""What the tables themselves refuse, and that older versions keep their digest."""

import datetime as dt
import hashlib

import pytest
from django.db import IntegrityError

from zazemi.kernel.audit import AuditItem, canonical
from zazemi.kernel.digests import digest_of, plain_value, record_fields
from zazemi.kernel.steps import step
from zazemi.kernel.versions import history_model
from zazemi.network.choices import Weekday
from zazemi.network.errors import (
    HalfHoursError,
    KeptSecretError,
    OverlappingAreaError,
    ReversedAgesError,
    TakenRegisterNumberError,
    UnknownTerritoryError,
)
from zazemi.network.models import OpeningHours, Place, Service
from zazemi.network.selectors import areas_of, serving, valid_on
from zazemi.network.services import (
    AreaFields,
    HoursFields,
    PlaceFields,
    ServiceFacts,
    add_area,
    add_hours,
    add_place,
    add_service,
    change_place,
    change_service,
)
from zazemi.territory.models import Municipality
from zazemi.values.services import ServiceForm, ServiceKind


def test_a_version_written_before_a_field_existed_keeps_its_digest(service):
    row = history_model(Service).objects.get()
    old = [one for one in record_fields(row) if one.name not in Service.fields_added_later]
    plain = {field.attname: plain_value(getattr(row, field.attname)) for field in old}
    plain["history_type"] = "+"
    assert digest_of(row) == hashlib.sha256(row.salt.encode() + canonical(plain)).hexdigest()
    assert AuditItem.objects.get(label="network.service").digest == digest_of(row)


def test_a_value_in_a_later_field_still_counts_in_the_digest(service):
    row = history_model(Service).objects.get()
    before = digest_of(row)
    row.phone = "777 000 000"
    assert digest_of(row) != before


def test_a_secret_address_is_refused_by_the_service_and_by_the_table(service, officer):
    where = Municipality.objects.get(code="990002")
    with pytest.raises(KeptSecretError):
        add_place(
            service=service,
            fields=PlaceFields(municipality=where, address="Tichá 1", is_address_secret=True),
            by=officer,
        )
    place = add_place(
        service=service, fields=PlaceFields(municipality=where, is_municipality_secret=True), by=officer
    )
    assert place.is_address_secret
    place.lat, place.lon = 50.0, 15.0
    with pytest.raises(IntegrityError), step(officer, "zkouška"):
        place.save()


def test_a_place_becomes_secret_only_without_its_address(place, officer):
    fields = PlaceFields(municipality=place.municipality, address="Nádražní 5", is_address_secret=True)
    with pytest.raises(KeptSecretError):
        change_place(place, fields=fields, expected_version=1, by=officer)
    fields = PlaceFields(municipality=place.municipality, is_address_secret=True)
    change_place(place, fields=fields, expected_version=1, by=officer)
    assert Place.objects.get().address == ""


def test_two_secret_places_of_one_town_differ_by_name(service, officer):
    where = Municipality.objects.get(code="990002")
    for name in ("Dům A", "Dům B"):
        fields = PlaceFields(municipality=where, name=name, is_address_secret=True)
        add_place(service=service, fields=fields, by=officer)
    assert Place.objects.count() == 2


def test_a_register_number_belongs_to_one_service_and_ages_are_in_order(service, provider, officer):
    change_service(
        service,
        provider=provider,
        kind=ServiceKind.FIELD_PROGRAMME,
        name="Terén",
        facts=ServiceFacts(register_number="1234567", languages="uk,cs,xx"),
        expected_version=1,
        by=officer,
    )
    assert Service.objects.get().languages == "cs,uk"
    with pytest.raises(TakenRegisterNumberError, match="Terén"):
        add_service(
            provider=provider,
            kind=ServiceKind.LOW_THRESHOLD_CLUB,
            name="Klub",
            facts=ServiceFacts(register_number="1234567"),
            by=officer,
        )
    with pytest.raises(ReversedAgesError):
        add_service(
            provider=provider,
            kind=ServiceKind.LOW_THRESHOLD_CLUB,
            name="Klub",
            facts=ServiceFacts(age_from=26, age_to=6),
            by=officer,
        )


def test_hours_of_several_days_of_a_night_and_by_appointment(place, officer):
    morning = HoursFields(weekday=Weekday.MONDAY, opens_at=dt.time(8), closes_at=dt.time(12))
    add_hours(place=place, fields=morning, weekdays=[Weekday.FRIDAY, Weekday.MONDAY], by=officer)
    night = HoursFields(weekday=Weekday.SATURDAY, opens_at=dt.time(18), closes_at=dt.time(7))
    assert add_hours(place=place, fields=night, by=officer)[0].passes_midnight
    add_hours(place=place, fields=HoursFields(weekday=Weekday.SUNDAY, is_by_appointment=True), by=officer)
    assert [one.weekday for one in OpeningHours.objects.all()] == [1, 5, 6, 7]
    for half in (
        HoursFields(weekday=Weekday.MONDAY, opens_at=dt.time(8)),
        HoursFields(weekday=Weekday.MONDAY),
    ):
        with pytest.raises(HalfHoursError):
            add_hours(place=place, fields=half, by=officer)


def test_a_territory_is_a_municipality_an_orp_or_a_region_and_serves_what_it_contains(place, officer):
    add_area(place=place, fields=AreaFields(territory="9901", valid_to=dt.date(2026, 6, 30)), by=officer)
    with pytest.raises(OverlappingAreaError):
        add_area(place=place, fields=AreaFields(territory="9901"), by=officer)
    with pytest.raises(UnknownTerritoryError):
        add_area(place=place, fields=AreaFields(territory="123456"), by=officer)
    add_area(place=place, fields=AreaFields(territory="CZ0X1", valid_from=dt.date(2026, 7, 1)), by=officer)
    zdarek = Municipality.objects.get(code="990003")
    for day, territory in ((dt.date(2026, 1, 1), "9901"), (dt.date(2026, 8, 1), "CZ0X1")):
        assert areas_of([place.pk], day) == {place.pk: [territory]}
        condition = serving(zdarek) & valid_on(day, "areas__valid_from", "areas__valid_to")
        assert Place.objects.filter(condition).count() == 1


def test_forms_of_a_place_are_kept_once_and_in_order(service, officer):
    where = Municipality.objects.get(code="990002")
    fields = PlaceFields(municipality=where, forms=["ambulatory", "field", "ambulatory"])
    place = add_place(service=service, fields=fields, by=officer)
    assert place.service_forms == [ServiceForm.FIELD, ServiceForm.AMBULATORY]
