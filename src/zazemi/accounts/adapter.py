"""How allauth behaves here.

Nobody signs up by himself, people are invited; links in mail do not trust the request.
"""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Signing up is closed; the only way in is ``zazemi init`` and an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's own signature
        """Return that nobody may sign up."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Build the link of a reset mail from the setting, never from the Host header of a request."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return str(settings.PUBLIC_ADDRESS).rstrip("/") + path.replace("UID-KEY", key)
