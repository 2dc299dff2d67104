"""Forms of the network: shape and syntax of input; their fields are named as those of the records."""

import datetime as dt
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.kernel import clock
from zazemi.network.choices import FORM_CHOICES, KIND_CHOICES, CapacityUnit, NormBasis
from zazemi.network.models import Capacity, Place, Service
from zazemi.network.services import CapacityFields, PlaceFields
from zazemi.parties.models import Organisation
from zazemi.parties.selectors import organisations
from zazemi.territory.models import Municipality, Region
from zazemi.territory.selectors import search
from zazemi.values.names import folded
from zazemi.values.services import ServiceForm as Form

_SUGGESTED = 5


class MunicipalityField(forms.CharField):
    """A municipality by its code or name; an ambiguous name is answered with the codes."""

    def clean(self, value: object) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the municipality."""
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = search(text, _SUGGESTED)
        exact = [one for one in found if one.code == text] or [
            one for one in found if one.name_folded == folded(text)
        ]
        if len(exact) == 1:
            return exact[0]
        if not found:
            raise ValidationError(
                gettext("No municipality is called “%(text)s”. Write its name or six-digit code.")
                % {"text": text}
            )
        listed = ", ".join(f"{one.name} ({one.orp.name}) {one.code}" for one in exact or found)
        raise ValidationError(gettext("Which one is meant? Write the code: %(listed)s.") % {"listed": listed})


class DayField(forms.DateField):
    """A day, picked or typed as 31. 12. 2026."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        widget = forms.DateInput(attrs={"type": "date", "class": "is-short"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"], **options)


class AddForm(forms.Form):
    """A form of something new, with its one-time key."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ChangeForm(forms.Form):
    """A form of a change, with the version that was read."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ServiceFields(forms.Form):
    """What a service is."""

    provider = forms.ModelChoiceField(
        label=_("Provider"), queryset=Organisation.objects.none(), empty_label=_("choose")
    )
    kind = forms.ChoiceField(label=_("Kind of service"), choices=KIND_CHOICES)
    name = forms.CharField(
        label=_("Name of the service"), max_length=200, help_text=_("As in the register of providers.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Organisation]", self.fields["provider"]).queryset = organisations()

    @staticmethod
    def initial_of(service: Service) -> dict[str, object]:
        """Return what the form begins with."""
        return {"provider": service.provider_id, "kind": service.kind, "name": service.name}


class ServiceAddForm(ServiceFields, AddForm):
    """A new service."""


class ServiceChangeForm(ServiceFields, ChangeForm):
    """A changed service."""


class PlaceForm(forms.Form):
    """Where a service works."""

    municipality = MunicipalityField(
        label=_("Municipality"), max_length=120, help_text=_("Name or six-digit code.")
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=200,
        required=False,
        help_text=_("Street and number; field work needs none."),
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

    @staticmethod
    def initial_of(place: Place) -> dict[str, object]:
        """Return what the form begins with."""
        names = ("address", "lat", "lon", "valid_from", "valid_to")
        return {"municipality": place.municipality_id, **{name: getattr(place, name) for name in names}}

    def fields_of(self) -> PlaceFields:
        """Return what was typed."""
        values = self.cleaned_data
        return PlaceFields(
            municipality=cast("Municipality", values["municipality"]),
            address=values["address"],
            lat=values["lat"],
            lon=values["lon"],
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
        )


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
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid to (last day)"), required=False)

    @staticmethod
    def initial_of(capacity: Capacity) -> dict[str, object]:
        """Return what the form begins with."""
        return {name: getattr(capacity, name) for name in ("unit", "value", "form", "valid_from", "valid_to")}

    def fields_of(self) -> CapacityFields:
        """Return what was typed."""
        values = self.cleaned_data
        return CapacityFields(
            unit=CapacityUnit(values["unit"]),
            value=values["value"],
            form=Form(values["form"]),
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
        )


class CapacityAddForm(CapacityForm, AddForm):
    """A new capacity."""


class CapacityChangeForm(CapacityForm, ChangeForm):
    """A changed capacity."""


class ProviderAddForm(AddForm):
    """A new provider."""

    name = forms.CharField(
        label=_("Name of the provider"), max_length=200, help_text=_("As in the register of providers.")
    )
    ico = forms.CharField(
        label=_("IČO"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )


class CoverageAddForm(AddForm):
    """The statement that the services of a region are completely here."""

    region_code = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.none(), empty_label=_("choose")
    )
    since = DayField(label=_("Complete since"))
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Which register it is and who vouches for it.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        regions = cast("forms.ModelChoiceField[Region]", self.fields["region_code"])
        regions.queryset = Region.objects.filter(register_coverage__isnull=True)


class CoverageChangeForm(ChangeForm):
    """A changed statement."""

    since = DayField(label=_("Complete since"))
    source = forms.CharField(label=_("Source"), max_length=300)


class NormAddForm(AddForm):
    """A new conversion norm."""

    kind = forms.ChoiceField(label=_("Kind of service"), choices=KIND_CHOICES)
    unit = forms.ChoiceField(
        label=_("Unit"), choices=[choice for choice in CapacityUnit.choices if choice[0] != CapacityUnit.FTE]
    )
    fte_per_unit = forms.DecimalField(
        label=_("FTE per unit"),
        min_value=Decimal("0.00001"),
        max_digits=9,
        decimal_places=5,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
        localize=True,
        help_text=_("For example 0,1: a club for ten people at one time counts as one FTE."),
    )
    basis = forms.ChoiceField(label=_("What it stands on"), choices=NormBasis.choices)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The document, or the reason of the assumption.")
    )
    valid_from = DayField(label=_("Valid from"))


class ListFilter(forms.Form):
    """What the list of services shows; wrong values are as if nothing was chosen."""

    druh = forms.ChoiceField(label=_("Kind"), required=False)
    orp = forms.ChoiceField(label=_("ORP"), required=False)
    q = forms.CharField(label=_("Name, provider, municipality"), required=False, max_length=100)

    def __init__(self, *args: Any, orps: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        all_kinds, everywhere = ("", gettext("all kinds")), ("", gettext("everywhere"))
        cast("forms.ChoiceField", self.fields["druh"]).choices = [all_kinds, *KIND_CHOICES]
        cast("forms.ChoiceField", self.fields["orp"]).choices = [everywhere, *orps]

    def chosen(self, name: str) -> str:
        """Return the valid value of a filter, or an empty text."""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))


def today() -> dt.date:
    """Return the day new capacities begin with."""
    return clock.today()
