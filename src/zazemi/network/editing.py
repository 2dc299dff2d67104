"""Pages that write: each shows a form, saves it by one service, and answers conflicts and double clicks.

Roles come from the access matrix; of the rows marked ``own`` the record decides here, and a
foreign one answers 404.
"""

from typing import Any, ClassVar

from django import forms
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from zazemi.kernel.errors import StaleVersionError
from zazemi.kernel.formkeys import claim, new_form_key, remember
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.kernel.sentences import sentence_of
from zazemi.kernel.steps import step
from zazemi.network import services
from zazemi.network.forms import (
    CapacityAddForm,
    CapacityChangeForm,
    CoverageAddForm,
    PlaceAddForm,
    PlaceChangeForm,
    ProviderAddForm,
    ServiceAddForm,
    ServiceChangeForm,
    today,
)
from zazemi.network.models import Capacity, Place, Service
from zazemi.network.selectors import capacity_of, place_of, service_page
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.services import add_organisation
from zazemi.ui.conflicts import conflict_response, resolved
from zazemi.values.errors import ZazemiError
from zazemi.values.services import ServiceKind

UNPROCESSABLE = 422


class _Edit(View):
    """What adding and changing have in common."""

    form_class: ClassVar[type[forms.Form]]
    heading: ClassVar[str | Promise]
    button: ClassVar[str | Promise] = _("Save")
    request: ActorRequest
    record: Any = None

    def setup(self, request: ActorRequest, *args: Any, **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ANN401 - Django's own signature
        """Find the record the page is about."""
        super().setup(request, *args, **kwargs)
        self.record = self.found(kwargs["pk"]) if "pk" in kwargs else None

    def found(self, pk: int) -> Any:  # noqa: ANN401 - a service, place or capacity
        """Return the record, or answer 404."""
        raise NotImplementedError

    def url_back(self) -> str:
        """Return where the link back leads."""
        return reverse("network:services")

    def service(self) -> str:
        """Return the name of the service the page belongs to, empty when it belongs to none."""
        return str(self.record) if self.record is not None else ""

    def facts(self) -> str:
        """Return what the record is, above the form."""
        return self.service()

    def show(self, form: forms.Form, status: int = 200) -> HttpResponse:
        """Show the form."""
        context = {
            "form": form,
            "heading": self.heading,
            "button": self.button,
            "url_back": self.url_back(),
            "kicker": self.facts(),
            "service": self.service(),
            "service_url": self.url_back(),
        }
        return render(self.request, "network/edit.html", context, status=status)

    def refused(self, form: forms.Form, error: ZazemiError) -> HttpResponse:
        """Show the form with the error at its field."""
        field = getattr(error, "field", "")
        form.add_error(field if field in form.fields else None, sentence_of(error))
        return self.show(form, UNPROCESSABLE)

    def owned(self, record: Any) -> Any:  # noqa: ANN401 - a service, place or capacity
        """Return the record when the actor may change it; a missing and a foreign one look the same."""
        if record is None or not may(self.request.actor, "network.change", record):
            raise Http404
        return record


class _Add(_Edit):
    """A page with the form of something new; the same form sent twice makes one record."""

    def first_values(self) -> dict[str, object]:
        """Return what the empty form begins with."""
        return {}

    def add(self, values: dict[str, Any]) -> str:
        """Write the record and return the address of its page."""
        raise NotImplementedError

    def get(self, _request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Show the empty form with a fresh key."""
        return self.show(self.form_class(initial={"form_key": new_form_key(), **self.first_values()}))

    def post(self, request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Write it once."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        key = form.cleaned_data["form_key"]
        try:
            with step(request.actor, why=str(self.heading)):
                url = claim(key, request.actor.user_id)
                if url is None:
                    self.form = form
                    url = self.add(form.cleaned_data)
                    remember(key, url)
        except ZazemiError as error:
            return self.refused(form, error)
        return HttpResponseRedirect(url or self.url_back())


class _Change(_Edit):
    """A page with the form of a change; who comes second sees both texts."""

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        raise NotImplementedError

    def change(self, form: Any, version: int) -> None:  # noqa: ANN401 - the room's own forms
        """Write the change."""
        raise NotImplementedError

    def get(self, _request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Show the form with the stored values."""
        return self.show(self.form_class(initial={"expected_version": self.record.version, **self.initial()}))

    def post(self, request: ActorRequest, **_kwargs: object) -> HttpResponse:
        """Save against the version that was read."""
        form = self.form_class(resolved(request.POST))
        if not form.is_valid():
            return self.show(form, UNPROCESSABLE)
        try:
            self.change(form, form.cleaned_data["expected_version"])
        except StaleVersionError as error:
            return conflict_response(request, error, form, url_back=self.url_back())
        except ZazemiError as error:
            return self.refused(form, error)
        return HttpResponseRedirect(self.url_back())


class _OfService(_Edit):
    """The record is a service."""

    record: Service

    def found(self, pk: int) -> Service:
        """Return the service that may be changed."""
        service: Service = self.owned(service_page(pk))
        return service

    def url_back(self) -> str:
        """Back to the service."""
        return reverse("network:service", args=[self.record.pk])


class _OfPlace(_Edit):
    """The record is a place."""

    record: Place

    def found(self, pk: int) -> Place:
        """Return the place that may be changed."""
        place: Place = self.owned(place_of(pk))
        return place

    def url_back(self) -> str:
        """Back to the service."""
        return reverse("network:service", args=[self.record.service_id])

    def service(self) -> str:
        """Name the service of the place."""
        return str(self.record.service)

    def facts(self) -> str:
        """Say which service and where."""
        return f"{self.record.service} · {self.record}"


class ServiceAdd(_Add):
    """A new service."""

    form_class = ServiceAddForm
    heading = _("New service")
    button = _("Enter the service")

    def add(self, values: dict[str, Any]) -> str:
        """Write the service."""
        made = services.add_service(
            provider=values["provider"],
            kind=ServiceKind(values["kind"]),
            name=values["name"],
            by=self.request.actor,
        )
        return reverse("network:service", args=[made.pk])


class ServiceChange(_OfService, _Change):
    """A changed service."""

    form_class = ServiceChangeForm
    heading = _("Change of the service")

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return ServiceChangeForm.initial_of(self.record)

    def change(self, form: ServiceChangeForm, version: int) -> None:
        """Write the change."""
        services.change_service(
            self.record,
            provider=form.cleaned_data["provider"],
            kind=ServiceKind(form.cleaned_data["kind"]),
            name=form.cleaned_data["name"],
            expected_version=version,
            by=self.request.actor,
        )


class PlaceAdd(_OfService, _Add):
    """A new place of a service."""

    form_class = PlaceAddForm
    heading = _("New place of the service")
    form: PlaceAddForm

    def add(self, _values: dict[str, Any]) -> str:
        """Write the place."""
        services.add_place(service=self.record, fields=self.form.fields_of(), by=self.request.actor)
        return self.url_back()


class PlaceChange(_OfPlace, _Change):
    """A changed place."""

    form_class = PlaceChangeForm
    heading = _("Change of the place")

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return PlaceChangeForm.initial_of(self.record)

    def change(self, form: PlaceChangeForm, version: int) -> None:
        """Write the change."""
        services.change_place(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class CapacityAdd(_OfPlace, _Add):
    """A new capacity of a place."""

    form_class = CapacityAddForm
    heading = _("New capacity")
    form: CapacityAddForm

    def first_values(self) -> dict[str, object]:
        """Begin with today."""
        return {"valid_from": today()}

    def add(self, _values: dict[str, Any]) -> str:
        """Write the capacity."""
        services.add_capacity(place=self.record, fields=self.form.fields_of(), by=self.request.actor)
        return self.url_back()


class CapacityChange(_Change):
    """A changed capacity."""

    form_class = CapacityChangeForm
    heading = _("Change of the capacity")
    record: Capacity

    def found(self, pk: int) -> Capacity:
        """Return the capacity that may be changed."""
        capacity: Capacity = self.owned(capacity_of(pk))
        return capacity

    def url_back(self) -> str:
        """Back to the service."""
        return reverse("network:service", args=[self.record.place.service_id])

    def service(self) -> str:
        """Name the service of the capacity."""
        return str(self.record.place.service)

    def facts(self) -> str:
        """Say which service and where."""
        return f"{self.record.place.service} · {self.record.place}"

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return CapacityChangeForm.initial_of(self.record)

    def change(self, form: CapacityChangeForm, version: int) -> None:
        """Write the change."""
        services.change_capacity(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class ProviderAdd(_Add):
    """A new provider; its services come next."""

    form_class = ProviderAddForm
    heading = _("New provider")
    button = _("Enter the provider")

    def add(self, values: dict[str, Any]) -> str:
        """Write the organisation."""
        add_organisation(
            name=values["name"], ico=values["ico"], kind=OrganisationKind.PROVIDER, by=self.request.actor
        )
        return reverse("network:service_add")


class CoverageAdd(_Add):
    """The statement that none means none."""

    form_class = CoverageAddForm
    heading = _("The register of services is complete")

    def add(self, values: dict[str, Any]) -> str:
        """Write the statement."""
        services.state_coverage(
            region=values["region_code"],
            since=values["since"],
            source=values["source"],
            by=self.request.actor,
        )
        return self.url_back()
