"""The frame around every page: menu, account, theme, banner, line for paper."""

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.demo import is_demo
from zazemi.ui.help import help_address
from zazemi.ui.links import linked
from zazemi.ui.menu import Place, brand_note, shown_items

THEME_COOKIE = "zazemi_theme"
THEMES = ("auto", "light", "dark")


def theme_of(request: HttpRequest) -> str:
    """Return the theme the person chose: ``auto``, ``light`` or ``dark``."""
    asked = request.COOKIES.get(THEME_COOKIE, "auto")
    return asked if asked in THEMES else "auto"


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Give every template the frame of the page."""
    actor = getattr(request, "actor", None) or Actor.anonymous()
    demo = is_demo()
    return {
        "actor": actor,
        "menu": shown_items(Place.MAIN, actor, request.path),
        "account_menu": shown_items(Place.ACCOUNT, actor, request.path),
        "foot_menu": shown_items(Place.FOOT, actor, request.path),
        "brand_note": brand_note(request),
        "search_url": linked("search"),
        "help_url": _help(request),
        "language_url": linked("language"),
        "other_languages": [(code, name) for code, name in _LANGUAGE_NAMES if code != _language(request)],
        "page_language": _language(request),
        "theme": theme_of(request),
        "is_demo": demo,
        "is_invented": demo,
        "frame_path": request.get_full_path(),
        "page_address": _address(request),
        "printed_at": clock.now(),
        "is_debug": settings.DEBUG,
    }


def _help(request: HttpRequest) -> str:
    """Return the address of the help of this page, empty when it has none."""
    match = getattr(request, "resolver_match", None)
    return help_address(match.view_name) if match and match.url_name else ""


def _address(request: HttpRequest) -> str:
    """Return the address of the page for the last line on paper; without the host when that is refused."""
    try:
        return request.build_absolute_uri()
    except DisallowedHost:
        return request.get_full_path()


_LANGUAGE_NAMES = (("cs", "Česky"), ("en", "English"))


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE))
