"""Who is asking (``ActorMiddleware``) and whether the matrix lets them (``AccessMiddleware``).

The actor is built anew on every request by one query, so that a withdrawn
mandate or a closed account counts at the very next click.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control

from zazemi.accounts.choices import STAFF_ROLES
from zazemi.accounts.matrix import Decision, access_matrix
from zazemi.accounts.selectors import actor_of
from zazemi.kernel.requests import ActorRequest

logger = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
WITHOUT_SECOND_FACTOR = frozenset(
    {"account_logout", "account_reauthenticate", "portal:set_language", "portal:appearance"}
)


class KnownRequest(ActorRequest):
    """A request after ``ActorMiddleware``."""

    lacks_second_factor: bool


class ActorMiddleware:
    """Set ``request.actor`` and ``request.lacks_second_factor``."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find out who is asking, then answer; what a signed-in person sees stays in no cache."""
        try:
            person = actor_of(request.user)
        except (OperationalError, InterfaceError) as error:
            return unavailable(error)
        known = cast("KnownRequest", request)
        known.actor = person.actor
        known.lacks_second_factor = (
            settings.MFA_REQUIRED and bool(person.actor.roles & STAFF_ROLES) and not person.has_second_factor
        )
        response = self.get_response(request)
        if not person.actor.is_anonymous:
            patch_cache_control(response, no_store=True, private=True)
        return response


class AccessMiddleware:
    """Refuse what the access matrix does not allow."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view_func: Callable[..., HttpResponse],
        _view_args: Sequence[object],
        _view_kwargs: Mapping[str, object],
    ) -> HttpResponse | None:
        """Decide by URL name, method and roles before the view runs."""
        match = request.resolver_match
        url_name = match.view_name if match and match.url_name else ""
        matrix = access_matrix()
        known = cast("KnownRequest", request)
        decision = matrix.decide(url_name, request.method or "", known.actor)
        if decision is Decision.UNKNOWN_ADDRESS:
            raise Http404
        if decision is Decision.UNKNOWN_METHOD:
            page = render_to_string("405.html", {"is_invented": False}, request)
            return HttpResponseNotAllowed(matrix.methods_of(url_name), page)
        if decision is Decision.FORBIDDEN:
            raise PermissionDenied
        if decision is Decision.SIGN_IN:
            return _to_sign_in(request)
        return _to_second_factor(known, url_name)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:  # noqa: ARG002 - Django's own signature
        """Say that the database is away, instead of a mistake of the program."""
        return unavailable(exception) if isinstance(exception, OperationalError | InterfaceError) else None


def unavailable(error: Exception) -> HttpResponse:
    """Answer without the database: not now, try again in a while."""
    logger.error("the database does not answer", exc_info=error)
    page = render_to_string("accounts/unavailable.html")
    return HttpResponse(page, status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send to the sign-in page; only a page that can be asked for again is returned to."""
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else "/"
    response: HttpResponse = redirect_to_login(wanted)
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = response["Location"]
        return answer
    return response


def _to_second_factor(request: KnownRequest, url_name: str) -> HttpResponse | None:
    if not request.lacks_second_factor or url_name in WITHOUT_SECOND_FACTOR or url_name.startswith("mfa_"):
        return None
    return HttpResponseRedirect(reverse("mfa_index"))
