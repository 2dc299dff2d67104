"""Journeys in a real browser over a real demo: the command a new user runs, started once for all journeys."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "var" / "screenshots"
CHROMIUM = os.environ.get("CHROMIUM") or next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
PATIENCE_S = 180


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/e2e" in item.path.as_posix():
            item.add_marker(pytest.mark.e2e)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="skipped: no Chromium here (apt install chromium)"))


@dataclass(frozen=True)
class Site:
    """A running demo."""

    address: str
    home: Path


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """``zazemi demo`` as a person starts it, in a home of its own."""
    home = tmp_path_factory.mktemp("demo")
    port = _free_port()
    log = (home / "demo.log").open("wb")
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "zazemi", "demo", "--port", str(port)],
        env={**environment, "ZAZEMI_HOME": str(home)},
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + PATIENCE_S
    while not _answers(address):
        if server.poll() is not None or time.monotonic() > deadline:
            server.kill()
            pytest.fail(f"the demo did not start:\n{(home / 'demo.log').read_text(errors='replace')[-3000:]}")
        time.sleep(0.5)
    yield Site(address=address, home=home)
    server.terminate()
    server.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*arguments, "--disable-component-update", "--disable-sync"]
        )
        yield chromium
        chromium.close()


class Visitor:
    """A person with a browser."""

    def __init__(self, context: BrowserContext, site: Site) -> None:
        self.site = site
        self.page: Page = context.new_page()
        self.context = context
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if _is_breach(said.text) else None
        )

    def open(self, path: str) -> Page:
        self.page.goto(self.site.address + path)
        return self.page

    def sign_in(self, mailbox: str, password: str) -> None:
        self.open("/ucet/login/")
        self.page.fill("input[name=login]", mailbox)
        self.page.fill("input[name=password]", password)
        with self.page.expect_navigation():
            self.page.press("input[name=password]", "Enter")
        assert self.page.locator("input[name=password]").count() == 0, "signed in"

    def picture(self, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def check_page(self, name: str) -> None:
        """Nothing broken, nothing inaccessible, no sideways scroll; and a picture to look at."""
        self.picture(name)
        assert self.findings() == []

    def findings(self) -> list[str]:
        """What is inaccessible or broken on the page as it is now, and by how much it scrolls sideways."""
        violations = Axe().run(self.page).response["violations"]
        found = [f"{one['id']}: {[node['html'][:160] for node in one['nodes']][:4]}" for one in violations]
        found += self.complaints
        width = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return [*found, f"it scrolls sideways by {width} px"] if width > 0 else found


def _is_breach(text: str) -> bool:
    return "Content Security Policy" in text or "Refused to" in text


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[object]:
    """Open a browser window: ``visit(width=390, javascript=False)``."""
    contexts: list[BrowserContext] = []

    def open_window(width: int = 1280, *, javascript: bool = True, scheme: str = "light") -> Visitor:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            color_scheme="dark" if scheme == "dark" else "light",
            locale="cs-CZ",
        )
        context.set_default_timeout(20_000)
        contexts.append(context)
        return Visitor(context, site)

    yield open_window
    for context in contexts:
        context.close()
