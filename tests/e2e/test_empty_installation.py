"""From nothing to a proven plan in the browser: init, a second factor, invitation, files, plan - no demo."""

import os
import re
import subprocess
import sys
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from tests.e2e.conftest import PATIENCE_S, Site, Visitor, _answers, _free_port
from tests.e2e.test_journeys import PLAN_PATIENCE_MS, words

PASSWORD = "sedm modrych kamenu 26"
ADMINISTRATOR, OFFICER = "spravce@kraj.example", "urednice@kraj.example"
FILES = (
    ("municipalities", "obce_cr.csv"),
    ("definition-points", "obce_definicni_body.geojson"),
    ("boundaries", "obce_lk.geojson"),
    ("isv", "index_socialniho_vylouceni_2023.xlsx"),
)
pytestmark = [pytest.mark.real_data, pytest.mark.slow]


@pytest.fixture
def empty_site(tmp_path):
    """``zazemi init`` and ``zazemi serve`` as the README says, with nothing in the environment."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE") and not name.startswith("ZAZEMI_")
    }
    environment["ZAZEMI_HOME"] = str(tmp_path / "home")
    zazemi = [sys.executable, "-m", "zazemi"]
    subprocess.run(
        [*zazemi, "init", "--email", ADMINISTRATOR, "--name", "První Správce"],
        input=PASSWORD + "\n",
        text=True,
        env=environment,
        check=True,
        capture_output=True,
    )
    port = _free_port()
    with (tmp_path / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [*zazemi, "serve", "--with-worker", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + PATIENCE_S
        while not _answers(address):
            assert server.poll() is None, (tmp_path / "serve.log").read_text()
            assert time.monotonic() < deadline, (tmp_path / "serve.log").read_text()
            time.sleep(0.5)
        yield Site(address=address, home=tmp_path / "home")
        server.terminate()
        server.wait(30)


@pytest.fixture
def come(browser, empty_site):
    """A person with a browser at the empty installation."""
    contexts = []

    def open_window():
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="cs-CZ")
        context.set_default_timeout(60_000)
        contexts.append(context)
        return Visitor(context, empty_site)

    yield open_window
    for context in contexts:
        context.close()


def submit(page):
    with page.expect_navigation():
        page.locator("main form button:not([type=button])").first.click()


def set_up_second_factor(person):
    """What the page asks of every member of staff before anything else."""
    page = person.open("/importy/")
    person.picture("prazdna-druhy-faktor-pozadan")
    page.locator("a[href*='totp/activate']").first.click()
    page.wait_for_load_state()
    if page.locator("input[type=password]").count():
        page.fill("input[type=password]", PASSWORD)
        submit(page)
    person.picture("prazdna-druhy-faktor")
    value = hotp_value(page.locator("main code").inner_text().strip(), int(time.time()) // 30)
    page.fill("input[name=code]", format_hotp_value(value))
    submit(page)


def bring(person, kind, path):
    page = person.open("/importy/")
    page.select_option("select[name=kind]", kind)
    page.set_input_files("input[type=file]", str(path))
    page.fill("input[name=source]", "úřední data, viz SOURCES.md")
    submit(page)
    page.wait_for_load_state()
    person.picture(f"prazdna-zkouska-{kind}")
    page.get_by_role("button", name=re.compile("^Uložit")).click(timeout=60_000)
    page.get_by_text(re.compile("Uloženo")).first.wait_for(timeout=PLAN_PATIENCE_MS)


def invite(administrator, mailbox):
    page = administrator.open("/ucet/lide/pozvat/")
    page.fill("input[name=email]", mailbox)
    page.fill("input[name=name]", "Jana Úředníková")
    page.select_option("select[name=role]", "regional_officer")
    page.select_option("select[name=region_code]", "CZ051")
    administrator.picture("prazdna-pozvanka")
    submit(page)
    return re.search(r"/ucet/pozvanka/[\w-]+/", page.content())[0]


def test_invitations_and_imports_in_the_browser_reach_a_proven_plan(come, real_data):
    administrator = come()
    administrator.open("/")
    administrator.check_page("prazdna-uvod")
    administrator.sign_in(ADMINISTRATOR, PASSWORD)
    set_up_second_factor(administrator)
    for kind, name in FILES:
        bring(administrator, kind, real_data / name)
    link = invite(administrator, OFFICER)
    officer = come()
    officer.open(link)
    for field in officer.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    submit(officer.page)
    officer.sign_in(OFFICER, PASSWORD)
    set_up_second_factor(officer)
    page = officer.open("/obce/563820/index/")
    assert "19 z 30" in words(page), "Tanvald, as published for 2023"
    officer.open("/potreby/?kraj=CZ051")
    assert "registr služeb pro něj není načten" in words(page).lower(), (
        "without a register of services nothing is claimed"
    )
    officer.check_page("prazdna-potreby")
    officer.open("/plany/")
    page.get_by_role("link", name="Spočítat plán").first.click()
    page.wait_for_load_state()
    submit(page)
    page.wait_for_url(re.compile(r"/plany/PLN-\d{4}-\d+/$"), timeout=PLAN_PATIENCE_MS)
    page.get_by_text("nemůže být žádný plán lepší").first.wait_for(timeout=PLAN_PATIENCE_MS)
    assert "modelový výpočet bez stávajících služeb" in words(page).lower()
    officer.check_page("prazdna-plan")
