"""Two journeys of people without an account: a club for a child in four taps, an answer through a link."""

import re

PASSWORD = "ukazka-zazemi"
ADMINISTRATOR = "spravce@ukazka.example"
MOST_TAPS = 4
PHONE_PX = 390


def words(page):
    return re.sub(r"\s+", " ", page.inner_text("main").replace("\xa0", " "))


class Taps:
    """Taps on a telephone, counted."""

    def __init__(self, page):
        self.page, self.n = page, 0

    def on(self, locator):
        locator.click()
        self.page.wait_for_load_state()
        self.n += 1


def test_a_club_for_a_child_is_found_on_a_phone_in_four_taps_without_script_and_without_a_cookie(visit):
    visitor = visit(width=PHONE_PX, javascript=False)
    page = visitor.open("/")
    visitor.context.clear_cookies()
    taps = Taps(page)
    taps.on(page.get_by_role("link", name="Najít pomoc"))
    taps.on(page.get_by_role("link", name="Klub pro dítě"))
    taps.on(page.locator("main").get_by_role("link", name="Chlumkov"))
    assert re.search(r"Zavolat 000 \d{3} \d{3}", words(page)), "the telephone is there after three taps"
    taps.on(page.locator(".help__card h3 a").first)
    assert "Klub pro děti a mladé" in words(page)
    assert page.locator("a[href^='tel:']").count() >= 1
    assert taps.n <= MOST_TAPS
    assert visitor.context.cookies() == []


def test_pages_of_the_catalogue_are_in_order_on_a_phone_and_in_the_dark(visit):
    for scheme in ("light", "dark"):
        visitor = visit(width=PHONE_PX, scheme=scheme)
        for path, name in (
            ("/pomoc/", "uvod"),
            ("/pomoc/hledat/?situace=klub", "kde"),
            ("/pomoc/hledat/?misto=Chlumkov&mapa=1", "kdo"),
        ):
            visitor.open(path)
            visitor.check_page(f"pomoc-{name}-{scheme}")


def test_a_provider_answers_through_the_link_in_a_letter_without_an_account(visit):
    keeper = visit()
    keeper.sign_in(ADMINISTRATOR, PASSWORD)
    page = keeper.open("/posta/")
    assert "Ukázka nic neodesílá" in words(page)
    page.locator("tbody th a").first.click()
    page.wait_for_load_state()
    address = page.locator(".letter a").first.get_attribute("href")
    provider = visit(width=PHONE_PX, javascript=False)
    provider.page.goto(address)
    assert "Platí to všechno?" in words(provider.page)
    provider.picture("overeni-odkaz")
    provider.page.get_by_role("button", name="Všechno platí").click()
    provider.page.wait_for_load_state()
    assert "k dnešnímu dni ověřená" in words(provider.page)
    answer = provider.page.goto(address)
    assert answer.status == 404, "the link has done its work"
