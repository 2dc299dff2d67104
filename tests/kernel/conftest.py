"""Tables of the test records, and people."""

import pytest
from django.db import connection
from tests.kernel.minutes import Codelist, Minutes

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.versions import history_model

MODELS = (Minutes, Codelist)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in MODELS:
            editor.create_model(model)
            editor.create_model(history_model(model))


@pytest.fixture
def empty_tables(transactional_db):
    """Our test tables belong to no room, so a flush passes them by."""
    yield
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"DELETE FROM {history_model(model)._meta.db_table}")
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


@pytest.fixture
def officer():
    return Actor(user_id=7, name="Jana Dvořáková", roles=frozenset({Role.REGIONAL_OFFICER}))
