"""Forms of the room: shape and syntax only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.analysis.models import AnalysisSettings
from zazemi.analysis.selectors import listed_models

UNITS = {
    "needed_from_fte": _("FTE"),
    "sufficient_from_percent": "%",
    "near_limit_from_percent": "%",
    "field_programme_minutes": "min",
    "low_threshold_club_minutes": "min",
    "family_activation_minutes": "min",
    "decay_full_minutes": "min",
    "decay_at_limit_percent": "%",
    "workday_minutes": "min",
}
HINTS = {
    "valid_from": _("The settings hold from this day until the next ones begin."),
    "needed_from_fte": _("A smaller need of one kind in one municipality is called not needed."),
    "sufficient_from_percent": _("Served part of the need from which the service suffices."),
    "near_limit_from_percent": _("From this part of the reach on the page says near the limit."),
    "field_programme_minutes": _("One way by car; the staff travel."),
    "low_threshold_club_minutes": _("One way by car; people travel."),
    "family_activation_minutes": _("One way by car; people travel."),
    "decay_at_limit_percent": _("How much a place is used at the limit of reach, beside one close by."),
    "source": _("An assumption and its reason, or a document with its date."),
}


class SettingsForm(forms.ModelForm[AnalysisSettings]):
    """Dated settings of the analysis; the version that was read travels along."""

    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = AnalysisSettings
        fields = [
            "valid_from",
            "needed_from_fte",
            "sufficient_from_percent",
            "near_limit_from_percent",
            "field_programme_minutes",
            "low_threshold_club_minutes",
            "family_activation_minutes",
            "decay_full_minutes",
            "decay_at_limit_percent",
            "workday_minutes",
            "need_model",
            "basis",
            "source",
        ]
        help_texts = HINTS
        localized_fields = ("needed_from_fte",)
        widgets = {"valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        self.fields["need_model"] = forms.ChoiceField(
            label=_("model of need"),
            choices=[
                (one.code, f"{one.name} ({one.code})" if one.name else one.code) for one in listed_models()
            ],
        )
        for name, unit in UNITS.items():
            self.fields[name].unit = unit  # type: ignore[attr-defined]  # read by ui/field.html

    def values(self) -> dict[str, Any]:
        """What was entered, by the names of the record."""
        return {name: value for name, value in self.cleaned_data.items() if name != "expected_version"}
