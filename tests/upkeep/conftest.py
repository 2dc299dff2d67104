"""An installation with a few records and files, and people who ask."""

import pytest
from tests.network.conftest import make_region

from zazemi.accounts.models import User
from zazemi.accounts.services import RoleFor, grant_mandate
from zazemi.files.choices import Visibility
from zazemi.files.services import keep
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.subjects import Subject, subjects
from zazemi.network.models import Service
from zazemi.network.services import add_service
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.services import add_organisation
from zazemi.values.services import ServiceKind

CONSOLE = Actor.for_machine("console")


@pytest.fixture
def officer():
    return Actor(user_id=1, name="Jana Malá", roles=frozenset({Role.REGIONAL_OFFICER}))


@pytest.fixture
def files_root(settings, tmp_path):
    settings.FILES_ROOT = tmp_path / "files"
    return settings.FILES_ROOT


def furnish(officer):
    """A region, a provider, a service and a stored file."""
    region = make_region("CZ0X1", {"990001": "Dolní Lhota"})
    region.is_fictional = False  # the doctor keeps invented regions out of real installations
    region.save()
    provider = add_organisation(
        name="Spolek Most", ico="27000010", kind=OrganisationKind.PROVIDER, by=officer
    )
    keep(
        "příloha".encode(),
        name="zápis.txt",
        content_type="text/plain",
        visibility=Visibility.PRIVATE,
        by=officer,
    )
    return add_service(provider=provider, kind=ServiceKind.FIELD_PROGRAMME, name="Terén", by=officer)


@pytest.fixture
def service(db, files_root, officer):
    return furnish(officer)


@pytest.fixture
def sign_in(client, db):
    def sign_in(role):
        user = User.objects.create_user(email=f"{role}@priklad.example", name=str(role), password=None)
        grant_mandate(user=user, role_for=RoleFor(role=role), by=CONSOLE)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


class VisibleService(Subject[Service]):
    """Services as these tests show them: the office sees them, others do not."""

    kind = "tested"
    model = Service

    def url(self, record):
        return f"/sluzby/{record.pk}/"

    def may_be_seen(self, record, viewer):
        return viewer.has_role(Role.HEAD)


@pytest.fixture
def subject():
    yield subjects.register("tested", VisibleService())
    subjects.forget("tested")
