"""What people do, in a real browser over a real demo: eight journeys, each page checked and pictured."""

import json
import re
import urllib.request

import pytest

PASSWORD = "ukazka-zazemi"
HEAD, OFFICER, PROVIDER, ADMINISTRATOR, MAYOR = (
    f"{name}@ukazka.example" for name in ("vedouci", "jana.mala", "poskytovatel", "spravce", "starostka")
)
REGION = "CZ0X1"
PLAN_PATIENCE_MS = 150_000


def words(page):
    """The text of the page with ordinary spaces."""
    return re.sub(r"\s+", " ", page.inner_text("main").replace("\xa0", " "))


def test_anybody_walks_from_the_first_page_to_a_municipality(visit):
    visitor = visit()
    page = visitor.open("/")
    assert "Smyšlená data" in page.inner_text("body")
    visitor.check_page("verejnost-uvod")
    visitor.open(f"/potreby/?kraj={REGION}")
    assert "chybí" in words(page)
    visitor.check_page("verejnost-potreby")
    visitor.open(f"/obce/?kraj={REGION}")
    visitor.check_page("verejnost-index-kraj")
    page.locator("table tbody th a").first.click()
    page.wait_for_load_state()
    assert "z 30" in words(page)
    visitor.check_page("verejnost-index-obec")
    for path, name in (
        ("/sluzby/", "sluzby"),
        ("/kraj/", "kraj"),
        ("/o-datech/", "data"),
        ("/obce/", "republika"),
    ):
        visitor.open(path)
        visitor.check_page(f"verejnost-{name}")
    assert "/ucet/login/" in visitor.open("/plany/").url, "drafts are not public"


def _order_plan(visitor):
    page = visitor.page
    visitor.open("/plany/")
    page.get_by_role("link", name="Spočítat plán").first.click()
    page.wait_for_load_state()
    assert "35" in page.locator("input[name=budget_czk]").input_value()
    visitor.picture("plan-zadani")
    page.locator("main form button:not([type=button])").last.click()
    page.wait_for_url(re.compile(r"/(plany|ulohy)/"), timeout=PLAN_PATIENCE_MS)
    page.wait_for_url(re.compile(r"/plany/PLN-\d{4}-\d+/$"), timeout=PLAN_PATIENCE_MS)
    page.get_by_text("nemůže být žádný plán lepší").first.wait_for(timeout=PLAN_PATIENCE_MS)


def test_the_head_gets_a_plan_with_its_proof_and_papers(visit, site):
    visitor = visit()
    visitor.sign_in(HEAD, PASSWORD)
    visitor.open("/kraj/")
    visitor.check_page("vedouci-kraj")
    visitor.open("/plany/")
    visitor.check_page("vedouci-plany")
    _order_plan(visitor)
    assert (
        "v tomto modelu a s těmito předpoklady nemůže být žádný plán lepší o více než"
        in words(visitor.page).lower()
    )
    visitor.check_page("vedouci-plan")
    for name, start in (("PDF", b"%PDF"), ("XLSX", b"PK")):
        with visitor.page.expect_download() as waiting:
            visitor.page.get_by_role("link", name=re.compile(name)).first.click()
        assert waiting.value.path().read_bytes().startswith(start)


def test_the_plan_needs_no_javascript(visit):
    visitor = visit(javascript=False)
    visitor.sign_in(OFFICER, PASSWORD)
    _order_plan(visitor)
    assert "nemůže být žádný plán lepší" in words(visitor.page)


def test_the_provider_changes_a_capacity_and_every_number_moves_with_it(visit, site):
    address = f"{site.address}/potreby/data.json?kraj={REGION}"

    def capacity():
        with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own address
            kinds = json.load(answer)["kinds"]
        return sum(kind["capacity"] for kind in kinds.values())

    before = capacity()
    visitor = visit()
    visitor.sign_in(PROVIDER, PASSWORD)
    page = visitor.open("/sluzby/")
    page.get_by_role("link", name=re.compile("Moje služby|moje služby")).first.click()
    page.wait_for_load_state()
    visitor.check_page("poskytovatel-sluzby")
    links = page.locator("table tbody th a")
    for number in range(links.count()):
        page.locator("table tbody th a").nth(number).click()
        page.wait_for_load_state()
        if re.search(r"terénní programy|nízkoprahov|aktivizační", words(page).lower()):
            break
        page.go_back()
    visitor.check_page("poskytovatel-sluzba")
    page.locator("a[href*='/sluzby/kapacita/']").first.click()
    page.wait_for_load_state()
    visitor.check_page("poskytovatel-kapacita")
    field = page.locator("input[name=value]")
    old = float(field.input_value().replace(",", "."))
    field.fill(f"{old + 1:g}".replace(".", ","))
    page.locator("main form button:not([type=button])").first.click()
    page.wait_for_load_state()
    assert capacity() - before == pytest.approx(1.0)


def test_of_two_officers_none_loses_a_word(visit):
    first, second = visit(), visit()
    for officer, mailbox in ((first, OFFICER), (second, HEAD)):
        officer.sign_in(mailbox, PASSWORD)
    address = first.open("/sluzby/").locator("table tbody th a").first.get_attribute("href") + "zmena/"
    for officer in (first, second):
        officer.open(address)
    for officer, name in ((first, "Jméno od první"), (second, "Jméno od druhého")):
        officer.page.fill("input[name=name]", name)
        officer.page.locator("main form button:not([type=button])").first.click()
        officer.page.wait_for_load_state()
    text = words(second.page)
    assert "Mezitím to změnil někdo jiný" in text
    body = second.page.content()
    assert "Jméno od první" in body
    assert "Jméno od druhého" in body
    second.check_page("konflikt")


def test_the_administrator_invites_and_the_invited_person_comes_in(visit, site):
    administrator = visit()
    administrator.sign_in(ADMINISTRATOR, PASSWORD)
    page = administrator.open("/ucet/lide/")
    administrator.check_page("spravce-lide")
    administrator.open("/ucet/lide/pozvat/")
    administrator.check_page("spravce-pozvanka")
    page.fill("input[name=email]", "nova.kolegyne@kraj.example")
    page.fill("input[name=name]", "Nová Kolegyně")
    page.select_option("select[name=role]", "regional_officer")
    page.locator("main form button:not([type=button])").first.click()
    page.wait_for_load_state()
    link = re.search(r"/ucet/pozvanka/[\w-]+/", page.content())
    assert link, "the page shows the one-time link"
    guest = visit()
    guest.open(link[0])
    guest.check_page("pozvanka")
    for field in guest.page.locator("input[type=password]").all():
        field.fill("sedm modrych kamenu 26")
    guest.page.locator("main form button:not([type=button])").first.click()
    guest.page.wait_for_load_state()
    guest.picture("pozvanka-prijata")
    guest.sign_in("nova.kolegyne@kraj.example", "sedm modrych kamenu 26")
    assert guest.page.locator("input[name=password]").count() == 0
    again = visit()
    again.open(link[0])
    assert again.page.locator("input[type=password]").count() == 0, "the link works once"
    for path, name in (("/sprava/kontrola/", "kontrola"), ("/ucet/", "ucet"), ("/importy/", "importy")):
        administrator.open(path)
        administrator.check_page(f"spravce-{name}")


def test_a_broken_file_is_answered_by_sentences_and_nothing_is_stored(visit, tmp_path):
    visitor = visit()
    visitor.sign_in(OFFICER, PASSWORD)
    page = visitor.open("/importy/")
    with page.expect_download() as waiting:
        page.locator("a[href*='/importy/sablona/network']").first.click()
    assert waiting.value.path().read_bytes().startswith(b"PK")
    broken = tmp_path / "sluzby.csv"
    broken.write_text("to;neni;ono\n1;2;3\n", encoding="utf-8")
    page.select_option("select[name=kind]", "network")
    page.set_input_files("input[type=file]", str(broken))
    page.fill("input[name=source]", "zkouška")
    with page.expect_navigation():
        page.locator("main form button:not([type=button])").first.click()
    text = words(page)
    assert "V žádném řádku nejsou názvy sloupců" in text, text
    visitor.check_page("import-chyba")


def test_phone_dark_print_and_english(visit, site):
    phone = visit(width=390)
    for path, name in (
        ("/", "uvod"),
        ("/kraj/", "kraj"),
        (f"/potreby/?kraj={REGION}", "potreby"),
        ("/sluzby/", "sluzby"),
    ):
        phone.open(path)
        phone.check_page(f"telefon-{name}")
    dark = visit(scheme="dark")
    for path, name in (("/", "uvod"), ("/kraj/", "kraj"), ("/ucet/login/", "prihlaseni")):
        dark.open(path)
        dark.check_page(f"tmavy-{name}")
    dark.page.emulate_media(media="print")
    dark.open("/kraj/")
    printed = dark.page.pdf(format="A4")
    assert printed.startswith(b"%PDF")
    (site.home / "kraj.pdf").write_bytes(printed)
    english = visit()
    english.open("/")
    english.page.get_by_role("button", name="English").or_(
        english.page.get_by_role("link", name="English")
    ).first.click()
    english.page.wait_for_load_state()
    assert "Sign in" in english.page.inner_text("body")
    english.check_page("anglicky-uvod")
