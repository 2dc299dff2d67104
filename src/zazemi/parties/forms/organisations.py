"""Forms of organisations: shape and syntax of input; their fields are named as those of the records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.forms.offering import NOTHING, initial_values, offer, offer_codes, short_input
from zazemi.parties.models import Organisation
from zazemi.parties.selectors import organisations
from zazemi.parties.services import (
    OrganisationDetails,
)
from zazemi.territory.models import Region
from zazemi.territory.selectors import search, told_apart
from zazemi.ui.fields import AddForm, ChangeForm, DayField, PlaceField


class OrganisationForm(forms.Form):
    """What an organisation is."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=60, required=False, widget=short_input())
    kind = forms.ChoiceField(label=_("Kind"), choices=OrganisationKind.choices)
    ico = forms.CharField(
        label=_("IČO"),
        max_length=12,
        required=False,
        widget=short_input("numeric"),
        help_text=_("Eight digits; the last one is checked."),
    )
    legal_form = forms.ModelChoiceField(
        label=_("Legal form"), queryset=Code.objects.none(), required=False, empty_label=NOTHING
    )
    municipality = PlaceField(
        search=search,
        described=told_apart,
        label=_("Municipality of the seat"),
        max_length=120,
        required=False,
        help_text=_("Name or six-digit code; of a municipality it is the municipality itself."),
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Region.objects.none(),
        required=False,
        empty_label=NOTHING,
        help_text=_("Filled in by the municipality; of a region it is the region itself."),
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    web = forms.URLField(label=_("Web"), max_length=200, required=False, assume_scheme="https")
    email = forms.EmailField(label=_("E-mail of the office"), required=False)
    phone = forms.CharField(
        label=_("Phone of the office"), max_length=40, required=False, widget=short_input("tel")
    )
    data_box = forms.CharField(
        label=_("Id of the data box"),
        max_length=12,
        required=False,
        widget=short_input(),
        help_text=_("Seven letters and digits."),
    )
    part_of = forms.ModelChoiceField(
        label=_("Unit of"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=NOTHING,
        help_text=_("A department or agency without an IČO of its own belongs to its office."),
    )
    valid_from = DayField(label=_("Exists from"), required=False)
    valid_to = DayField(label=_("Exists to (last day)"), required=False)

    def __init__(self, *args: Any, record: Organisation | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        offer_codes(self, "legal_form", "legal_forms", record.legal_form_id if record else None)
        offer(self, "region", Region.objects.all())
        others = organisations()
        offer(self, "part_of", others.exclude(pk=record.pk) if record else others)

    @staticmethod
    def initial_of(record: Organisation) -> dict[str, object]:
        """Return what the form begins with."""
        plain = ("name", "short_name", "kind", "ico", "address", "web", "email", "phone", "data_box")
        keys = ("legal_form", "municipality", "region", "part_of")
        return initial_values(record, (*plain, "valid_from", "valid_to"), keys)

    def details(self) -> OrganisationDetails:
        """Return what was typed beyond name, kind and IČO."""
        values = {key: value for key, value in self.cleaned_data.items() if key in _DETAILS}
        return OrganisationDetails(**values)


_DETAILS = frozenset(OrganisationDetails.__dataclass_fields__)


class OrganisationAddForm(OrganisationForm, AddForm):
    """A new organisation."""


class OrganisationChangeForm(OrganisationForm, ChangeForm):
    """A changed organisation."""


class OfficeForm(ChangeForm):
    """How the office is reached."""

    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    web = forms.URLField(label=_("Web"), max_length=200, required=False, assume_scheme="https")
    email = forms.EmailField(label=_("E-mail of the office"), required=False)
    phone = forms.CharField(
        label=_("Phone of the office"), max_length=40, required=False, widget=short_input("tel")
    )


class SuccessionForm(AddForm):
    """What followed after an organisation."""

    successor = forms.ModelChoiceField(
        label=_("Successor"), queryset=Organisation.objects.none(), empty_label=_("choose")
    )
    on = DayField(label=_("Since"))
    reason = forms.CharField(label=_("Why"), max_length=300, required=False)

    def __init__(self, *args: Any, record: Organisation, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        offer(self, "successor", organisations().exclude(pk=record.pk))
