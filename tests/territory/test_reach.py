"""Borders, neighbours, and who reaches whom."""

import numpy as np
import pytest
import shapely

from zazemi.measures.reach import travel_minutes
from zazemi.territory import selectors
from zazemi.territory.services import load_folder
from zazemi.territory.travel import Neighbourhood, path_km, path_minutes

LINE = Neighbourhood(
    codes=("a", "b", "c", "d"),
    lat=np.array([50.0, 50.0, 50.1, 50.5]),
    lon=np.array([15.0, 15.1, 15.1, 15.0]),
    left=np.array([0, 1]),
    right=np.array([1, 2]),
)


def test_the_way_over_neighbours_is_the_sum_of_its_edges():
    km = path_km(LINE, np.array([0]))[0]
    edges = LINE.edge_km
    assert km[0] == 0
    assert km[1] == pytest.approx(edges[0])
    assert km[2] == pytest.approx(edges[0] + edges[1])


def test_who_has_no_way_is_infinitely_far():
    assert np.isinf(path_minutes(LINE, np.array([0]))[0, 3])


def test_minutes_over_neighbours_use_the_same_estimate_as_the_straight_line():
    minutes = path_minutes(LINE, np.array([0]))[0]
    assert minutes[1] == pytest.approx(travel_minutes(LINE.edge_km[:1])[0])


@pytest.mark.django_db
def test_neighbours_share_a_border_not_only_a_corner(folder, machine):
    load_folder(folder, by=machine)
    known = selectors.neighbourhood()
    pairs = {(known.codes[one], known.codes[two]) for one, two in zip(known.left, known.right, strict=True)}
    assert ("900001", "900002") in pairs
    assert ("900001", "900004") in pairs
    assert ("900001", "900005") not in pairs
    assert ("900003", "900007") in pairs


@pytest.mark.django_db
def test_a_neighbouring_region_may_serve(folder, machine):
    load_folder(folder, by=machine)
    pairs = selectors.reachable("CZ0X1", limit_minutes=30)
    assert len(pairs.localities) == 6
    assert "900007" in pairs.sites
    found = {
        (pairs.localities[locality], pairs.sites[site]): minutes
        for locality, site, minutes in zip(pairs.locality, pairs.site, pairs.minutes, strict=True)
    }
    assert found["900001", "900001"] == pytest.approx(3.0)
    assert ("900003", "900007") in found
    assert max(found.values()) <= 30


@pytest.mark.django_db
def test_near_the_limit_the_way_over_neighbours_counts(folder, machine):
    load_folder(folder, by=machine)
    known = selectors.neighbourhood()
    start, end = known.codes.index("900001"), known.codes.index("900012")
    over = path_minutes(known, np.array([start]))[0][end]
    assert _minutes("900001", "900012", limit=over + 0.01) == (pytest.approx(over), True)
    assert _minutes("900001", "900012", limit=over - 0.01) is None
    straight, is_near = _minutes("900001", "900012", limit=2 * over)
    assert straight < over
    assert not is_near


def _minutes(locality, site, *, limit):
    pairs = selectors.reachable("CZ0X1", limit_minutes=limit, site_codes=[site])
    chosen = np.flatnonzero(pairs.locality == pairs.localities.index(locality))
    if not len(chosen):
        return None
    return pairs.minutes[chosen[0]], bool(pairs.is_near_limit[chosen[0]])


@pytest.mark.django_db
def test_borders_join_to_orp_and_outline(folder, machine):
    load_folder(folder, by=machine)
    orps = selectors.orp_boundaries("CZ0X1")
    whole = shapely.from_wkb(selectors.outline("CZ0X1"))
    assert list(orps) == ["9001"]
    assert whole.area == pytest.approx(0.06)
    assert shapely.from_wkb(orps["9001"]).equals(whole)
    assert len(selectors.boundaries("CZ0X2")) == 6
    assert selectors.outline("CZ051") == b""
