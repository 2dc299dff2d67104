"""Forms of needs that people state."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.analysis.choices import NeedUnit
from zazemi.analysis.models import StatedNeed
from zazemi.analysis.services import StatementValues
from zazemi.codelists.selectors import choices_of
from zazemi.territory.models import Orp
from zazemi.territory.selectors import search, told_apart
from zazemi.ui.fields import PlaceField

_DAYS = ("said_on", "valid_from", "valid_to")


class MunicipalityField(PlaceField):
    """A municipality by its code or name."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(search=search, described=told_apart, **options)


class StatementForm(forms.ModelForm[StatedNeed]):
    """A need that people state; the version that was read travels along."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    municipality = MunicipalityField(
        label=_("municipality"),
        required=False,
        max_length=120,
        help_text=_("Its name or six-digit code. Leave it empty when the statement is about a whole area."),
    )

    class Meta:
        model = StatedNeed
        fields = [
            "municipality",
            "orp",
            "kind",
            "target_group",
            "unit",
            "amount",
            "effect",
            "statement",
            "origin",
            "said_by",
            "said_on",
            "reference",
            "valid_from",
            "valid_to",
        ]
        localized_fields = ("amount",)
        help_texts = {
            "orp": _("The number is divided among its municipalities in proportion to the computed need."),
            "amount": _("Counts only. Fewer than 5 people are not written as a number."),
            "effect": _("A replaced need stays visible beside the stated one."),
            "statement": _("In the words of those who said it; no names, no stories of single people."),
            "said_by": _("An institution or a group, for example round table of Chlumkov."),
            "reference": _("Number of the minutes or of the letter, where the paper is kept."),
            "valid_to": _("Empty means until it is withdrawn."),
        }
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 4}),
            **{
                name: forms.DateInput(attrs={"type": "date", "class": "is-short"}, format="%Y-%m-%d")
                for name in _DAYS
            },
        }

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        kept = [self.instance.target_group] if self.instance.target_group else []
        self.fields["target_group"] = forms.ChoiceField(
            label=_("target group"),
            required=False,
            choices=[("", gettext("everybody")), *choices_of("target_groups", keep=kept)],
        )
        areas = self.fields["orp"]
        if isinstance(areas, forms.ModelChoiceField):
            areas.queryset = Orp.objects.select_related("region").order_by("region_id", "name_sort")
            areas.empty_label = gettext("no area, one municipality")

    def clean(self) -> dict[str, Any]:
        """One place, and a number where one is announced."""
        clean = super().clean() or self.cleaned_data
        has_municipality, has_orp = bool(clean.get("municipality")), bool(clean.get("orp"))
        if "municipality" not in self.errors and has_municipality == has_orp:
            self.add_error("municipality", gettext("Name one municipality, or choose one area; not both."))
        is_number = clean.get("unit") in (NeedUnit.FTE, NeedUnit.PEOPLE)
        if is_number and clean.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", gettext("Write how much, or choose just needed, without a number."))
        if clean.get("unit") == NeedUnit.NEEDED:
            clean["amount"] = None
        return clean

    def values(self) -> StatementValues:
        """What was entered."""
        return StatementValues(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class WithdrawForm(forms.Form):
    """Why a statement counts no more."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    why = forms.CharField(
        label=_("why it is withdrawn"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
