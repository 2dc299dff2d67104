"""Forms of places: where, when open, which territory, how much."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.network.choices import FORM_CHOICES, FORM_LABELS, CapacityUnit, Weekday
from zazemi.network.forms.fields import CodesField, MunicipalityField, TerritoryField, TimeField
from zazemi.network.models import AreaServed, Capacity, OpeningHours, Place
from zazemi.network.services import AreaFields, CapacityFields, HoursFields, PlaceFields
from zazemi.territory.models import Municipality
from zazemi.ui.fields import AddForm, ChangeForm, DayField
from zazemi.values.services import ServiceForm as Form


class PlaceForm(forms.Form):
    """Where a service works."""

    name = forms.CharField(
        label=_("Name of the place"),
        max_length=200,
        required=False,
        help_text=_("Only when it differs from the name of the service."),
    )
    municipality = MunicipalityField(
        label=_("Municipality"), max_length=120, help_text=_("Name or six-digit code.")
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=200,
        required=False,
        help_text=_("Street and number; field work needs none."),
    )
    postal_code = forms.RegexField(
        r"^\d{3} ?\d{2}$",
        label=_("Postal code"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
        error_messages={"invalid": _("A postal code has five digits, such as 460 01.")},
    )
    is_address_secret = forms.BooleanField(
        label=_("The address is secret"),
        required=False,
        help_text=_("A shelter for victims of violence, for example. No address and no point is kept."),
    )
    is_municipality_secret = forms.BooleanField(
        label=_("The municipality is secret too"),
        required=False,
        help_text=_("The public sees only the region."),
    )
    phone = forms.CharField(label=_("Telephone of the place"), max_length=200, required=False)
    accessibility = forms.CharField(
        label=_("How to get in"),
        max_length=500,
        required=False,
        help_text=_("Steps, lift, wheelchair, pram; where to ring."),
    )
    lat = forms.FloatField(
        label=_("Latitude"),
        required=False,
        min_value=-90,
        max_value=90,
        help_text=_("In degrees. Left empty, the point of the municipality is used."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
        localize=True,
    )
    lon = forms.FloatField(
        label=_("Longitude"),
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
        localize=True,
    )
    valid_from = DayField(label=_("Works from"), required=False)
    valid_to = DayField(label=_("Works to (last day)"), required=False)
    forms = CodesField(labels=FORM_LABELS, label=_("Forms"))
    field_order = (
        "municipality",
        "address",
        "postal_code",
        "name",
        "forms",
        "phone",
        "accessibility",
        "valid_from",
        "valid_to",
        "is_address_secret",
        "is_municipality_secret",
        "lat",
        "lon",
    )

    @staticmethod
    def initial_of(place: Place) -> dict[str, object]:
        """Return what the form begins with."""
        return {
            name: place.municipality_id if name == "municipality" else getattr(place, name)
            for name in PlaceForm.field_order
        }

    def fields_of(self) -> PlaceFields:
        """Return what was typed."""
        values = {name: self.cleaned_data[name] for name in self.field_order}
        values["municipality"] = cast("Municipality", values["municipality"])
        values["forms"] = values["forms"].split(",")
        return PlaceFields(**values)


class PlaceAddForm(PlaceForm, AddForm):
    """A new place."""


class PlaceChangeForm(PlaceForm, ChangeForm):
    """A changed place."""


class CapacityForm(forms.Form):
    """How much a service can do at a place."""

    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=CapacityUnit.choices,
        help_text=_("Only full-time equivalents can be compared without a conversion norm."),
    )
    value = forms.DecimalField(
        label=_("Capacity"),
        min_value=0,
        error_messages={"min_value": _("A capacity cannot be negative.")},
        max_digits=9,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
        localize=True,
    )
    form = forms.ChoiceField(label=_("Form"), choices=FORM_CHOICES)
    territory = TerritoryField(
        label=_("Only for the territory"),
        max_length=120,
        required=False,
        help_text=_("A municipality, “ORP …” or “kraj …”. Left empty, it is for everybody it reaches."),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid to (last day)"), required=False)

    @staticmethod
    def initial_of(capacity: Capacity) -> dict[str, object]:
        """Return what the form begins with."""
        names = ("unit", "value", "form", "territory", "note", "valid_from", "valid_to")
        return {name: getattr(capacity, name) for name in names}

    def fields_of(self) -> CapacityFields:
        """Return what was typed."""
        values = self.cleaned_data
        return CapacityFields(
            unit=CapacityUnit(values["unit"]),
            value=values["value"],
            form=Form(values["form"]),
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            territory=values["territory"],
            note=values["note"],
        )


class CapacityAddForm(CapacityForm, AddForm):
    """A new capacity."""


class CapacityChangeForm(CapacityForm, ChangeForm):
    """A changed capacity."""


class HoursForm(forms.Form):
    """When a place is open."""

    opens_at = TimeField(label=_("Opens at"))
    closes_at = TimeField(
        label=_("Closes at"),
        help_text=_("A night ends on the next day: 18:00 and 7:00. Equal times are a whole day."),
    )
    is_by_appointment = forms.BooleanField(label=_("By appointment"), required=False)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_to = DayField(label=_("Valid to (last day)"), required=False)

    def _fields_of(self, weekday: object) -> HoursFields:
        names = ("opens_at", "closes_at", "is_by_appointment", "note", "valid_from", "valid_to")
        typed = {name: self.cleaned_data[name] for name in names}
        return HoursFields(weekday=Weekday(int(str(weekday))), **typed)


class HoursAddForm(HoursForm, AddForm):
    """New opening hours, on one day or more."""

    weekdays = forms.MultipleChoiceField(
        label=_("Days"), choices=Weekday.choices, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("form_key", "weekdays", "opens_at", "closes_at", "is_by_appointment", "note")

    def weekdays_of(self) -> list[Weekday]:
        """Return the chosen days."""
        return [Weekday(int(one)) for one in self.cleaned_data["weekdays"]]

    def fields_of(self) -> HoursFields:
        """Return what was typed, for the first of the days."""
        return self._fields_of(self.cleaned_data["weekdays"][0])


class HoursChangeForm(HoursForm, ChangeForm):
    """Changed opening hours of one day."""

    weekday = forms.TypedChoiceField(label=_("Day"), choices=Weekday.choices, coerce=int)
    field_order = ("expected_version", "weekday", "opens_at", "closes_at", "is_by_appointment", "note")

    @staticmethod
    def initial_of(hours: OpeningHours) -> dict[str, object]:
        """Return what the form begins with."""
        names = ("weekday", "opens_at", "closes_at", "is_by_appointment", "note", "valid_from", "valid_to")
        return {name: getattr(hours, name) for name in names}

    def fields_of(self) -> HoursFields:
        """Return what was typed."""
        return self._fields_of(self.cleaned_data["weekday"])


class AreaForm(forms.Form):
    """Which territory a place serves."""

    territory = TerritoryField(
        label=_("Territory"),
        max_length=120,
        help_text=_("A municipality, “ORP …” or “kraj …”, by name or code."),
    )
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_to = DayField(label=_("Valid to (last day)"), required=False)

    @staticmethod
    def initial_of(area: AreaServed) -> dict[str, object]:
        """Return what the form begins with."""
        return {name: getattr(area, name) for name in ("territory", "valid_from", "valid_to")}

    def fields_of(self) -> AreaFields:
        """Return what was typed."""
        names = ("territory", "valid_from", "valid_to")
        return AreaFields(**{name: self.cleaned_data[name] for name in names})


class AreaAddForm(AreaForm, AddForm):
    """A new territory."""


class AreaChangeForm(AreaForm, ChangeForm):
    """A changed territory."""
