"""Filters by reason and target group, areas served, money that ends: the same on page and in files."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analysis.conftest import MACHINE, TODAY, give_place

from zazemi.analysis.choices import VERDICT_SLUGS, ReasonGroup
from zazemi.analysis.filters import NeedsFilter
from zazemi.analysis.selectors import Trial, gap_table
from zazemi.analysis.selectors.reasons import GROUP_OF, reason_groups
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.measures.gaps import ReasonKind, Verdict
from zazemi.network.choices import CapacityUnit
from zazemi.network.models import AreaServed, Place, Service, ServiceFunding, ServiceTargetGroup
from zazemi.values.services import ServiceKind

ANYBODY = Actor.anonymous()
FIELD, CLUB = ServiceKind.FIELD_PROGRAMME, ServiceKind.LOW_THRESHOLD_CLUB


def keep(record):
    with step(MACHINE, why="test"):
        record.save()
    return record


def club(code="990001", value="5.00", **more):
    give_place(code, kind=CLUB, value=value, name="Klub", **more)
    return Place.objects.get(municipality_id=code, service__kind=CLUB)


def rows(kind=CLUB, **more):
    return {row.code: row for row in gap_table("CZ0X1", viewer=ANYBODY, **more).of_kind(kind)}


def number(text):
    return Decimal(text.replace(",", ".")) if text else None


def test_out_of_reach_says_by_how_many_minutes(client, region):
    club()
    far = rows()["990006"]
    over = far.gap.reason.numbers["over_minutes"]
    assert over == far.gap.nearest_minutes - 15
    assert reason_groups(far) == (ReasonGroup.OUT_OF_REACH,)
    page = client.get("/potreby/?kraj=CZ0X1&druh=nzdm&duvod=daleko").content.decode().replace("\xa0", " ")
    assert "o " in page
    assert "dál, než služba dosáhne" in page


def test_three_nearest_places_go_with_way_and_load(client, region):
    for code in ("990001", "990002", "990003", "990006"):
        club(code, value="0.10")
    near = rows()["990001"].alternatives
    assert [one.place.municipality_code for one in near] == ["990001", "990002", "990003"]
    assert near[0].load == 1
    page = client.get("/potreby/990001/").content.decode().replace("\xa0", " ")
    assert "Nejbližší místa" in page
    assert "100 %" in page


def test_a_place_for_another_group_does_not_serve_the_chosen_one(region):
    place = club()
    keep(ServiceTargetGroup(service=place.service, code="seniors"))
    everybody = rows()["990001"]
    youth = rows(trial=Trial(target_group="youth_at_risk"))["990001"]
    seniors = rows(trial=Trial(target_group="seniors"))["990001"]
    assert everybody.gap.verdict is seniors.gap.verdict is Verdict.SUFFICIENT
    assert youth.gap.verdict is Verdict.MISSING
    assert youth.gap.reason.kind is ReasonKind.OTHER_TARGET_GROUP
    assert reason_groups(youth) == (ReasonGroup.OTHER_GROUP,)


def test_the_page_names_the_chosen_target_group(client, region):
    place = club()
    keep(ServiceTargetGroup(service=place.service, code="seniors"))
    page = client.get("/potreby/?kraj=CZ0X1&druh=nzdm&skupina=seniors").content.decode()
    assert "Jen služby pro:" in page
    assert '<option value="seniors" selected>' in page
    assert "skupina=seniors" in page.split('id="tabulka"')[1]


def test_an_area_served_takes_near_municipalities_away_and_adds_far_ones(region):
    place = club()
    before = rows()
    assert before["990001"].gap.served > 0
    assert before["990006"].gap.served == 0
    keep(AreaServed(place=place, territory="1901"))  # the area of ORP with the last three
    after = rows()
    assert after["990001"].gap.served == 0
    assert all(after[f"99000{n}"].gap.served > 0 for n in (4, 5, 6))


def test_money_that_ends_within_a_year_is_named_with_its_fte(client, region):
    place = club()
    ends = TODAY + dt.timedelta(days=100)
    keep(
        ServiceFunding(
            service=place.service, source="esf_plus", valid_from=dt.date(2025, 1, 1), valid_to=ends
        )
    )
    row = rows()["990001"]
    assert row.funding.on == ends
    assert row.funding.fte == row.gap.served
    assert ReasonGroup.FUNDING_ENDS in reason_groups(row)
    page = client.get("/potreby/?kraj=CZ0X1&druh=nzdm&duvod=konci-penize").content.decode()
    assert "4.\xa03.\xa02027" in page
    assert rows(on=TODAY - dt.timedelta(days=400))["990001"].funding is None


def test_money_that_ends_later_is_not_named(region):
    place = club()
    later = TODAY + dt.timedelta(days=366)
    keep(
        ServiceFunding(
            service=place.service, source="esf_plus", valid_from=dt.date(2025, 1, 1), valid_to=later
        )
    )
    assert rows()["990001"].funding is None


def test_what_is_missing_to_know_is_said_of_the_place(client, region):
    give_place("990001", unit=CapacityUnit.CONTACTS, value="500")
    page = client.get("/potreby/990001/").content.decode()
    assert "norma" in page


def test_every_reason_that_leaves_a_need_unmet_has_a_group():
    met = {ReasonKind.NEED_BELOW_LIMIT, ReasonKind.MOSTLY_SERVED}
    assert set(GROUP_OF) == set(ReasonKind) - met


def test_an_address_brings_back_the_filter_that_wrote_it():
    asked = NeedsFilter(
        region_code="CZ0X1",
        kind=CLUB,
        orp_code="1900",
        verdict=Verdict.MISSING,
        target_group="seniors",
        reason=ReasonGroup.FULL,
    )
    from django.http import QueryDict

    assert NeedsFilter.read(QueryDict(asked.address()), region_code="CZ0X1") == asked


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    kind=st.sampled_from(["", "teren", "nzdm", "rodiny"]),
    verdict=st.sampled_from(["", *VERDICT_SLUGS]),
    orp=st.sampled_from(["", "1900", "1901"]),
    reason=st.sampled_from(["", *ReasonGroup.values]),
    group=st.sampled_from(["", "seniors"]),
)
def test_whatever_is_asked_all_files_hold_the_same_rows_and_numbers(
    client, capacity, kind, verdict, orp, reason, group
):
    if not Place.objects.filter(service__kind=CLUB).exists():
        keep(ServiceTargetGroup(service=club(value="0.30").service, code="youth_at_risk"))
    query = f"kraj=CZ0X1&druh={kind}&verdikt={verdict}&orp={orp}&duvod={reason}&skupina={group}"
    asked = NeedsFilter.read(dict(part.split("=") for part in query.split("&")), region_code="CZ0X1")
    table = gap_table("CZ0X1", viewer=ANYBODY, trial=asked.trial())
    wanted = [
        (row.code, row.gap.need, row.gap.served, len(row.alternatives))
        for row in table.rows
        if asked.keeps(row)
    ]
    plain = client.get(f"{reverse('analysis:data_json')}?{query}").json()
    assert [
        (one["code"], Decimal(str(one["need"])), Decimal(str(one["served"] or 0)), len(one["alternatives"]))
        for one in plain["rows"]
    ] == [(code, need, served if known(table, code) else 0, count) for code, need, served, count in wanted]
    text = client.get(f"{reverse('analysis:data_csv')}?{query}").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert [(line["Kód obce"], number(line["Potřeba (úvazky)"])) for line in lines] == [
        (code, need) for code, need, _served, _count in wanted
    ]
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{reverse('analysis:table_xlsx')}?{query}").content))
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    sums = [row[head.index("Proč, stručně")] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert len(sums) == len(wanted)
    assert [row["reason_groups"] for row in plain["rows"]] == [
        [group.value for group in reason_groups(row)] for row in table.rows if asked.keeps(row)
    ]


def known(table, _code):
    return table.has_register


def test_services_have_no_groups_until_they_state_them(region):
    club()
    assert Service.objects.get(kind=CLUB).target_groups.count() == 0
    assert rows(trial=Trial(target_group="seniors"))["990001"].gap.verdict is Verdict.SUFFICIENT
