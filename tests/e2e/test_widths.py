"""Every page of every role on a phone, a tablet and a screen: nothing inaccessible, no sideways scroll.

The list of pages is nowhere written: it is every GET address of the URLconf that the access matrix
opens to the role. An address with a record is taken from the first link that leads to it; one that no page
links to must stand in ``ELSEWHERE`` with a reason. So a new page cannot be forgotten.
"""

import functools
import re
from collections import deque
from urllib.parse import urlsplit

import pytest
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from tests.e2e.conftest import Visitor

from zazemi.accounts.choices import DEMO_PASSWORD
from zazemi.accounts.matrix import Cell, access_matrix

pytestmark = pytest.mark.slow

WIDTHS = (320, 768, 1280)
PLAN_PATIENCE_MS = 150_000
ANONYMOUS = "anonymous"
PEOPLE = {
    "head": "vedouci@ukazka.example",
    "regional_officer": "jana.mala@ukazka.example",
    "provider": "poskytovatel@ukazka.example",
    "administrator": "spravce@ukazka.example",
}
ROLES = (ANONYMOUS, *PEOPLE)
OTHER_FACES = ("/obce/?kraj=CZ0X1", "/potreby/?kraj=CZ0X1", "/hledat/?q=a", "/hledat/?q=nenajde+se")
A_FILE = re.compile(r"\.(xlsx|csv|json|pdf|txt)$|/(ke-stazeni|soubor)/$")
NEEDS_A_FACTOR = "answers 404 until a second factor is set up, which people of the demonstration have not"
ELSEWHERE = {
    "mfa_deactivate_totp": NEEDS_A_FACTOR,
    "mfa_view_recovery_codes": NEEDS_A_FACTOR,
    "mfa_generate_recovery_codes": NEEDS_A_FACTOR,
    "mfa_download_recovery_codes": NEEDS_A_FACTOR,
    "account_reset_password_from_key": "its link comes by mail",
    "accounts:invitation": "its link works once; looked at in test_journeys",
    "analysis:settings_edit": "the form of analysis:settings_new; the demonstration keeps the defaults",
    "intake:errors": "a workbook, linked from a refused file only",
    "intake:marked": "a workbook, linked from a refused file only",
}


def _names(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def _pages_of(role):
    """Names of all addresses that the role may look at."""
    known = set(_names(get_resolver().url_patterns))
    rows = access_matrix().rows
    return {
        name
        for (name, method), row in rows.items()
        if method == "GET" and name in known and row.cells[role] is not Cell.NO and name not in ELSEWHERE
    }


def _name_of(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def _static_addresses(names):
    for name in sorted(names):
        try:
            yield reverse(name)
        except NoReverseMatch:
            continue


class Walk:
    """A walk of one role through all its pages; every page is looked at once, at every width.

    Public pages are looked at as anybody and as the head sees them; other roles only take their links.
    """

    def __init__(self, visitor, role):
        self.visitor, self.wanted = visitor, _pages_of(role)
        self.known = set() if role in {ANONYMOUS, "head"} else _pages_of(ANONYMOUS)
        self.waiting = deque([*_static_addresses(self.wanted), *OTHER_FACES])
        self.planned = {_name_of(address) for address in self.waiting}
        self.seen: set[str] = set()
        self.findings: list[str] = []

    def run(self):
        while self.waiting:
            self._look(self.waiting.popleft())

    def _look(self, address):
        self.seen.add(_name_of(address))
        if A_FILE.search(urlsplit(address).path):
            return
        page, home = self.visitor.page, self.visitor.site.address
        answer = page.goto(home + address)
        if answer.status >= 400:
            self.findings.append(f"{address}: answers {answer.status}")
            return
        self._note_links(page)
        if page.url != home + address or _name_of(address) in self.known:
            return
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found = self.visitor.findings()
            self.visitor.complaints.clear()
            self.findings += [f"{address} at {width} px: {one}" for one in found]
            if found:
                self.visitor.picture(f"sirka-{width}-{re.sub('[^a-zA-Z0-9]+', '-', address).strip('-')}")

    def _note_links(self, page):
        found = page.eval_on_selector_all(
            "a[href^='/']", "links => links.map(link => link.getAttribute('href'))"
        )
        for address in found:
            path = urlsplit(address).path
            name = _name_of(path)
            if name in self.wanted and name not in self.planned:
                self.planned.add(name)
                self.waiting.append(path)


def _wait_for_the_plan(visitor):
    page = visitor.open("/plany/")
    page.locator("a[href^='/plany/PLN-']").first.click()
    page.get_by_text("nemůže být žádný plán lepší").first.wait_for(timeout=PLAN_PATIENCE_MS)


@pytest.fixture(scope="module")
def walk_of(browser, site):
    """The finished walk of a role; each role walks once."""

    @functools.cache
    def walked(role):
        context = browser.new_context(viewport={"width": WIDTHS[-1], "height": 900}, locale="cs-CZ")
        context.set_default_timeout(20_000)
        visitor = Visitor(context, site)
        if role in PEOPLE:
            visitor.sign_in(PEOPLE[role], DEMO_PASSWORD)
        if role == "head":
            _wait_for_the_plan(visitor)
        walk = Walk(visitor, role)
        walk.run()
        context.close()
        return walk

    return walked


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible_and_fits_every_width(walk_of, role):
    findings = walk_of(role).findings
    assert not findings, "\n".join(findings)


def test_no_page_is_forgotten(walk_of):
    wanted = set().union(*(walk_of(role).wanted for role in ROLES))
    seen = set().union(*(walk_of(role).seen for role in ROLES))
    assert wanted - seen == set()
