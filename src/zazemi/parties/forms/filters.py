"""What lists show; wrong values are as if nothing was chosen."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.parties.choices import BodyKind, OrganisationKind
from zazemi.ui.fields import DayField


class Filter(forms.Form):
    """What a list shows."""

    def chosen(self) -> dict[str, Any]:
        """Return the valid values of the filter; the others are empty."""
        self.full_clean()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class OrganisationFilter(Filter):
    """What the list of organisations shows."""

    druh = forms.ChoiceField(label=_("Kind"), required=False)
    orp = forms.ChoiceField(label=_("ORP"), required=False)
    q = forms.CharField(label=_("Name, IČO, municipality"), required=False, max_length=100)

    def __init__(self, *args: Any, orps: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        cast("forms.ChoiceField", self.fields["druh"]).choices = [
            ("", _("all kinds")),
            *OrganisationKind.choices,
        ]
        cast("forms.ChoiceField", self.fields["orp"]).choices = [("", _("everywhere")), *orps]


class DirectoryFilter(OrganisationFilter):
    """What the directory of contacts shows."""

    role = forms.ChoiceField(label=_("With what"), required=False)
    den = DayField(label=_("As of"), required=False)
    q = forms.CharField(label=_("Name, organisation, municipality"), required=False, max_length=100)
    field_order = ("q", "druh", "orp", "role", "den")

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        cast("forms.ChoiceField", self.fields["role"]).choices = [("", _("anything")), *roles]


class BodyFilter(Filter):
    """What the list of bodies shows."""

    druh = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all kinds")), *BodyKind.choices]
    )
    den = DayField(label=_("As of"), required=False)
    q = forms.CharField(label=_("Name, founder"), required=False, max_length=100)


class DayFilter(Filter):
    """The day for which a body is shown."""

    den = DayField(label=_("Who sat on"), required=False)


class PeopleFilter(Filter):
    """What the list of people shows."""

    q = forms.CharField(label=_("Name, organisation"), required=False, max_length=100)
