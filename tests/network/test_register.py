"""The register of providers brought in twice and thrice: new, changed, same, ended; what is ours survives."""

import datetime as dt
from decimal import Decimal

import pytest
from tests.network import rpss
from tests.network.rpss import address, form, item, write

from zazemi.intake.choices import RunState
from zazemi.intake.services import Provenance, load
from zazemi.kernel.steps import step
from zazemi.network.checks import no_overlaps
from zazemi.network.choices import CapacityUnit
from zazemi.network.models import Capacity, Place, Service, ServiceTargetGroup
from zazemi.network.services import CapacityFields, add_capacity, set_target_groups
from zazemi.parties.models import Organisation
from zazemi.values.services import ServiceForm

MADE_ON = dt.date(2026, 9, 1)


@pytest.fixture
def bring(region, code_lists, machine, tmp_path):
    """Bring items in as a file of a day; return the run."""

    def bring(*items: object, taken_on=MADE_ON):
        path = write(tmp_path / "rpss.json", *items)
        return load(
            kind="rpss", path=path, by=machine, provenance=Provenance(source="MPSV", taken_on=taken_on)
        )

    return bring


def said(run):
    return {
        str(note["params"].get("reason", note["message"])): note["params"]["count"]
        for note in run.findings["notes"]
    }


def test_a_service_comes_in_with_place_capacity_group_and_provider(bring):
    run = bring(item())
    assert (run.state, run.rows_new) == (RunState.APPLIED, 3)
    service = Service.objects.get()
    assert (service.name, service.register_number, service.provider.ico) == (
        "Klub Most",
        "1234567",
        "27000010",
    )
    assert (service.started_on, service.phone) == (dt.date(2008, 5, 1), "485 111 222; 777 333 444")
    where = Place.objects.get()
    assert (where.address, where.address_code, where.forms) == ("Nádražní 5", "21234567", "ambulatory")
    capacity = Capacity.objects.get()
    assert (capacity.unit, capacity.value, capacity.valid_from) == (CapacityUnit.CLIENTS, 20, MADE_ON)
    assert capacity.is_registered_maximum
    assert ServiceTargetGroup.objects.get().code == "seniors"


def test_the_same_file_again_changes_nothing(bring):
    bring(item(), item("2", 32, forms=[form("ter", (4, "klient", None))]))
    again = bring(item(), item("2", 32, forms=[form("ter", (4, "klient", None))]))
    assert (again.state, again.rows_new, again.rows_changed) == (RunState.UNCHANGED, 0, 0)


def test_a_changed_capacity_ends_and_begins_anew(bring):
    bring(item())
    later = dt.date(2026, 10, 1)
    run = bring(item(forms=[form("amb", (25, "klient", None))]), taken_on=later)
    assert (run.rows_new, run.rows_changed) == (0, 1)
    old, new = Capacity.objects.order_by("valid_from")
    assert (old.value, old.valid_to) == (20, dt.date(2026, 9, 30))
    assert (new.value, new.valid_from, new.valid_to) == (25, later, None)
    assert list(no_overlaps()) == []


def test_what_the_register_does_not_say_survives(bring, officer):
    bring(item())
    service = Service.objects.get()
    with step(officer, "zkouška"):
        service.named("Klub u mostu").description = "Pomáháme."
        service.fees = "zdarma"
        service.save()
    set_target_groups(service, chosen=["homeless"], seen=[], by=officer)
    bring(item(telefony=["606 606 606"], groups=(26,)))
    service.refresh_from_db()
    assert (service.name, service.description, service.fees) == ("Klub u mostu", "Pomáháme.", "zdarma")
    assert service.phone == "606 606 606"
    codes = ServiceTargetGroup.objects.order_by("code").values_list("code", flat=True)
    assert list(codes) == ["carers", "homeless"]


def test_a_place_marked_as_secret_here_stays_secret(bring, officer):
    bring(item())
    where = Place.objects.get()
    with step(officer, "zkouška"):
        where.is_address_secret, where.address, where.postal_code, where.address_code = True, "", "", ""
        where.save()
    assert bring(item()).state == RunState.UNCHANGED
    bring(item(places=[rpss.place(since="2020-01-01")]))
    where.refresh_from_db()
    assert (where.address, where.is_address_secret, where.valid_from) == ("", True, dt.date(2020, 1, 1))


def test_a_place_that_became_secret_in_the_register_loses_its_address(bring):
    bring(item())
    bring(item(places=[rpss.place(secret=True)]))
    assert (
        not Place.objects.filter(valid_to__isnull=True, is_address_secret=True).exclude(address="").exists()
    )


def test_ended_services_and_places_are_left_out_and_stored_ones_are_closed(bring):
    gone = rpss.place("Starý klub", until="2015-06-30", where=address(code="2", street="Stará"))
    run = bring(item(places=[rpss.place(), gone]), item("9", 32, until="2012-01-01"))
    assert (Service.objects.count(), Place.objects.count()) == (1, 1)
    reasons = said(run)
    assert reasons["a service that has ended and is not here"] == 1
    assert reasons["a place that has ended and is not here"] == 1
    closed = bring(item(until="2026-09-15", places=[rpss.place(until="2026-09-15")]))
    assert closed.rows_changed == 2
    assert Service.objects.get().ended_on == Place.objects.get().valid_to == dt.date(2026, 9, 15)


def test_an_unknown_municipality_is_reported_and_refuses_nothing(bring):
    far = rpss.place("Daleko", where=address("500011", code="3"))
    run = bring(item(places=[rpss.place(), far]), item("8", 32, places=[far]))
    assert (run.state, Service.objects.count(), Place.objects.count()) == (RunState.APPLIED, 1, 1)
    reasons = said(run)
    assert reasons["a place in a municipality that is not here"] == 2
    assert reasons["a service without a place in the municipalities that are here"] == 1


def test_kinds_read_from_the_order_of_the_list_and_unnamed_groups_are_said(bring):
    run = bring(item(groups=(24, 11)))
    assert {"seniors", "CilovaSkupinaOsoby/11"} == set(
        ServiceTargetGroup.objects.values_list("code", flat=True)
    )
    messages = " ".join(str(note["message"]) for note in run.findings["notes"])
    assert "kind was read from the order" in messages
    assert "target groups are not in our code list" in messages


def test_two_services_of_one_name_are_told_apart_by_their_number(bring):
    bring(item("1"), item("2"))
    assert sorted(Service.objects.values_list("name", flat=True)) == ["Klub Most", "Klub Most (2)"]


def test_a_service_of_several_places_is_called_by_its_kind_and_its_capacity_counts_once(bring):
    places = [rpss.place("A"), rpss.place("B", where=address(code="4", street="Jiná"))]
    bring(item(kind=32, places=places))
    assert Service.objects.get().name == "Terénní programy"
    assert Capacity.objects.get().place.name == "A"


def test_a_capacity_kept_by_hand_is_not_doubled(bring, officer):
    bring(item(forms=[]))
    fields = CapacityFields(
        unit=CapacityUnit.CLIENTS,
        value=Decimal(12),
        form=ServiceForm.AMBULATORY,
        valid_from=dt.date(2020, 1, 1),
    )
    add_capacity(place=Place.objects.get(), fields=fields, by=officer)
    run = bring(item())
    assert Capacity.objects.get().value == 12
    assert said(run)["a capacity that people keep here by hand"] == 1
    assert list(no_overlaps()) == []


def test_a_provider_known_by_its_ico_is_used_and_takes_the_name_of_the_register(bring, provider):
    one = item()
    one["poskytovatel"]["nazev"] = "Oblastní spolek Most, z. s."
    bring(one)
    assert Organisation.objects.get().name == "Oblastní spolek Most, z. s."
    assert Service.objects.get().provider_id == provider.pk


def test_a_place_entered_by_hand_at_the_same_address_is_taken_over(bring, service, place, officer):
    with step(officer, "zkouška"):
        service.register_number = "1234567"
        service.save()
    bring(item(places=[rpss.place("")]))
    assert Place.objects.get().register_key == "|21234567"
