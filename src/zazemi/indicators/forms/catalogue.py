"""Forms of the catalogue: indicators, validation rules, follow-ups. Shape and syntax only."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.indicators.choices import FORM_WORDS, OPERATOR_WORDS, SERIES, FollowUpState
from zazemi.indicators.models import Indicator, ValidationRule

_LISTED = 8
_MOST_DECIMALS = 4


def _series_choices() -> list[tuple[str, str]]:
    return [(one.key, gettext(one.name)) for one in SERIES.values()]


def _form_choices() -> list[tuple[str, str]]:
    return [(form.value, gettext(word)) for form, word in FORM_WORDS.items()]


def _operator_choices() -> list[tuple[str, str]]:
    return [(operator.value, gettext(word)) for operator, word in OPERATOR_WORDS.items()]


def _sides(label: Any, *, is_required: bool) -> forms.MultipleChoiceField:  # noqa: ANN401 - a lazy text
    return forms.MultipleChoiceField(
        label=label,
        choices=_series_choices,
        required=is_required,
        widget=forms.SelectMultiple(attrs={"size": _LISTED}),
        help_text=_("The chosen series are added up. Hold Ctrl to choose more of them."),
    )


def _number(label: Any, *, is_required: bool = False, initial: float | None = None) -> forms.FloatField:  # noqa: ANN401 - a lazy text
    return forms.FloatField(
        label=label,
        required=is_required,
        initial=initial,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
    )


class IndicatorForm(forms.Form):
    """A version of the method of an indicator."""

    key = forms.SlugField(
        label=_("Short name in addresses"), max_length=60, help_text=_("Small letters, digits and hyphens.")
    )
    name = forms.CharField(label=_("Name of the indicator"), max_length=120)
    description = forms.CharField(
        label=_("What it says and what it does not"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    form = forms.ChoiceField(label=_("Form of the formula"), choices=_form_choices)
    left = _sides(_("Left side"), is_required=True)
    right = _sides(_("Right side (none for a sum)"), is_required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40)
    decimals = forms.IntegerField(
        label=_("Decimal places"),
        min_value=0,
        max_value=_MOST_DECIMALS,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "is-short"}),
    )
    minimum = _number(_("Smallest possible value"))
    maximum = _number(_("Largest possible value"))
    source = forms.CharField(label=_("Source of the method"), max_length=300)
    valid_from = forms.DateField(
        label=_("For periods from"),
        widget=forms.DateInput(attrs={"type": "date", "class": "is-short"}, format="%Y-%m-%d"),
        help_text=_("A new version of a known method ends the older one the day before."),
    )
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def values(self) -> dict[str, Any]:
        """Return what was typed, by field of the record."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _FRAME}

    @staticmethod
    def initial_of(record: Indicator) -> dict[str, object]:
        """Return the stored values."""
        return {name: getattr(record, name) for name in IndicatorForm.base_fields if name not in _FRAME}


class IndicatorChangeForm(IndicatorForm):
    """A corrected version; its days and its key stay."""

    form_key = None  # type: ignore[assignment]  # Django's way to take a field out
    key = None  # type: ignore[assignment]  # as above
    valid_from = None  # type: ignore[assignment]  # as above
    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RuleForm(forms.Form):
    """A validation rule: left side, operator, right side."""

    name = forms.CharField(label=_("Name of the rule"), max_length=160)
    left = _sides(_("Left side"), is_required=True)
    operator = forms.ChoiceField(label=_("Relation"), choices=_operator_choices)
    right = _sides(_("Right side"), is_required=False)
    right_number = _number(_("Number added on the right side"))
    tolerance = _number(_("Tolerance"), is_required=True, initial=0)
    is_active = forms.BooleanField(label=_("The rule is checked"), required=False, initial=True)
    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def values(self) -> dict[str, Any]:
        """Return what was typed, by field of the record."""
        return {name: value for name, value in self.cleaned_data.items() if name not in _FRAME}

    @staticmethod
    def initial_of(record: ValidationRule) -> dict[str, object]:
        """Return the stored values."""
        return {name: getattr(record, name) for name in RuleForm.base_fields if name not in _FRAME}


class RuleChangeForm(RuleForm):
    """A changed rule."""

    form_key = None  # type: ignore[assignment]  # as above
    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class FollowUpForm(forms.Form):
    """What somebody found out about a suspicious value."""

    state = forms.ChoiceField(
        label=_("State"), choices=FollowUpState.choices, widget=forms.RadioSelect, initial=FollowUpState.OPEN
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you found out and from whom. No names and no data of people."),
    )
    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)


_FRAME = ("form_key", "expected_version")
