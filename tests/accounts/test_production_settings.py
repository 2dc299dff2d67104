"""What an installation that is no demonstration insists on."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_HTTPONLY",
    "CSRF_COOKIE_HTTPONLY",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SAMESITE",
    "MFA_REQUIRED",
    "DEBUG",
)


def settings_of(tmp_path, **environment: str):
    """Values of the settings in a process of its own."""
    code = (
        "import json; from zazemi.config import settings as s; "
        f"print(json.dumps({{n: getattr(s, n) for n in {ASKED!r}}}))"
    )
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("ZAZEMI_", "DATABASE"))}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**clean, "ZAZEMI_HOME": str(tmp_path), "PYTHONPATH": str(ROOT / "src"), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture
def production(tmp_path):
    return settings_of(tmp_path)


def test_cookies_travel_only_by_https_and_are_hidden_from_scripts(production):
    assert all(production[name] for name in ASKED[:5])
    assert production["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert production["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert production["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600


def test_staff_need_a_second_factor_and_nobody_sees_traces(production):
    assert production["MFA_REQUIRED"] is True
    assert production["DEBUG"] is False


def test_the_demonstration_relaxes_only_what_it_lists(tmp_path, production):
    from django.conf import settings

    demo = settings_of(tmp_path, ZAZEMI_DEMO="1")
    relaxed = {name for name in ASKED if demo[name] != production[name]}
    named_after_them = {"SESSION_COOKIE_NAME", "SECURE_HSTS_SECONDS"}
    assert relaxed <= set(settings.DEMO_RELAXES) | named_after_them


@pytest.mark.django_db
def test_a_fresh_installation_has_no_accounts():
    from zazemi.accounts.models import User

    assert User.objects.count() == 0
