"""Forms of ways between municipalities that people know."""

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.analysis.forms.stated import MunicipalityField
from zazemi.territory.models import LONGEST_WAY_MINUTES


class WayForm(forms.Form):
    """A way, there as well as back."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    origin = MunicipalityField(label=_("from where"), max_length=120)
    target = MunicipalityField(label=_("to where"), max_length=120)
    minutes = forms.IntegerField(label=_("minutes by car"), min_value=1, max_value=LONGEST_WAY_MINUTES)
    source = forms.CharField(
        label=_("who knows it and how"),
        max_length=300,
        help_text=_(
            "For example measured by the field workers in winter 2026, or a route planner with its day."
        ),
    )
