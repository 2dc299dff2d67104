import pytest
from django.urls import reverse

from zazemi.kernel.actor import Role
from zazemi.kernel.steps import step
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
