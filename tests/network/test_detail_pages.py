"""Pages of hours, territory, groups, money and secret places, as each of their readers sees them."""

import datetime as dt

import pytest
from django.urls import reverse

from zazemi.kernel import clock
from zazemi.kernel.actor import Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.network.models import (
    AreaServed,
    CostNorm,
    FundingRule,
    OpeningHours,
    Service,
    ServiceFunding,
    ServiceTargetGroup,
)
from zazemi.network.services import FundingFields, PlaceFields, add_funding, add_place, set_target_groups
from zazemi.territory.models import Municipality


def text_of(response):
    return response.content.decode().replace("\xa0", " ")


def page(client, service):
    return text_of(client.get(reverse("network:service", args=[service.pk])))


def post(client, name, pk=None, **data: object):
    url = reverse(f"network:{name}", args=[pk] if pk else [])
    return client.post(url, {"form_key": new_form_key(), **data})


def test_hours_of_more_days_at_once_are_shown_together_and_one_day_is_changed_and_removed(sign_in, place):
    client = sign_in(Role.REGIONAL_OFFICER)
    days = {"weekdays": ["1", "2", "3", "4"], "opens_at": "8:00", "closes_at": "16.30"}
    assert post(client, "hours_add", place.pk, **days).status_code == 302
    assert "po–čt 8.00–16.30" in page(client, place.service)
    one = OpeningHours.objects.get(weekday=4)
    changed = client.post(
        reverse("network:hours_change", args=[one.pk]),
        {"expected_version": 1, "weekday": "4", "is_by_appointment": "on", "opens_at": "", "closes_at": ""},
    )
    assert changed.status_code == 302
    assert "po–st 8.00–16.30" in page(client, place.service)
    assert "čt po domluvě" in page(client, place.service)
    client.post(reverse("network:hours_remove", args=[one.pk]))
    assert OpeningHours.objects.count() == 3


def test_half_hours_come_back_with_the_sentence(sign_in, place):
    client = sign_in(Role.REGIONAL_OFFICER)
    answer = post(client, "hours_add", place.pk, weekdays=["1"], opens_at="8:00")
    assert answer.status_code == 422
    assert "Vyplňte oba časy" in text_of(answer)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("ORP Orp CZ0X1", "9901"), ("9901", "9901"), ("Žďárek", "990003"), ("kraj CZ0X1", "CZ0X1")],
)
def test_a_territory_is_typed_by_name_or_code(sign_in, place, typed, code):
    client = sign_in(Role.REGIONAL_OFFICER)
    assert post(client, "area_add", place.pk, territory=typed).status_code == 302
    area = AreaServed.objects.get()
    assert area.territory == code
    client.post(reverse("network:area_remove", args=[area.pk]))
    assert not AreaServed.objects.exists()


def test_two_people_who_change_different_groups_do_not_undo_each_other(service, officer, code_lists):
    set_target_groups(service, chosen=["families_at_risk", "homeless"], seen=[], by=officer)
    seen = ["families_at_risk", "homeless"]
    set_target_groups(service, chosen=["families_at_risk"], seen=seen, by=officer)
    left = set_target_groups(service, chosen=[*seen, "crisis"], seen=seen, by=officer)
    assert left == ["crisis", "families_at_risk"]


def test_groups_are_chosen_on_their_page_and_narrow_the_list(sign_in, service, code_lists):
    client = sign_in(Role.REGIONAL_OFFICER)
    post(client, "groups", service.pk, seen="", codes=["homeless"])
    assert ServiceTargetGroup.objects.get().code == "homeless"
    assert "lidé bez přístřeší" in page(client, service)
    shown = text_of(client.get(reverse("network:services"), {"skupina": "homeless"}))
    hidden = text_of(client.get(reverse("network:services"), {"skupina": "crisis"}))
    assert (service.name in shown, service.name in hidden) == (True, False)


def test_the_end_of_money_is_on_the_page_and_narrows_the_list(sign_in, service, officer, code_lists):
    client = sign_in(Role.REGIONAL_OFFICER)
    today = clock.today()
    end = today + dt.timedelta(days=60)
    answer = post(
        client,
        "funding_add",
        service.pk,
        source="region",
        valid_from=(today - dt.timedelta(days=30)).isoformat(),
        valid_to=end.isoformat(),
        amount_czk="1 250 000",
    )
    assert answer.status_code == 302
    assert ServiceFunding.objects.get().amount_czk == 1_250_000
    assert f"{end.day}. {end.month}. {end.year}" in page(client, service)

    def listed(last):
        return service.name in text_of(
            client.get(reverse("network:services"), {"penize_do": last.isoformat()})
        )

    assert (listed(end), listed(end - dt.timedelta(days=1))) == (True, False)
    add_funding(service=service, fields=FundingFields(source="region", valid_from=end), by=officer)
    assert not listed(end)


def test_money_is_not_shown_to_the_public_beyond_its_end(client, service, officer, code_lists):
    fields = FundingFields(source="region", valid_from=dt.date(2026, 1, 1), project="Rozhodnutí 77")
    add_funding(service=service, fields=fields, by=officer)
    assert "Rozhodnutí 77" not in page(client, service)


def test_a_secret_municipality_is_hidden_from_the_public_and_from_search(client, sign_in, service, officer):
    where = Municipality.objects.get(code="990003")
    add_place(
        service=service, fields=PlaceFields(municipality=where, is_municipality_secret=True), by=officer
    )
    assert "Žďárek" not in page(client, service)
    listed = reverse("network:services")
    assert "Žďárek" not in text_of(client.get(listed))
    assert service.name not in text_of(client.get(listed, {"q": "žďárek"}))
    assert "Žďárek" in page(sign_in(Role.REGIONAL_OFFICER), service)


def test_a_provider_sees_its_buttons_and_a_foreign_one_gets_404(sign_in, provider, place):
    own = sign_in(Role.PROVIDER, organisation=provider)
    assert reverse("network:hours_add", args=[place.pk]) in page(own, place.service)
    assert own.get(reverse("network:area_add", args=[place.pk])).status_code == 200


def test_everything_people_are_told_is_written_and_shown(sign_in, service, code_lists):
    client = sign_in(Role.REGIONAL_OFFICER)
    data = {
        "expected_version": 1,
        "provider": service.provider_id,
        "kind": service.kind,
        "name": service.name,
        "description": "Pomáháme lidem na ulici.",
        "phone": "777 123 456",
        "email": "teren@priklad.example",
        "age_from": "15",
        "age_to": "26",
        "languages": ["cs", "rom"],
        "register_number": "7654321",
        "required_documents": "nic\nani občanský průkaz",
        "alert": "Plno do konce měsíce",
        "is_nonstop": "on",
    }
    url = reverse("network:service_change", args=[service.pk])
    assert client.post(url, data).status_code == 302
    shown = page(client, service)
    for text in (
        "Pomáháme lidem",
        "777 123 456",
        "od 15 do 26 let",
        "česky, romsky",
        "7654321",
        "nic; ani občanský průkaz",
        "Plno do konce",
    ):
        assert text in shown
    stale = client.post(url, {**data, "phone": "606 000 000"})
    assert stale.status_code == 409
    assert "606 000 000" in text_of(stale)
    assert Service.objects.get().languages == "cs,rom"


def test_costs_and_rules_are_entered_changed_and_public(sign_in, client, region, code_lists):
    officer = sign_in(Role.HEAD)
    cost = {
        "kind": "field_programme",
        "unit": "fte",
        "form": "",
        "region": "CZ0X1",
        "year": "2026",
        "cost_czk": "950 000",
        "revenue_czk": "",
        "basis": "sourced",
        "source": "Zásady kraje",
        "resolution_number": "12/26/ZK",
    }
    assert post(officer, "cost_add", **cost).status_code == 302
    norm = CostNorm.objects.get()
    assert (norm.cost_czk, norm.revenue_czk) == (950_000, 0)
    again = post(officer, "cost_add", **cost)
    assert again.status_code == 422
    rule = {
        "source": "opz_plus",
        "kind": "shelter_house",
        "legal_basis": "výzva 22_003",
        "valid_from": "2023-01-01",
    }
    assert post(officer, "rule_add", **rule).status_code == 302
    changed = officer.post(
        reverse("network:rule_change", args=[FundingRule.objects.get().pk]),
        {**rule, "expected_version": 1, "valid_to": "2026-03-31"},
    )
    assert changed.status_code == 302
    client.logout()
    shown = text_of(client.get(reverse("network:money")))
    assert "950 000" in shown
    assert "výzva 22_003" in shown
