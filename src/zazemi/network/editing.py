"""Pages that write services, places, capacities and providers."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zazemi.network import services
from zazemi.network.edit_pages import AddPage, ChangePage, EditPage
from zazemi.network.forms.fields import today
from zazemi.network.forms.place import CapacityAddForm, CapacityChangeForm, PlaceAddForm, PlaceChangeForm
from zazemi.network.forms.service import (
    GroupsForm,
    ProviderAddForm,
    ServiceAddForm,
    ServiceChangeForm,
)
from zazemi.network.models import Capacity, Place, Service
from zazemi.network.selectors import capacity_of, place_of, service_page
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.services import add_organisation
from zazemi.values.services import ServiceKind


class OfService(EditPage):
    """The record is a service."""

    record: Service

    def found(self, pk: int) -> Service:
        """Return the service that may be changed."""
        service: Service = self.owned(service_page(pk))
        return service

    def url_back(self) -> str:
        """Back to the service."""
        return reverse("network:service", args=[self.record.pk])


class OfPlace(EditPage):
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


class ServiceAdd(AddPage):
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


class ServiceChange(OfService, ChangePage):
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
            facts=form.facts_of(),
            expected_version=version,
            by=self.request.actor,
        )


class GroupsChange(OfService, AddPage):
    """Whom a service is for; changes of two people are joined."""

    form_class = GroupsForm
    heading = _("For whom the service is")
    form: GroupsForm

    def form_options(self) -> dict[str, Any]:
        """Offer also what the service has already."""
        return {"keep": self._stored()}

    def first_values(self) -> dict[str, object]:
        """Begin with what is stored."""
        return {"codes": self._stored(), "seen": ",".join(self._stored())}

    def add(self, values: dict[str, Any]) -> str:
        """Write the differences."""
        seen = [code for code in values["seen"].split(",") if code]
        services.set_target_groups(self.record, chosen=values["codes"], seen=seen, by=self.request.actor)
        return self.url_back()

    def _stored(self) -> list[str]:
        return [one.code for one in self.record.target_groups.all()]


class PlaceAdd(OfService, AddPage):
    """A new place of a service."""

    form_class = PlaceAddForm
    heading = _("New place of the service")
    form: PlaceAddForm

    def add(self, _values: dict[str, Any]) -> str:
        """Write the place."""
        services.add_place(service=self.record, fields=self.form.fields_of(), by=self.request.actor)
        return self.url_back()


class PlaceChange(OfPlace, ChangePage):
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


class CapacityAdd(OfPlace, AddPage):
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


class CapacityChange(ChangePage):
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


class ProviderAdd(AddPage):
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
