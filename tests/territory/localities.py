"""Localities for tests: an invented record with something recognisable in every field."""

import datetime as dt

from zazemi.codelists.selectors import required_code
from zazemi.kernel.actor import Actor
from zazemi.territory.models import Municipality
from zazemi.territory.services.localities import LocalityFields, SourceFields, add_locality, add_source

CONSOLE = Actor.for_machine("console")


def fields(code, **changes):
    """What is known of a locality; ``changes`` replace single fields."""
    values = {
        "municipality": Municipality.objects.get(code=code),
        "name": "Za Tratí",
        "locality_type": required_code("locality_types", "hostel"),
        "found_on": dt.date(2015, 5, 1),
        "people_from": 60,
        "people_to": 90,
        "estimate_source": "šetření obce",
        "estimated_on": dt.date(2024, 3, 1),
        "lat": 50.7312,
        "lon": 15.0123,
        "notes": "Obec jedná s vlastníkem.",
    }
    return LocalityFields(**values | changes)


def make_locality(code, *, by=CONSOLE, **changes):
    """Enter a locality of a municipality."""
    return add_locality(fields=fields(code, **changes), by=by)


def add_sources(locality, *, by=CONSOLE):
    """Say what the record stands on."""
    source = SourceFields(title="Analýza potřeb", year=2023, link="https://studie.example/a")
    return add_source(locality=locality, fields=source, by=by)
