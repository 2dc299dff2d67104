"""What every page that writes has in common: a form, one service, conflicts, double clicks.

A room derives its pages from ``AddPage`` and ``ChangePage``. Roles come from the
access matrix; of the rows marked ``own`` the record decides in ``found``, and a
foreign one answers 404.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.formkeys import claim, new_form_key, remember
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.values.errors import ZazemiError

UNPROCESSABLE = 422
Trail = Sequence[tuple[object, str]]
"""Crumbs: (label, address) of what stands above the page."""


class EditPage(View):
    """What adding and changing have in common."""

    form_class: ClassVar[type[forms.Form]]
    heading: ClassVar[str | Promise]
    button: ClassVar[str | Promise] = _("Save")
    lead: ClassVar[str | Promise] = ""
    request: ActorRequest
    record: Any = None

    def setup(self, request: ActorRequest, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ANN401 - Django's own signature
        """Find the record the page is about."""
        super().setup(request, *args, **kwargs)
        self.record = self.found(**kwargs) if kwargs else None

    def found(self, **arguments: Any) -> Any:  # noqa: ANN401 - a record of the room
        """Return the record that the address names, or answer 404."""
        raise NotImplementedError

    def trail(self) -> Trail:
        """Return the crumbs above the page."""
        raise NotImplementedError

    def url_back(self) -> str:
        """Return where the link back leads: the nearest page above."""
        return self.trail()[-1][1]

    def facts(self) -> str:
        """Return what the record is, above the heading."""
        return str(self.record) if self.record is not None else ""

    def form_options(self) -> dict[str, Any]:
        """Return what the form needs beside the data."""
        return {}

    def show(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Show the form."""
        context = {
            "form": form,
            "heading": self.heading,
            "button": self.button,
            "lead": self.lead,
            "url_back": self.url_back(),
            "kicker": self.facts(),
            "trail": [*self.trail(), (self.heading, "")],
        }
        return render(self.request, "ui/edit.html", context, status=status)

    def refused(self, form: forms.Form, error: ZazemiError) -> HttpResponse:
        """Show the form with the error at its field."""
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, sentence_of(error))
        return self.show(form, UNPROCESSABLE)


class AddPage(EditPage):
    """A page with the form of something new; the same form sent twice makes one record."""

    def first_values(self) -> dict[str, object]:
        """Return what the empty form begins with."""
        return {}

    def add(self, form: Any) -> str:  # noqa: ANN401 - the room's own forms
        """Write the record and return the address of its page."""
        raise NotImplementedError

    def get(self, _request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Show the empty form with a fresh key."""
        initial = {"form_key": new_form_key(), **self.first_values()}
        return self.show(self.form_class(initial=initial, **self.form_options()))

    def post(self, request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Write it once."""
        form = self.form_class(request.POST, **self.form_options())
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        key = form.cleaned_data["form_key"]
        try:
            with step(request.actor, why=str(self.heading)):
                url = claim(key, request.actor.user_id)
                if url is None:
                    url = self.add(form)
                    remember(key, url)
        except ZazemiError as error:
            return self.refused(form, error)
        return HttpResponseRedirect(url or self.url_back())


class ChangePage(EditPage):
    """A page with the form of a change; who comes second sees both texts."""

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        raise NotImplementedError

    def change(self, form: Any, version: int) -> None:  # noqa: ANN401 - the room's own forms
        """Write the change."""
        raise NotImplementedError

    def get(self, _request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Show the form with the stored values."""
        initial = {"expected_version": self.record.version, **self.initial()}
        return self.show(self.form_class(initial=initial, **self.form_options()))

    def post(self, request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Save against the version that was read."""
        form = self.form_class(resolved(request.POST), **self.form_options())
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        try:
            self.change(form, form.cleaned_data["expected_version"])
        except StaleVersionError as error:
            return conflict_response(request, error, form, url_back=self.url_back())
        except ZazemiError as error:
            return self.refused(form, error)
        return HttpResponseRedirect(self.url_back())
