import datetime as dt
import io
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from zazemi.kernel.actor import Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.network.checks import no_overlaps
from zazemi.network.choices import CapacityUnit
from zazemi.network.models import Capacity, Place, RegisterCoverage, Service
from zazemi.network.selectors import capacities_fte, has_register
from zazemi.network.services import (
    CapacityFields,
    PlaceFields,
    add_capacity,
    add_place,
    add_service,
    state_coverage,
)
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.models import Organisation
from zazemi.parties.services import add_organisation
from zazemi.territory.models import Municipality
from zazemi.values.services import ServiceForm, ServiceKind


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def capacity_data(capacity, **changes: object):
    data = {
        "expected_version": capacity.version,
        "unit": capacity.unit,
        "value": "6,00",
        "form": capacity.form,
        "valid_from": capacity.valid_from.isoformat(),
        "valid_to": "",
    }
    return data | changes


def change_url(capacity):
    return reverse("network:capacity_change", args=[capacity.pk])


def test_anybody_reads_the_list_and_a_service(client, capacity):
    listed = client.get(reverse("network:services"))
    assert listed.status_code == 200
    assert "Terén Chlumkov" in text_of(listed)
    page = text_of(client.get(reverse("network:service", args=[capacity.place.service_id])))
    assert "Oblastní spolek Most" in page
    assert "Nádražní 5" in page
    assert change_url(capacity) not in page


def test_the_list_is_filtered_by_kind_orp_and_words(client, capacity):
    def shown(**query: str):
        return "Terén Chlumkov" in text_of(client.get(reverse("network:services") + "?" + urlencode(query)))

    assert shown(druh="field_programme", orp="9901", q="spolek most")
    assert shown(q="chlumk")
    assert not shown(druh="low_threshold_club")
    assert not shown(q="nic takového")
    assert shown(druh="nesmysl", orp="'; DROP", strana="abc")


@pytest.mark.parametrize("role", [Role.REGIONAL_OFFICER, Role.HEAD])
def test_the_office_enters_a_service_a_place_and_a_capacity(sign_in, provider, role):
    client = sign_in(role)
    answer = client.post(
        reverse("network:service_add"),
        {
            "form_key": new_form_key(),
            "provider": provider.pk,
            "kind": "low_threshold_club",
            "name": "Klub Most",
        },
    )
    service = Service.objects.get()
    assert answer.url == reverse("network:service", args=[service.pk])
    client.post(
        reverse("network:place_add", args=[service.pk]),
        {"form_key": new_form_key(), "municipality": "chlumkov", "address": "Školní 3"},
    )
    place = Place.objects.get()
    assert (place.municipality_id, place.lat) == ("990002", None)
    client.post(
        reverse("network:capacity_add", args=[place.pk]),
        {
            "form_key": new_form_key(),
            "unit": "fte",
            "value": "4,5",
            "form": "ambulatory",
            "valid_from": "2026-01-01",
            "valid_to": "",
        },
    )
    assert Capacity.objects.get().value == Decimal("4.5")
    page = text_of(client.get(answer.url))
    assert "4,50" in page
    assert "4,5 úvazku" in page


def test_a_form_sent_twice_makes_one_record(sign_in, provider):
    client = sign_in(Role.HEAD)
    data = {"form_key": new_form_key(), "provider": provider.pk, "kind": "field_programme", "name": "Terén"}
    first = client.post(reverse("network:service_add"), data)
    second = client.post(reverse("network:service_add"), data)
    assert Service.objects.count() == 1
    assert first.url == second.url


def test_a_wrong_value_comes_back_with_the_reason_and_what_was_typed(sign_in, capacity):
    client = sign_in(Role.HEAD)
    answer = client.post(change_url(capacity), capacity_data(capacity, value="−3", valid_to="2020-01-01"))
    assert answer.status_code == 422
    assert 'value="−3"' in answer.content.decode()
    answer = client.post(change_url(capacity), capacity_data(capacity, valid_to="2020-01-01"))
    assert answer.status_code == 422
    assert Capacity.objects.get().version == capacity.version


def test_an_unknown_municipality_is_named(sign_in, service):
    client = sign_in(Role.HEAD)
    answer = client.post(
        reverse("network:place_add", args=[service.pk]),
        {"form_key": new_form_key(), "municipality": "Atlantida"},
    )
    assert answer.status_code == 422
    assert "Atlantida" in text_of(answer)


def test_a_provider_changes_its_own_and_a_foreign_one_answers_404(sign_in, officer, provider, capacity):
    foreign = add_organisation(name="Jiný spolek", ico="27000028", kind=OrganisationKind.PROVIDER, by=officer)
    theirs = add_service(provider=foreign, kind=ServiceKind.FIELD_PROGRAMME, name="Cizí", by=officer)
    where = PlaceFields(municipality=Municipality.objects.get(code="990001"))
    their_place = add_place(service=theirs, fields=where, by=officer)
    fields = CapacityFields(
        unit=CapacityUnit.FTE, value=Decimal(1), form=ServiceForm.FIELD, valid_from=dt.date(2026, 1, 1)
    )
    their_capacity = add_capacity(place=their_place, fields=fields, by=officer)
    client = sign_in(Role.PROVIDER, organisation=provider)
    assert client.post(change_url(capacity), capacity_data(capacity, value="7")).status_code == 302
    assert Capacity.objects.get(pk=capacity.pk).value == 7
    for url in (
        change_url(their_capacity),
        reverse("network:place_change", args=[their_place.pk]),
        reverse("network:capacity_add", args=[their_place.pk]),
        reverse("network:place_add", args=[theirs.pk]),
        reverse("network:service_change", args=[theirs.pk]),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url, capacity_data(their_capacity, value="9")).status_code == 404
    assert Capacity.objects.get(pk=their_capacity.pk).value == 1
    assert client.get(change_url(Capacity(pk=999))).status_code == 404


def test_a_provider_cannot_give_its_service_away(sign_in, officer, provider, service):
    foreign = add_organisation(name="Jiný spolek", ico="27000028", kind=OrganisationKind.PROVIDER, by=officer)
    client = sign_in(Role.PROVIDER, organisation=provider)
    data = {"expected_version": 1, "provider": foreign.pk, "kind": service.kind, "name": service.name}
    assert client.post(reverse("network:service_change", args=[service.pk]), data).status_code == 422
    assert Service.objects.get().provider == provider


@pytest.mark.parametrize("role", [Role.CONSULTANT, Role.MUNICIPALITY, Role.SECRETARY, Role.LABOUR_OFFICE])
def test_others_only_read(client, capacity, role, officer):
    from zazemi.accounts.matrix import Decision, access_matrix
    from zazemi.kernel.actor import Actor

    actor = Actor(user_id=5, name="x", roles=frozenset({role}))
    assert access_matrix().decide("network:capacity_change", "POST", actor) is Decision.FORBIDDEN
    assert access_matrix().decide("network:services", "GET", actor) is not Decision.FORBIDDEN
    assert client.post(change_url(capacity), {}).status_code == 302
    assert Capacity.objects.get().version == 1


def test_who_comes_second_sees_both_texts_and_loses_nothing(sign_in, capacity):
    client = sign_in(Role.HEAD)
    read = capacity_data(capacity)
    client.post(change_url(capacity), read | {"value": "8"})
    late = client.post(change_url(capacity), read | {"value": "5,5", "valid_to": "2027-03-31"})
    assert late.status_code == 409
    page = text_of(late)
    assert "5,5" in page
    assert "2027-03-31" in page
    assert Capacity.objects.get().value == 8


def test_a_changed_capacity_counts_at_once(sign_in, client, capacity):
    before = capacities_fte("CZ0X1").rows[0].fte
    sign_in(Role.HEAD).post(change_url(capacity), capacity_data(capacity, value="7,5"))
    after = capacities_fte("CZ0X1").rows[0].fte
    assert (before, after) == (6, Decimal("7.5"))
    assert "7,5 úvazku" in text_of(client.get(reverse("network:service", args=[capacity.place.service_id])))
    assert ">7,5" in text_of(client.get(reverse("network:services"))).replace("\n", "")


def test_the_exported_workbook_imported_again_changes_nothing(client, capacity, tmp_path, settings, machine):
    from zazemi.intake import services as intake

    settings.FILES_ROOT = tmp_path / "files"
    path = tmp_path / "sluzby.xlsx"
    path.write_bytes(client.get(reverse("network:workbook")).content)
    run = intake.load(kind="network", path=path, by=machine, provenance=intake.Provenance())
    assert (run.state, run.rows_same) == ("unchanged", 1)


def test_the_register_is_stated_once(sign_in, region):
    client = sign_in(Role.HEAD)
    data = {"form_key": new_form_key(), "region_code": "CZ0X1", "since": "2026-01-01", "source": "zkouška"}
    assert client.post(reverse("network:coverage_add"), data).status_code == 302
    again = client.post(reverse("network:coverage_add"), data | {"form_key": new_form_key()})
    assert again.status_code == 422
    assert RegisterCoverage.objects.count() == 1


def test_a_new_provider_with_a_wrong_ico_is_refused(sign_in, region):
    client = sign_in(Role.HEAD)
    url = reverse("network:provider_add")
    assert (
        client.post(url, {"form_key": new_form_key(), "name": "Spolek", "ico": "12345678"}).status_code == 422
    )
    assert Organisation.objects.count() == 0
    assert (
        client.post(url, {"form_key": new_form_key(), "name": "Spolek", "ico": "27000028"}).status_code == 302
    )


def add_many_services(provider, officer, count):
    where = PlaceFields(municipality=Municipality.objects.get(code="990001"))
    for number in range(count):
        made = add_service(
            provider=provider, kind=ServiceKind.FIELD_PROGRAMME, name=f"Terén {number}", by=officer
        )
        add_place(service=made, fields=where, by=officer)


def test_the_list_asks_the_database_the_same_however_long_it_is(
    client, capacity, provider, officer, django_assert_max_num_queries
):
    add_many_services(provider, officer, 60)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("network:services"))
    assert page.content.decode().count("<tr>") == 51
    with django_assert_max_num_queries(6):
        capacities_fte("CZ0X1")
    with django_assert_max_num_queries(12):
        client.get(reverse("network:service", args=[capacity.place.service_id]))


def test_the_workbook_opens_with_the_columns_of_the_import(client, capacity):
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(client.get(reverse("network:workbook")).content))["Služby"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][:5] == ("Poskytovatel", "IČO", "Druh služby", "Název", "Kód obce")
    assert rows[1][1:8] == (
        "27000010",
        "terénní programy",
        "Terén Chlumkov",
        "990002",
        "Nádražní 5",
        "úvazky",
        6,
    )


def test_a_norm_makes_a_capacity_comparable_from_its_day_on(sign_in, place, officer):
    fields = CapacityFields(
        unit=CapacityUnit.PERSONS_AT_ONCE,
        value=Decimal(20),
        form=ServiceForm.FIELD,
        valid_from=dt.date(2025, 1, 1),
    )
    add_capacity(place=place, fields=fields, by=officer)
    assert capacities_fte("CZ0X1", dt.date(2026, 6, 1)).rows[0].fte is None
    client = sign_in(Role.HEAD)
    data = {
        "kind": "field_programme",
        "unit": "persons_at_once",
        "fte_per_unit": "0,1",
        "basis": "assumption",
        "source": "předpoklad zkoušky",
        "valid_from": "2026-01-01",
    }
    url = reverse("network:norm_add")
    assert client.post(url, data | {"form_key": new_form_key()}).url == reverse("network:norms")
    assert capacities_fte("CZ0X1", dt.date(2026, 6, 1)).rows[0].fte == 2
    assert capacities_fte("CZ0X1", dt.date(2025, 6, 1)).rows[0].fte is None
    assert client.post(url, data | {"form_key": new_form_key()}).status_code == 422
    later = data | {"form_key": new_form_key(), "valid_from": "2027-01-01", "fte_per_unit": "0,2"}
    assert client.post(url, later).status_code == 302
    assert [capacities_fte("CZ0X1", dt.date(year, 12, 31)).rows[0].fte for year in (2026, 2027)] == [2, 4]
    assert "předpoklad zkoušky" in text_of(client.get(reverse("network:norms")))


def test_the_statement_about_a_register_can_be_changed(sign_in, region, officer):
    made = state_coverage(region=region, since=dt.date(2026, 1, 1), source="zkouška", by=officer)
    client = sign_in(Role.HEAD)
    url = reverse("network:coverage_change", args=[made.pk])
    data = {"expected_version": 1, "since": "2026-02-01", "source": "jiný zdroj"}
    assert client.post(url, data).status_code == 302
    assert client.post(url, data | {"source": "třetí"}).status_code == 409
    assert has_register("CZ0X1", dt.date(2026, 2, 1))
    assert not has_register("CZ0X1", dt.date(2026, 1, 31))
    assert client.get(reverse("network:coverage_change", args=[999])).status_code == 404


@pytest.mark.parametrize("name", ["service_add", "provider_add", "coverage_add", "norm_add"])
def test_every_empty_form_opens_with_a_key(sign_in, region, name):
    page = text_of(sign_in(Role.HEAD).get(reverse(f"network:{name}")))
    assert 'name="form_key"' in page
    assert "Zpět bez uložení" in page


def test_forms_of_a_record_open_with_what_is_stored(sign_in, capacity):
    client = sign_in(Role.HEAD)
    place, service = capacity.place, capacity.place.service
    for name, record, stored in (
        ("service_change", service, "Terén Chlumkov"),
        ("place_change", place, "Nádražní 5"),
        ("capacity_change", capacity, "6,00"),
        ("place_add", service, "form_key"),
        ("capacity_add", place, "form_key"),
    ):
        assert stored in text_of(client.get(reverse(f"network:{name}", args=[record.pk])))


def test_a_place_that_exists_or_has_half_a_point_is_refused(sign_in, place):
    client = sign_in(Role.HEAD)
    url = reverse("network:place_add", args=[place.service_id])
    data = {"form_key": new_form_key(), "municipality": "990002", "address": "Nádražní 5"}
    assert "už pracuje" in text_of(client.post(url, data))
    assert client.post(url, data | {"address": "Jiná 1", "lat": "50,5"}).status_code == 422
    assert Place.objects.count() == 1


def test_an_overlapping_capacity_is_refused_and_one_after_it_is_not(sign_in, capacity):
    client = sign_in(Role.HEAD)
    url = reverse("network:capacity_add", args=[capacity.place_id])
    data = {
        "form_key": new_form_key(),
        "unit": "fte",
        "value": "1",
        "form": "field",
        "valid_from": "2026-01-01",
    }
    assert client.post(url, data).status_code == 422
    assert (
        client.post(change_url(capacity), capacity_data(capacity, valid_to="2025-12-31")).status_code == 302
    )
    assert client.post(url, data).status_code == 302
    assert list(no_overlaps()) == []
