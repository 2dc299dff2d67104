"""Forms of saved runs."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RunForm(forms.Form):
    """How the run is called and for which day it counts."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    region_code = forms.CharField(widget=forms.HiddenInput, max_length=5)
    title = forms.CharField(
        label=_("name of the run"),
        max_length=120,
        help_text=_("For example State for the plan of services 2027."),
    )
    day = forms.DateField(
        label=_("state as of"),
        widget=forms.DateInput(attrs={"type": "date", "class": "is-short"}, format="%Y-%m-%d"),
        help_text=_("Capacities, statements and settings of that day; the newest indicators of that day."),
    )
