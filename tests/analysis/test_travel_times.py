"""Ways that are measured or stated count before any estimate, in verdicts, files and the planner."""

import pytest
from tests.analysis.conftest import HEAD, MACHINE, give_place
from tests.analysis.test_stated_needs import officer_client

from zazemi.analysis.selectors import gap_table, plan_input
from zazemi.intake.services import Provenance, load
from zazemi.kernel.actor import Actor, Role
from zazemi.territory.errors import WayKnownError, WayRefusedError, WaySaysWhoError, WayToItselfError
from zazemi.territory.models import Municipality, StatedTravel, TravelTime
from zazemi.territory.selectors.measured import known_minutes, travel_version
from zazemi.territory.services import end_way, state_way
from zazemi.values.services import ServiceKind

ANYBODY = Actor.anonymous()
CLUB = ServiceKind.LOW_THRESHOLD_CLUB
SAID = Provenance(source="OSRM, smyšlená", licence="")


def town(code):
    return Municipality.objects.get(code=code)


def way(first="990001", second="990006", minutes=12, **more):
    return state_way(
        origin=town(first), target=town(second), minutes=minutes, source="měření", by=more.get("by", HEAD)
    )


def import_matrix(tmp_path, *lines):
    path = tmp_path / "matice.csv"
    path.write_text("\n".join(["from,to,km,min", *lines]), encoding="utf-8")
    return load(kind="travel-matrix", path=path, by=MACHINE, provenance=SAID)


def club_row(code):
    table = gap_table("CZ0X1", viewer=ANYBODY)
    return next(row for row in table.of_kind(CLUB) if row.code == code)


@pytest.fixture
def club(region):
    give_place("990001", kind=CLUB, value="5.00", name="Klub")
    return region


def test_a_matrix_brings_a_far_place_within_reach_there_as_well_as_back(club, tmp_path):
    assert club_row("990006").gap.served == 0
    before = gap_table("CZ0X1", viewer=ANYBODY).input_hashes["travel"]
    import_matrix(tmp_path, "990001,990006,9.5,12.5")
    row = club_row("990006")
    assert row.gap.served > 0
    assert float(row.nearest.minutes) == 12.5
    assert gap_table("CZ0X1", viewer=ANYBODY).input_hashes["travel"] != before


def test_a_matrix_takes_a_near_place_out_of_reach(region, tmp_path):
    give_place("990001")
    import_matrix(tmp_path, "990002,990001,,90")
    table = gap_table("CZ0X1", viewer=ANYBODY)
    row = next(row for row in table.of_kind(ServiceKind.FIELD_PROGRAMME) if row.code == "990002")
    assert row.gap.served == 0


def test_both_directions_of_a_matrix_count_each_for_itself(club, tmp_path):
    import_matrix(tmp_path, "990006,990001,9,14", "990001,990006,9,40")
    known = known_minutes("CZ0X1")
    assert (known["990006", "990001"], known["990001", "990006"]) == (14.0, 40.0)
    assert club_row("990006").gap.served > 0


def test_a_matrix_read_twice_changes_nothing_and_a_new_one_replaces(club, tmp_path):
    import_matrix(tmp_path, "990001,990006,9.5,12.5")
    again = import_matrix(tmp_path, "990001,990006,9.5,12.5")
    assert (again.rows_new, again.rows_changed, again.rows_same) == (0, 0, 1)
    import_matrix(tmp_path, "990001,990006,9.5,13")
    assert TravelTime.objects.get().minutes == 13


def test_a_way_that_leads_nowhere_or_to_nobody_is_refused(club, tmp_path):
    from zazemi.intake.errors import IntakeError

    for line in ("990001,990001,1,1", "990001,500000,1,1", "990001,990006,1,-5", "990001,990006,1,"):
        with pytest.raises(IntakeError):
            import_matrix(tmp_path, line)
    assert not TravelTime.objects.exists()


def test_a_stated_way_counts_before_the_matrix_until_it_ends(club, tmp_path):
    import_matrix(tmp_path, "990001,990006,9,60", "990006,990001,9,60")
    stated = way()
    assert float(club_row("990006").nearest.minutes) == 12
    version = travel_version()
    end_way(stated, by=HEAD)
    assert travel_version() != version
    assert club_row("990006").gap.served == 0
    way(minutes=14)
    assert StatedTravel.objects.count() == 2


def test_the_planner_gets_the_stated_way(club):
    way()
    pairs = plan_input("CZ0X1", viewer=ANYBODY).pairs[1]
    assert 12.0 in pairs.minutes.tolist()


def test_a_way_is_refused_with_a_sentence(club):
    way()
    with pytest.raises(WayKnownError):
        way("990006", "990001")
    with pytest.raises(WayToItselfError):
        way("990001", "990001")
    with pytest.raises(WayRefusedError):
        way("990001", "990002", by=Actor(user_id=1, roles=frozenset({Role.MUNICIPALITY})))
    with pytest.raises(WaySaysWhoError):
        state_way(origin=town("990001"), target=town("990002"), minutes=5, source="7360285163", by=HEAD)


def test_an_officer_states_and_ends_a_way_in_the_browser(client, club):
    from zazemi.kernel.formkeys import new_form_key

    officer = officer_client(client)
    data = {
        "form_key": new_form_key(),
        "origin": "990001",
        "target": "Dolní Lhota",
        "minutes": "12",
        "source": "změřeno",
    }
    assert officer.post("/potreby/dojezd/", data).status_code == 302
    assert officer.post("/potreby/dojezd/", data).status_code == 302
    record = StatedTravel.objects.get()
    assert "Žleby – Dolní Lhota" in officer.get("/potreby/dojezd/").content.decode()
    twice = officer.post("/potreby/dojezd/", data | {"form_key": new_form_key()})
    assert twice.status_code == 422
    assert "už je uvedena" in twice.content.decode()
    assert officer.post(f"/potreby/dojezd/{record.pk}/konec/").status_code == 302
    assert officer.post(f"/potreby/dojezd/{record.pk}/konec/").status_code == 404
