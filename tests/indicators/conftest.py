"""The tiny country of ``country.py`` in the database, in a workbook, and computed."""

import pytest
from tests.indicators.country import PLACES, add_place, workbook_of


@pytest.fixture
def machine():
    from zazemi.kernel.actor import Actor

    return Actor.for_machine("import")


@pytest.fixture
def country(db):
    for place in PLACES:
        add_place(place)
    return PLACES


@pytest.fixture
def workbook(tmp_path):
    return workbook_of(tmp_path / "index.xlsx", PLACES)


@pytest.fixture
def computed(country, workbook, machine):
    """The workbook imported and the index computed."""
    from zazemi.indicators.services import compute_index
    from zazemi.intake.services import Provenance, load

    provenance = Provenance(source="Zkušební úřad", licence="CC BY 4.0")
    load(kind="isv", path=workbook, by=machine, provenance=provenance)
    return compute_index(by=machine)
