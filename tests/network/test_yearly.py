"""Yearly versions of the network: drafted, corrected, approved for good, compared."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from zazemi.kernel.actor import Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.steps import step
from zazemi.network.choices import CapacityUnit, NetworkLevel
from zazemi.network.errors import (
    ApprovedVersionError,
    DoubledVersionError,
    EmptyVersionError,
    IncompleteApprovalError,
    NotYoursError,
)
from zazemi.network.models import NetworkVersion, NetworkVersionRow, Place
from zazemi.network.selectors import compare_versions
from zazemi.network.selectors.yearly import compared
from zazemi.network.services import (
    CapacityFields,
    PlaceFields,
    add_capacity,
    add_place,
    approve_version,
    change_capacity,
    change_row,
    draft_version,
    remove_row,
)
from zazemi.territory.models import Municipality, Region
from zazemi.values.services import ServiceForm

DAY = dt.date(2026, 1, 1)


@pytest.fixture
def draft(capacity, officer):
    def draft(name="Základní síť", year=2026, as_of=DAY):
        region = Region.objects.get(code="CZ0X1")
        return draft_version(region=region, year=year, name=name, as_of=as_of, by=officer)

    return draft


@pytest.fixture
def approve(officer):
    def approve(version):
        return approve_version(
            version,
            approved_by="zastupitelstvo kraje",
            resolution_number="12/26/ZK",
            approved_on=DAY,
            expected_version=version.version,
            by=officer,
        )

    return approve


def fields(value, first=dt.date(2025, 1, 1), form=ServiceForm.FIELD):
    return CapacityFields(unit=CapacityUnit.FTE, value=Decimal(value), form=form, valid_from=first)


def test_a_draft_takes_over_what_places_can_do_on_the_day_and_sums_forms(draft, place, officer):
    add_capacity(place=place, fields=fields("1.5", form=ServiceForm.AMBULATORY), by=officer)
    row = NetworkVersionRow.objects.get(network_version=draft())
    assert (row.value, row.unit, row.level) == (Decimal("7.50"), "fte", "basic")
    assert (row.provider_name, row.service_name, row.municipality_code) == (
        "Oblastní spolek Most",
        "Terén Chlumkov",
        "990002",
    )


def test_a_day_without_capacities_a_doubled_name_and_a_stranger_are_refused(draft, provider):
    with pytest.raises(EmptyVersionError):
        draft(as_of=dt.date(2001, 1, 1))
    draft()
    with pytest.raises(DoubledVersionError, match="Základní síť"):
        draft()
    from zazemi.kernel.actor import Actor

    stranger = Actor(user_id=9, name="Cizí", roles=frozenset({Role.PROVIDER}))
    with pytest.raises(NotYoursError):
        draft_version(region=Region.objects.get(), year=2027, name="x", as_of=DAY, by=stranger)


def test_an_approved_version_never_changes(draft, approve, officer):
    version = draft()
    row = version.rows.get()
    change_row(row, value=Decimal(5), level=NetworkLevel.PREPARED, expected_version=1, by=officer)
    approve(version)
    for attempt in (
        lambda: change_row(row, value=Decimal(1), level=NetworkLevel.BASIC, expected_version=2, by=officer),
        lambda: remove_row(row, by=officer),
        lambda: approve(NetworkVersion.objects.get()),
    ):
        with pytest.raises(ApprovedVersionError):
            attempt()
    with pytest.raises(ApprovedVersionError), step(officer, "zkouška"):
        row.save()
    with pytest.raises(ApprovedVersionError), step(officer, "zkouška"):
        NetworkVersion.objects.get().delete()
    assert NetworkVersionRow.objects.get().value == 5


def test_an_approval_needs_body_day_and_resolution(draft, officer):
    version = draft()
    with pytest.raises(IncompleteApprovalError):
        approve_version(
            version,
            approved_by=" ",
            resolution_number="1",
            approved_on=DAY,
            expected_version=1,
            by=officer,
        )


def test_a_renamed_service_keeps_its_old_name_in_an_approved_version(draft, approve, service, officer):
    approve(draft())
    with step(officer, "zkouška"):
        service.named("Terén nově").save()
    assert NetworkVersionRow.objects.get().service_name == "Terén Chlumkov"


def test_the_comparison_says_what_entered_left_and_changed(draft, capacity, service, officer):
    older = draft(year=2025, as_of=dt.date(2025, 6, 1))
    older_row = older.rows.get()
    remove_row(older_row, by=officer)
    change_capacity(capacity, fields=fields("4.00"), expected_version=1, by=officer)
    middle = draft(year=2026)
    where = Municipality.objects.get(code="990001")
    second = add_place(service=service, fields=PlaceFields(municipality=where), by=officer)
    add_capacity(place=second, fields=fields("2.00"), by=officer)
    change_capacity(capacity, fields=fields("4.50"), expected_version=2, by=officer)
    newer = draft(year=2027)
    entered = compare_versions(older, middle).entered
    assert [(one.row.value, one.difference) for one in entered] == [(4, 4)]
    found = compare_versions(middle, newer)
    assert [one.row.municipality_code for one in found.entered] == ["990001"]
    assert [one.difference for one in found.changed] == [Decimal("0.50")]
    back = compare_versions(newer, middle)
    assert [one.row.municipality_code for one in back.left] == ["990001"]


values = st.lists(st.none() | st.integers(0, 3), min_size=4, max_size=4)


@given(values, values)
def test_differences_add_up_and_every_row_is_counted_once(before, after):
    def rows(listed):
        return [
            NetworkVersionRow(place_id=number, unit="fte", value=Decimal(value), level="basic")
            for number, value in enumerate(listed)
            if value is not None
        ]

    older, newer = rows(before), rows(after)
    found = compared(older, newer)
    changes = [*found.entered, *found.left, *found.changed]
    assert sum(one.difference for one in changes) == sum(r.value for r in newer) - sum(r.value for r in older)
    assert len(found.entered) + len(found.changed) + found.n_same == len(newer)
    assert len(found.left) + len(found.changed) + found.n_same == len(older)


def test_the_office_drafts_corrects_and_approves_in_the_browser(sign_in, client, capacity):
    client = sign_in(Role.HEAD)
    data = {
        "form_key": new_form_key(),
        "region": "CZ0X1",
        "year": "2026",
        "name": "Základní síť",
        "as_of": "2026-01-01",
    }
    answer = client.post(reverse("network:version_add"), data)
    version = NetworkVersion.objects.get()
    assert answer.url == reverse("network:version", args=[version.pk])
    row = version.rows.get()
    change = reverse("network:version_row_change", args=[row.pk])
    client.post(change, {"expected_version": 1, "value": "5,5", "level": "prepared"})
    shown = client.get(answer.url).content.decode().replace("\xa0", " ")
    assert "5,50" in shown
    assert "připravovaná" in shown
    url = reverse("network:version_approve", args=[version.pk])
    missing = client.post(url, {"expected_version": 1, "approved_by": "", "resolution_number": "1"})
    assert missing.status_code == 422
    client.post(
        url,
        {
            "expected_version": 1,
            "approved_by": "zastupitelstvo kraje",
            "resolution_number": "12/26/ZK",
            "approved_on": "2026-02-01",
        },
    )
    assert NetworkVersion.objects.get().is_approved
    assert client.post(change, {"expected_version": 2, "value": "9", "level": "basic"}).status_code == 422


def test_the_public_sees_approved_versions_only_and_no_secret_town(client, draft, approve, officer):
    where = Municipality.objects.get(code="990003")
    fields_of = PlaceFields(municipality=where, is_municipality_secret=True)
    place = add_place(service=Place.objects.get().service, fields=fields_of, by=officer)
    add_capacity(place=place, fields=fields("1.00"), by=officer)
    version = draft()
    url = reverse("network:version", args=[version.pk])
    assert client.get(url).status_code == 404
    approve(version)
    assert "Žďárek" not in client.get(url).content.decode()
    content = client.get(reverse("network:version_workbook", args=[version.pk])).content
    cells = [cell for row in load_workbook(io.BytesIO(content)).worksheets[0].values for cell in row]
    assert "990003" not in map(str, cells)
    assert "990002" in map(str, cells)
    other = approve(draft(name="2. aktualizace", as_of=DAY + dt.timedelta(days=30)))
    compare = reverse("network:version_compare", args=[version.pk, other.pk])
    assert client.get(compare).status_code == 200
    assert client.get(reverse("network:versions")).status_code == 200


def test_levels_are_taken_over_from_the_version_before(draft, officer):
    row = draft().rows.get()
    change_row(row, value=row.value, level=NetworkLevel.PREPARED, expected_version=1, by=officer)
    assert draft(year=2027, as_of=DAY + dt.timedelta(days=365)).rows.get().level == "prepared"
