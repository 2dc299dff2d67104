"""Pairs of neighbours are stored when borders are imported."""

import importlib
import json

import numpy as np
import pytest
import shapely
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from zazemi.intake.services import Provenance, load
from zazemi.territory import selectors
from zazemi.territory.models import Neighbours
from zazemi.territory.services import load_folder
from zazemi.territory.shapes import neighbours


@pytest.mark.django_db
def test_squares_border_on_those_beside_and_above_but_not_across_a_corner(folder, machine):
    load_folder(folder, by=machine)
    pairs = selectors.neighbour_pairs(["CZ0X1"])
    assert pairs == [
        ("900001", "900002"),
        ("900001", "900004"),
        ("900002", "900003"),
        ("900002", "900005"),
        ("900003", "900006"),
        ("900004", "900005"),
        ("900005", "900006"),
    ]
    everywhere = selectors.neighbour_pairs()
    assert ("900003", "900007") in everywhere
    assert len(everywhere) == 2 * len(pairs) + 2


@pytest.mark.django_db
def test_a_changed_border_forgets_who_is_no_longer_a_neighbour(folder, machine, tmp_path):
    load_folder(folder, by=machine)
    text = json.loads((folder / "obce_hranice.geojson").read_text(encoding="utf-8"))
    far = [[[30, 60], [30.1, 60], [30.1, 60.1], [30, 60.1], [30, 60]]]
    text["features"] = [text["features"][0] | {"geometry": {"type": "Polygon", "coordinates": far}}]
    (tmp_path / "moved.geojson").write_text(json.dumps(text), encoding="utf-8")
    load(kind="boundaries", path=tmp_path / "moved.geojson", by=machine, provenance=Provenance())
    assert not [pair for pair in selectors.neighbour_pairs() if "900001" in pair]
    assert ("900004", "900005") in selectors.neighbour_pairs()


@pytest.mark.django_db
def test_the_migration_fills_in_pairs_of_older_borders(folder, machine):
    load_folder(folder, by=machine)
    before = selectors.neighbour_pairs()
    Neighbours.objects.all().delete()
    migration = importlib.import_module("zazemi.territory.migrations.0002_neighbours_and_official_lists")
    migration.note_neighbours(apps, None)
    assert selectors.neighbour_pairs() == before


@pytest.mark.django_db
def test_the_neighbourhood_is_read_from_the_stored_pairs(folder, machine, django_assert_num_queries):
    load_folder(folder, by=machine)
    version = selectors.geometry_version()
    selectors._neighbourhood.cache_clear()
    with django_assert_num_queries(2):
        known = selectors._neighbourhood(version)
    pairs = {
        (known.codes[one], known.codes[other]) for one, other in zip(known.left, known.right, strict=True)
    }
    assert pairs == set(selectors.neighbour_pairs())


@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 3), st.integers(1, 3)),
        min_size=1,
        max_size=7,
    )
)
@settings(max_examples=60)
def test_the_quick_way_finds_the_same_pairs_as_cutting_everything_with_everything(boxes):
    shapes = [shapely.box(x, y, x + width, y + height) for x, y, width, height in boxes]
    left, right = neighbours([shapely.to_wkb(shape) for shape in shapes])
    wanted = {
        (one, other)
        for other in range(len(shapes))
        for one in range(other)
        if shapely.intersects(shapes[one], shapes[other])
        and shapely.get_dimensions(shapely.intersection(shapes[one], shapes[other])) > 0
    }
    assert set(zip(left.tolist(), right.tolist(), strict=True)) == wanted
    assert np.all(left < right)
