"""Every cookie that the pages set; a test compares the list with the cookies really set."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zazemi.ui.context import THEME_COOKIE

MESSAGES_COOKIE = "messages"


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie: its name in this installation, what for, how long."""

    name: str
    purpose: str | Promise
    kept: str | Promise


def cookies() -> list[Cookie]:
    """Return the cookies with the names that this installation uses."""
    return [
        Cookie(
            settings.SESSION_COOKIE_NAME,
            _("keeps you signed in"),
            _("8 hours at most, ends when you sign out"),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME, _("protects forms against being sent by somebody else"), _("one year")
        ),
        Cookie(MESSAGES_COOKIE, _("carries a short message to the next page"), _("until the next page")),
        Cookie(THEME_COOKIE, _("remembers light or dark colours, only when you choose them"), _("one year")),
        Cookie(
            settings.LANGUAGE_COOKIE_NAME,
            _("remembers the language, only when you choose it"),
            _("until the browser is closed"),
        ),
    ]
