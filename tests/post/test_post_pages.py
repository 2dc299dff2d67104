"""The page of the outbox: what waits, why not, trying again, the test; secrets stay secret."""

import pytest
from django.urls import reverse
from tests.post.conftest import letter

from zazemi.accounts.models import User
from zazemi.accounts.services import RoleFor, grant_mandate
from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.post.choices import LetterState
from zazemi.post.delivery import deliver_due
from zazemi.post.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = User.objects.create_user("spravce@kraj.example", name="Martin Klíč")
    grant_mandate(user=user, role_for=RoleFor(role=Role.ADMINISTRATOR), by=Actor.for_machine("console"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _text(answer):
    return answer.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def test_the_page_says_that_no_server_is_set_and_shows_no_password(administrator, settings):
    settings.EMAIL_HOST, settings.EMAIL_HOST_PASSWORD = "", "tajne-heslo"
    letter(subject="Pozvánka na komisi")
    page = _text(administrator.get(reverse("post:letters")))
    assert "Poštovní server není nastaven" in page
    assert "Pozvánka na komisi" in page
    assert "tajne-heslo" not in page


def test_a_refused_letter_is_listed_with_its_reason_and_can_be_tried_again(administrator, running_server):
    running_server.refused_addresses.add("nikdo@obec.example")
    posted = letter("nikdo@obec.example")
    letter("nekdo@obec.example")
    deliver_due()
    page = _text(administrator.get(reverse("post:letters") + "?stav=given_up"))
    assert "550 no such mailbox" in page
    assert "nekdo@obec.example" not in page
    administrator.post(reverse("post:again", args=[posted.pk]))
    running_server.refused_addresses.clear()
    assert deliver_due() == 1
    assert _text(administrator.get(reverse("post:letter", args=[posted.pk]))).count("odesláno") >= 1


def test_the_test_says_at_once_how_it_ended(administrator, mail_server):
    data = {"to": "spravce@kraj.example", "form_key": new_form_key()}
    page = _text(administrator.post(reverse("post:test"), data, follow=True))
    assert "Poštovní server neodpovídá" in page
    mail_server.start()
    data["form_key"] = new_form_key()
    page = _text(administrator.post(reverse("post:test"), data, follow=True))
    assert "odesláno" in page
    administrator.post(reverse("post:test"), data)
    assert len(mail_server.taken) == 1, "a double click is one test"


def test_a_wrong_address_of_the_test_stays_in_the_form(administrator):
    answer = administrator.post(reverse("post:test"), {"to": "a b", "form_key": new_form_key()})
    assert answer.status_code == 422
    assert 'value="a b"' in answer.content.decode()
    assert not Letter.objects.exists()


def test_a_secret_is_shown_in_the_demo_only(administrator, settings):
    posted = letter(is_confidential=True, text="Otevřete https://kraj.example/overeni/abc/ prosím.")
    address = reverse("post:letter", args=[posted.pk])
    assert "overeni/abc" not in _text(administrator.get(address))
    settings.DEMO = True
    assert 'href="https://kraj.example/overeni/abc/"' in _text(administrator.get(address))


def test_the_list_asks_the_same_number_of_queries_however_long(administrator, django_assert_max_num_queries):
    for number in range(30):
        letter(f"osoba{number}@obec.example")
    with django_assert_max_num_queries(9):
        administrator.get(reverse("post:letters"))


def test_an_unknown_letter_is_not_there(administrator):
    assert administrator.get(reverse("post:letter", args=[99])).status_code == 404
    assert administrator.get(reverse("post:letters") + "?stav=nonsense").status_code == 200
    assert LetterState.SENT == "sent"
