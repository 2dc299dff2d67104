"""Models of need: written with sources, previewed, put in force from a day, frozen since."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest
from tests.analysis.conftest import HEAD, TODAY

from zazemi.analysis.errors import BadCoefficientError, NeedModelInForceError, NeedModelRefusedError
from zazemi.analysis.forms import NeedModelForm
from zazemi.analysis.models import AnalysisSettings, NeedModelRecord
from zazemi.analysis.selectors import (
    coefficients_of,
    effect_of,
    gap_table,
    listed_models,
    model_of,
    need_model,
    settings_on,
)
from zazemi.analysis.selectors.need_models import model_from_json, model_json
from zazemi.analysis.services import ModelValues, put_in_force, save_model
from zazemi.kernel.actor import Actor, Role
from zazemi.measures.gaps import Verdict
from zazemi.measures.need import NEED_MODEL_2026, Basis, Coefficient
from zazemi.values.services import ServiceKind

ANYBODY = Actor.anonymous()
FIELD = ServiceKind.FIELD_PROGRAMME
CLIENTS = "field_programme.clients_per_fte"


def coefficients(**changes):
    found = dict(coefficients_of(NEED_MODEL_2026))
    for name, value in changes.items():
        key = name.replace("__", ".")
        found[key] = dataclasses.replace(found[key], value=value, source="Zápis z porady")
    return found


def values(code="kraj-2027", **changes):
    return ModelValues(
        code=code, name="Model kraje", dated=TODAY, note="", coefficients=coefficients(**changes)
    )


def form_data(model=NEED_MODEL_2026, **changes):
    start = NeedModelForm.initial_of(coefficients_of(model))
    named = {"name": "Model kraje", "code": "kraj-2027", "dated": "2026-11-24", "note": ""}
    return {name: str(value) for name, value in (start | named | changes).items()}


@pytest.fixture
def head_client(client, db):
    from zazemi.accounts.models import User
    from zazemi.accounts.services import RoleFor, grant_mandate

    person = User.objects.create_user("vedouci@kraj.example", name="Eva Dvořáková")
    grant_mandate(
        user=person, role_for=RoleFor(role=Role.HEAD, region_code="CZ0X1"), by=Actor.for_machine("console")
    )
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_a_saved_model_comes_back_as_it_was_written():
    record = save_model(values(field_programme__clients_per_fte=20.0), by=HEAD)
    model = model_of(record)
    assert coefficients_of(model)[CLIENTS].value == 20.0
    assert need_model("kraj-2027") == model
    assert model_from_json(model_json(model)) == model


def test_half_the_clients_of_one_fte_double_the_need_by_hand(region):
    # a field programme: 2 + 10 + 6 clients, divided by 17.5 of one FTE
    record = save_model(values(field_programme__clients_per_fte=17.5), by=HEAD)
    effect = effect_of(model_of(record), "CZ0X1", viewer=ANYBODY)
    field = effect.kinds[0]
    assert field.before.need == 6 * Decimal("0.5143")
    assert field.after.need == 6 * Decimal("1.0286")
    assert sum(one.after.need for one in effect.orps) == effect.total.after.need
    assert gap_table("CZ0X1", viewer=ANYBODY).totals[FIELD].need == field.before.need


def test_a_model_counts_from_its_day_and_earlier_days_keep_theirs(region):
    save_model(values(field_programme__clients_per_fte=1000.0), by=HEAD)
    put_in_force("kraj-2027", valid_from=dt.date(2026, 11, 1), source="Usnesení", by=HEAD)
    before = gap_table("CZ0X1", dt.date(2026, 10, 31), viewer=ANYBODY)
    after = gap_table("CZ0X1", viewer=ANYBODY)
    assert before.provenance.settings.need_model.version == "need-2026.1"
    assert after.provenance.settings.need_model.version == "kraj-2027"
    assert after.totals[FIELD].counts == {Verdict.NOT_NEEDED: 6}
    assert settings_on().gaps.verdict.needed_from_fte == Decimal("0.1")


def test_putting_in_force_on_a_day_with_settings_changes_only_the_model(region):
    save_model(values(), by=HEAD)
    put_in_force("need-2026.1", valid_from=TODAY, source="První", by=HEAD)
    put_in_force("kraj-2027", valid_from=TODAY, source="Druhé", by=HEAD)
    record = AnalysisSettings.objects.get()
    assert (record.need_model, record.source, record.version) == ("kraj-2027", "Druhé", 2)


def test_a_model_that_was_in_force_is_only_copied(region):
    record = save_model(values(), by=HEAD)
    put_in_force("kraj-2027", valid_from=TODAY, source="Usnesení", by=HEAD)
    put_in_force("need-2026.1", valid_from=TODAY, source="Zpět", by=HEAD)
    with pytest.raises(NeedModelInForceError):
        save_model(values(field_programme__clients_per_fte=20.0), by=HEAD, record=record)
    assert save_model(values(code="kraj-2027.1"), by=HEAD).pk != record.pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("field_programme__clients_per_fte", 0.0),
        ("full_intensity_from_index", 0.0),
        ("intensity_at_zero", 1.01),
        ("field_programme__per_foreclosure", -0.1),
        ("field_programme__per_foreclosure", float("inf")),
    ],
)
def test_coefficients_that_cannot_be_computed_with_are_refused(name, value):
    with pytest.raises(BadCoefficientError):
        save_model(values(**{name: value}), by=HEAD)


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.HEAD])
def test_nobody_but_the_head_writes_models_and_puts_them_in_force(role):
    somebody = Actor(user_id=3, roles=frozenset({role}))
    with pytest.raises(NeedModelRefusedError):
        save_model(values(), by=somebody)
    with pytest.raises(NeedModelRefusedError):
        put_in_force("need-2026.1", valid_from=TODAY, source="x", by=somebody)


def test_the_preview_shows_the_effect_and_saves_nothing(head_client, region):
    data = form_data(value__field_programme__clients_per_fte="17,5", co="nahled")
    page = head_client.post("/potreby/modely/novy/", data).content.decode().replace("\xa0", " ")
    assert "Co by se změnilo" in page
    assert "+3,09 úvazku" in page  # 6 x 18/35 more
    assert 'value="17,5"' in page
    assert not NeedModelRecord.objects.exists()


def test_a_model_sent_twice_is_written_once(head_client, region):
    from zazemi.kernel.formkeys import new_form_key

    data = form_data(form_key=new_form_key(), co="ulozit")
    first = head_client.post("/potreby/modely/novy/", data)
    second = head_client.post("/potreby/modely/novy/", data)
    assert first["Location"] == second["Location"] == "/potreby/modely/kraj-2027/"
    assert NeedModelRecord.objects.count() == 1


def test_the_page_of_a_model_names_assumptions_sources_and_the_effect(client, region):
    save_model(values(field_programme__clients_per_fte=17.5), by=HEAD)
    page = client.get("/potreby/modely/kraj-2027/").content.decode().replace("\xa0", " ")
    assert "20 z 21 koeficientů jsou předpoklady" in page
    assert "Zápis z porady" in page
    assert "platí 35" in page
    assert client.get("/potreby/modely/neznamy/").status_code == 404


def test_two_people_changing_different_coefficients_see_both(head_client, region):
    record = save_model(values(), by=HEAD)
    save_model(values(field_programme__clients_per_fte=20.0), by=HEAD, record=record)
    stale = form_data(value__low_threshold_club__clients_per_fte="50", expected_version="1", co="ulozit")
    answer = head_client.post(f"/potreby/modely/{record.pk}/zmena/", stale)
    assert answer.status_code == 409
    assert "20" in answer.content.decode()


def test_the_head_puts_a_model_in_force_on_its_page(head_client, region):
    save_model(values(), by=HEAD)
    answer = head_client.post(
        "/potreby/modely/kraj-2027/platnost/", {"valid_from": "2026-12-01", "source": "Usnesení 5/26/RK"}
    )
    assert answer["Location"] == "/potreby/nastaveni/"
    (ours, theirs) = listed_models()
    assert theirs.in_force_from == (dt.date(2026, 12, 1),)
    assert ours.is_frozen
    assert theirs.is_frozen
    bad = head_client.post("/potreby/modely/kraj-2027/platnost/", {"valid_from": "", "source": ""})
    assert bad.status_code == 422


def test_every_coefficient_says_its_basis():
    for one in coefficients_of(NEED_MODEL_2026).values():
        assert isinstance(one, Coefficient)
        assert one.basis in Basis
        assert one.source
