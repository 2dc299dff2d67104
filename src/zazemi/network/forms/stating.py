"""Forms that state what holds for the whole network: that a register is complete, how units convert."""

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.network.choices import KIND_CHOICES, CapacityUnit, NormBasis
from zazemi.territory.models import Region
from zazemi.ui.fields import AddForm, ChangeForm, DayField


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
