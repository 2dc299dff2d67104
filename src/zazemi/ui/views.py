"""Pages of the frame itself: appearance (works without JavaScript) and, in development, the gallery."""

from http import HTTPStatus

from django import forms
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from zazemi.ui.context import THEME_COOKIE, theme_of
from zazemi.ui.gallery import gallery_parts

YEAR_SECONDS = 365 * 24 * 3600


class AppearanceForm(forms.Form):
    """Which theme the person wants."""

    theme = forms.ChoiceField(
        label=_("Colours of the pages"),
        choices=[
            ("auto", _("as my device has it")),
            ("light", _("light")),
            ("dark", _("dark")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Kept in this browser for a year. Paper is always light."),
    )
    next = forms.CharField(widget=forms.HiddenInput, required=False)


def appearance(request: HttpRequest) -> HttpResponse:
    """Let the person choose the theme; the choice is a cookie, nothing is stored on the server."""
    if request.method == "POST":
        form = AppearanceForm(request.POST)
        if form.is_valid():
            response = HttpResponseRedirect(_back(request, form.cleaned_data["next"]))
            response.set_cookie(
                THEME_COOKIE,
                form.cleaned_data["theme"],
                max_age=YEAR_SECONDS,
                samesite="Lax",
                secure=request.is_secure(),
                httponly=True,
            )
            return response
    else:
        form = AppearanceForm(initial={"theme": theme_of(request), "next": request.GET.get("next", "")})
    return render(request, "ui/appearance.html", {"form": form}, status=422 if form.errors else 200)


def _back(request: HttpRequest, wanted: str) -> str:
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else request.path


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request cannot be read, or that it is too large."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    page, status = (
        ("413.html", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if too_large
        else ("400.html", HTTPStatus.BAD_REQUEST)
    )
    return render(request, page, {"is_invented": False}, status=status.value)


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in each of its states; in development only."""
    return render(request, "ui/gallery.html", gallery_parts())
