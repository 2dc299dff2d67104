"""Forms of yearly versions of the network."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.kernel import clock
from zazemi.network.choices import NetworkLevel
from zazemi.network.models import NetworkVersion, NetworkVersionRow
from zazemi.territory.models import Region
from zazemi.ui.fields import AddForm, ChangeForm, DayField

_FIRST_YEAR, _YEARS_AHEAD = 2007, 10


class VersionAddForm(AddForm):
    """A new version, taken from the network of a day."""

    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none(), empty_label=None)
    year = forms.IntegerField(
        label=_("Year"),
        min_value=_FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )
    name = forms.CharField(
        label=_("Name of the version"), max_length=120, help_text=_("For example: basic network, 2nd update.")
    )
    as_of = DayField(
        label=_("Capacities as of"), help_text=_("The version takes over what places can do on that day.")
    )
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        regions = cast("forms.ModelChoiceField[Region]", self.fields["region"])
        regions.queryset = Region.objects.filter(municipalities__service_places__isnull=False).distinct()
        cast("forms.IntegerField", self.fields["year"]).max_value = clock.today().year + _YEARS_AHEAD


class ApprovalForm(ChangeForm):
    """Who approved a version, when and by which resolution."""

    approved_by = forms.CharField(
        label=_("Approved by"), max_length=120, help_text=_("For example: assembly of the region.")
    )
    resolution_number = forms.CharField(label=_("Number of the resolution"), max_length=40)
    approved_on = DayField(label=_("Approved on"))

    @staticmethod
    def initial_of(_version: NetworkVersion) -> dict[str, object]:
        """Begin with today."""
        return {"approved_on": clock.today()}


class RowForm(ChangeForm):
    """Capacity and level of one place in a draft."""

    value = forms.DecimalField(
        label=_("Capacity"),
        min_value=0,
        error_messages={"min_value": _("A capacity cannot be negative.")},
        max_digits=9,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
        localize=True,
    )
    level = forms.ChoiceField(label=_("Level"), choices=NetworkLevel.choices)

    @staticmethod
    def initial_of(row: NetworkVersionRow) -> dict[str, object]:
        """Return what the form begins with."""
        return {"value": row.value, "level": row.level}
