import pytest
from django.urls import reverse

from zazemi.accounts.models import Mandate
from zazemi.kernel.actor import Role
from zazemi.kernel.steps import step
from zazemi.kernel.subjects import subjects
from zazemi.kernel.versions import tracked_models
from zazemi.network.services import PlaceFields, add_place
from zazemi.territory.models import Municipality
from zazemi.ui.links import linked

pytestmark = pytest.mark.django_db


def page(client, service, **query: object):
    answer = client.get(reverse("upkeep:history", args=["tested", service.pk]), query)
    return answer.status_code, answer.content.decode().replace("\xa0", " ")


def test_the_history_shows_who_when_why_and_what(sign_in, service, subject, officer):
    with step(officer, "přejmenováno"):
        service.named("Terén Lhota").save()
    status, shown = page(sign_in(Role.HEAD), service)
    assert status == 200
    for part in [
        "Jsou uloženy <b>2</b> verze",
        "Jana Malá",
        "přejmenováno",
        "Terén Lhota",
        "Verze 2",
        "Spolek Most",
    ]:
        assert part in shown
    assert shown.index("Verze 2") < shown.index("Verze 1")
    assert f'href="/sluzby/{service.pk}/"' in shown


def test_a_record_somebody_may_not_see_is_not_there(sign_in, service, subject):
    client = sign_in(Role.LABOUR_OFFICE)
    assert page(client, service)[0] == 404
    for kind, reference in [
        ("tested", "999999"),
        ("tested", "nic"),
        ("neznamy", service.pk),
        ("tested", "9" * 40),
    ]:
        assert client.get(reverse("upkeep:history", args=[kind, reference])).status_code == 404


def test_texts_of_people_are_shown_as_texts(sign_in, service, subject, officer):
    with step(officer, "<script>why</script>"):
        service.named("<img src=x onerror=alert(1)>").save()
    shown = page(sign_in(Role.HEAD), service)[1]
    assert "<img src=x" not in shown
    assert "<script>why" not in shown


def test_an_erased_version_and_a_deletion_say_so(sign_in, service, subject, officer):
    from zazemi.kernel.erasure import erase_versions

    with step(officer, "x"):
        service.named("(vymazáno)").save()
    erase_versions(service, by=officer, why="žádost")
    assert "kvůli ochraně osoby" in page(sign_in(Role.HEAD), service)[1]


def test_rooms_below_find_the_page(service):
    assert linked("history", "tested", service.pk) == f"/sprava/historie/tested/{service.pk}/"


def test_long_histories_have_pages(sign_in, service, subject, officer):
    for number in range(60):
        with step(officer, "x"):
            service.named(f"Terén {number}").save()
    client = sign_in(Role.HEAD)
    assert 'id="verze-61"' in page(client, service)[1]
    assert 'id="verze-61"' not in page(client, service, strana=2)[1]


def test_every_tracked_record_has_a_history_page():
    shown = {subject.model for subject in subjects}
    assert [model._meta.label for model in tracked_models() if model not in shown] == []


def test_a_service_leads_to_the_histories_of_its_places(sign_in, service, officer):
    lhota = Municipality.objects.get()
    place = add_place(service=service, fields=PlaceFields(municipality=lhota), by=officer)
    client = sign_in(Role.LABOUR_OFFICE)
    shown = client.get(reverse("upkeep:history", args=["service", service.pk])).content.decode()
    assert f'href="/sprava/historie/place/{place.pk}/"' in shown
    client.logout()
    assert client.get(reverse("upkeep:history", args=["service", service.pk])).status_code == 302


def test_a_mandate_is_seen_by_its_holder_and_by_the_administrator_only(sign_in):
    holder = sign_in(Role.LABOUR_OFFICE)
    address = reverse("upkeep:history", args=["mandate", Mandate.objects.get().pk])
    assert holder.get(address).status_code == 200
    assert sign_in(Role.HEAD).get(address).status_code == 404
    assert sign_in(Role.ADMINISTRATOR).get(address).status_code == 200
