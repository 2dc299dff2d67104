"""Pages that write what hangs on services and places: hours, territory, money."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zazemi.network import services
from zazemi.network.edit_pages import AddPage, ChangePage, EditPage, RemovePage
from zazemi.network.editing import OfPlace, OfService
from zazemi.network.forms.fields import today
from zazemi.network.forms.money import FundingAddForm, FundingChangeForm
from zazemi.network.forms.place import AreaAddForm, AreaChangeForm, HoursAddForm, HoursChangeForm
from zazemi.network.models import AreaServed, OpeningHours, ServiceFunding
from zazemi.network.selectors import area_with, funding_with, hours_with, territory_names


class HoursAdd(OfPlace, AddPage):
    """New opening hours of a place."""

    form_class = HoursAddForm
    heading = _("New opening hours")
    lead = _("Choose all days with the same hours at once; a break at noon is a second entry.")
    form: HoursAddForm

    def add(self, _values: dict[str, Any]) -> str:
        """Write the hours."""
        form = self.form
        services.add_hours(
            place=self.record, fields=form.fields_of(), weekdays=form.weekdays_of(), by=self.request.actor
        )
        return self.url_back()


class AreaAdd(OfPlace, AddPage):
    """A new territory of a place."""

    form_class = AreaAddForm
    heading = _("New territory served")
    lead = _("Without any territory the place counts for everybody who can travel to it.")
    form: AreaAddForm

    def add(self, _values: dict[str, Any]) -> str:
        """Write the territory."""
        services.add_area(place=self.record, fields=self.form.fields_of(), by=self.request.actor)
        return self.url_back()


class _OfPart(EditPage):
    """The record hangs on a place."""

    record: OpeningHours | AreaServed

    def url_back(self) -> str:
        """Back to the service."""
        return reverse("network:service", args=[self.record.place.service_id])

    def service(self) -> str:
        """Name the service."""
        return str(self.record.place.service)


class _OfHours(_OfPart):
    """The record is opening hours."""

    record: OpeningHours

    def found(self, pk: int) -> OpeningHours:
        """Return the hours that may be changed."""
        hours: OpeningHours = self.owned(hours_with(pk))
        return hours

    def facts(self) -> str:
        """Say where and when."""
        return f"{self.record.place} · {self.record}"


class HoursChange(_OfHours, ChangePage):
    """Changed opening hours."""

    form_class = HoursChangeForm
    heading = _("Change of opening hours")

    def url_remove(self) -> str:
        """Return where they can be taken away."""
        return reverse("network:hours_remove", args=[self.record.pk])

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return HoursChangeForm.initial_of(self.record)

    def change(self, form: HoursChangeForm, version: int) -> None:
        """Write the change."""
        services.change_hours(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class HoursRemove(_OfHours, RemovePage):
    """Opening hours taken away."""

    heading = _("Remove the opening hours?")

    def remove(self) -> None:
        """Take them away."""
        services.remove_hours(self.record, by=self.request.actor)


class _OfArea(_OfPart):
    """The record is a territory served."""

    record: AreaServed

    def found(self, pk: int) -> AreaServed:
        """Return the territory that may be changed."""
        area: AreaServed = self.owned(area_with(pk))
        return area

    def facts(self) -> str:
        """Say which place and which territory."""
        name = territory_names([self.record.territory]).get(self.record.territory, "")
        return f"{self.record.place} · {name or self.record.territory}"


class AreaChange(_OfArea, ChangePage):
    """A changed territory."""

    form_class = AreaChangeForm
    heading = _("Change of the territory served")

    def url_remove(self) -> str:
        """Return where it can be taken away."""
        return reverse("network:area_remove", args=[self.record.pk])

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return AreaChangeForm.initial_of(self.record)

    def change(self, form: AreaChangeForm, version: int) -> None:
        """Write the change."""
        services.change_area(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class AreaRemove(_OfArea, RemovePage):
    """A territory taken away."""

    heading = _("Remove the territory served?")

    def remove(self) -> None:
        """Take it away."""
        services.remove_area(self.record, by=self.request.actor)


class FundingAdd(OfService, AddPage):
    """A new funding of a service."""

    form_class = FundingAddForm
    heading = _("New funding")
    lead = _("One decision or project is one entry; the day when the money ends is counted from all of them.")
    form: FundingAddForm

    def first_values(self) -> dict[str, object]:
        """Begin with today."""
        return {"valid_from": today()}

    def add(self, _values: dict[str, Any]) -> str:
        """Write the funding."""
        services.add_funding(service=self.record, fields=self.form.fields_of(), by=self.request.actor)
        return self.url_back()


class _OfFunding(EditPage):
    """The record is a funding."""

    record: ServiceFunding

    def found(self, pk: int) -> ServiceFunding:
        """Return the funding that may be changed."""
        funding: ServiceFunding = self.owned(funding_with(pk))
        return funding

    def url_back(self) -> str:
        """Back to the service."""
        return reverse("network:service", args=[self.record.service_id])

    def service(self) -> str:
        """Name the service."""
        return str(self.record.service)

    def facts(self) -> str:
        """Say which project it is."""
        return self.record.project or self.service()


class FundingChange(_OfFunding, ChangePage):
    """A changed funding."""

    form_class = FundingChangeForm
    heading = _("Change of the funding")

    def form_options(self) -> dict[str, Any]:
        """Offer the stored source even when it has ended."""
        return {"keep": self.record.source}

    def url_remove(self) -> str:
        """Return where it can be taken away."""
        return reverse("network:funding_remove", args=[self.record.pk])

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return FundingChangeForm.initial_of(self.record)

    def change(self, form: FundingChangeForm, version: int) -> None:
        """Write the change."""
        services.change_funding(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class FundingRemove(_OfFunding, RemovePage):
    """A funding taken away."""

    heading = _("Remove the funding?")

    def remove(self) -> None:
        """Take it away."""
        services.remove_funding(self.record, by=self.request.actor)
