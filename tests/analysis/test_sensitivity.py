"""Sensitivity: each flip is what the table itself would say with the moved number."""

import dataclasses
import datetime as dt
from decimal import Decimal
from types import MappingProxyType

import pytest
from tests.analysis.conftest import MACHINE, give_place

from zazemi.analysis.selectors import AS_IT_IS, Trial, coefficients_of, gap_table, settings_on
from zazemi.analysis.selectors.access import catchment_scores
from zazemi.analysis.selectors.need_models import model_from
from zazemi.analysis.selectors.sensitivity import MOVES, sensitivity
from zazemi.kernel.actor import Actor
from zazemi.measures.gaps import Verdict
from zazemi.network.choices import CapacityUnit, NormBasis
from zazemi.network.services import set_norm
from zazemi.values.services import ServiceKind

ANYBODY = Actor.anonymous()
FIELD, CLUB = ServiceKind.FIELD_PROGRAMME, ServiceKind.LOW_THRESHOLD_CLUB


@pytest.fixture
def near_the_edge(region):
    """Clubs that serve 0.34 FTE of a need of 0.4 in reach: 85 %, so that 20 % decides."""
    give_place("990001", kind=CLUB, value="0.34", name="Klub")
    give_place("990006", value="1.00")
    return region


def moved_settings(assumption, percent):
    now = settings_on()
    value = assumption.value * (100 + percent) / 100
    gaps, verdict = now.gaps, now.gaps.verdict
    if assumption.group == "coefficient":
        flat = coefficients_of(now.need_model)
        if assumption.name in ("intensity_at_zero", "largest_share_of_inhabitants"):
            value = min(value, 1.0)
        model = model_from(
            now.need_model.version,
            now.need_model.valid_from,
            {**flat, assumption.name: dataclasses.replace(flat[assumption.name], value=value)},
        )
        return dataclasses.replace(now, need_model=model)
    if assumption.group == "reach":
        limits = MappingProxyType({**gaps.limit_minutes, ServiceKind(assumption.name): value})
        return dataclasses.replace(now, gaps=dataclasses.replace(gaps, limit_minutes=limits))
    if assumption.group == "decay":
        value = min(value, 1.0) if assumption.name == "decay_at_limit" else value
        return dataclasses.replace(now, gaps=dataclasses.replace(gaps, **{assumption.name: value}))
    value = min(value, 1.0) if assumption.name == "sufficient_from_share" else value
    exact = {assumption.name: Decimal(str(round(value, 6)))}
    return dataclasses.replace(
        now, gaps=dataclasses.replace(gaps, verdict=dataclasses.replace(verdict, **exact))
    )


def test_every_flip_is_what_the_table_would_say(near_the_edge):
    base = {
        (row.code, row.gap.service_kind): row.gap.verdict for row in gap_table("CZ0X1", viewer=ANYBODY).rows
    }
    found = sensitivity("CZ0X1", viewer=ANYBODY)
    assert found.fragile > 0
    for row in found.rows:
        for percent in MOVES:
            trial = Trial(settings=moved_settings(row.assumption, percent))
            table = gap_table("CZ0X1", viewer=ANYBODY, trial=trial)
            after = {(one.code, one.gap.service_kind): one.gap.verdict for one in table.rows}
            told = {
                (flip.code, flip.kind): flip.after
                for flips in found.flips.values()
                for flip in flips
                if flip.assumption == row.assumption and flip.percent == percent
            }
            assert told == {key: verdict for key, verdict in after.items() if verdict != base[key]}
            assert row.flips[percent] == len(told)


def test_a_conversion_norm_is_an_assumption_too(region):
    give_place("990001", kind=CLUB, value="400", unit=CapacityUnit.CONTACTS, name="Klub")
    set_norm(
        kind=CLUB,
        unit=CapacityUnit.CONTACTS,
        fte_per_unit=Decimal("0.001"),
        basis=NormBasis.ASSUMPTION,
        source="test",
        valid_from=dt.date(2026, 1, 1),
        by=MACHINE,
    )
    found = sensitivity("CZ0X1", viewer=ANYBODY)
    norm = next(row for row in found.rows if row.assumption.group == "norm")
    assert norm.assumption.name == "low_threshold_club.contacts"
    assert norm.assumption.value == 0.001


def test_without_a_register_only_needed_and_not_needed_can_flip(bare_region):
    found = sensitivity("CZ0X1", viewer=ANYBODY)
    verdicts = {flip.after for flips in found.flips.values() for flip in flips}
    assert verdicts <= {Verdict.NOT_NEEDED, Verdict.UNKNOWN}


def test_the_page_counts_flips_and_names_municipalities(client, near_the_edge):
    page = client.get("/potreby/citlivost/?kraj=CZ0X1").content.decode().replace("\xa0", " ")
    assert (
        "verdiktů by bylo jiných" in page or "verdikty by byly jiné" in page or "verdikt by byl jiný" in page
    )
    assert "lidí na jeden úvazek" in page
    assert "Žleby" in page
    assert "Na čem verdikt závisí" in client.get("/potreby/990001/").content.decode()


def test_catchment_scores_stand_beside_the_served_part(client, capacity):
    table = gap_table("CZ0X1", viewer=ANYBODY, trial=AS_IT_IS)
    scores = catchment_scores(table, FIELD)
    weighted = sum(scores[row.code].two_step * float(row.gap.need) for row in table.of_kind(FIELD))
    assert weighted == pytest.approx(1.0)
    page = client.get("/potreby/dostupnost/?kraj=CZ0X1&druh=teren").content.decode()
    assert "2SFCA" in page
    assert client.get("/potreby/dostupnost/?kraj=CZ0X1&druh=x").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/potreby/citlivost/?kraj=CZ0X1",
        "/potreby/dostupnost/?kraj=CZ0X1",
        "/potreby/?kraj=CZ0X1",
        "/potreby/990001/",
    ],
)
def test_the_number_of_queries_does_not_grow_with_places(
    client, capacity, django_assert_max_num_queries, address
):
    client.get(address)
    for code in ("990002", "990003", "990004", "990005"):
        give_place(code)
    with django_assert_max_num_queries(40):
        client.get(address)
