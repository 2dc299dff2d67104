"""What the lists of the network are narrowed by; wrong values are as if nothing was chosen."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.selectors import choices_of
from zazemi.network.choices import FORM_CHOICES, KIND_CHOICES
from zazemi.network.selectors import ServiceFilter
from zazemi.parties.selectors import organisations
from zazemi.ui.fields import DayField


class ListFilter(forms.Form):
    """What the list of services shows."""

    druh = forms.ChoiceField(label=_("Kind"), required=False)
    forma = forms.ChoiceField(label=_("Form"), required=False)
    skupina = forms.ChoiceField(label=_("For whom"), required=False)
    orp = forms.ChoiceField(label=_("ORP"), required=False)
    poskytovatel = forms.ChoiceField(label=_("Provider"), required=False)
    penize_do = DayField(label=_("Money ends by"), required=False)
    overeno_do = DayField(label=_("Not verified since"), required=False)
    q = forms.CharField(label=_("Name, provider, municipality"), required=False, max_length=100)

    def __init__(self, *args: Any, orps: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        offered: dict[str, list[tuple[str, Any]]] = {
            "druh": [("", gettext("all kinds")), *KIND_CHOICES],
            "forma": [("", gettext("all forms")), *FORM_CHOICES],
            "skupina": [("", gettext("everybody")), *choices_of("target_groups")],
            "orp": [("", gettext("everywhere")), *orps],
            "poskytovatel": [
                ("", gettext("all providers")),
                *((str(one.pk), one.name) for one in organisations()),
            ],
        }
        for name, choices in offered.items():
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def chosen(self) -> ServiceFilter:
        """Return the valid values."""
        self.full_clean()
        values = self.cleaned_data
        provider = values.get("poskytovatel", "")
        return ServiceFilter(
            kind=values.get("druh", ""),
            form=values.get("forma", ""),
            target_group=values.get("skupina", ""),
            orp_code=values.get("orp", ""),
            provider_id=int(provider) if provider else None,
            funding_ends_by=values.get("penize_do"),
            not_verified_since=values.get("overeno_do"),
            text=values.get("q", ""),
        )

    def query(self) -> dict[str, str]:
        """Return the valid values as they stand in an address, without the empty ones."""
        self.full_clean()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}
