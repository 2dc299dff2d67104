"""Forms of models of need: three controls for every coefficient, and the day from which a model counts.

Units:   written beside every coefficient.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.analysis.choices import KINDS, Basis, kind_name
from zazemi.analysis.models import NeedModelRecord
from zazemi.analysis.models.need_models import coefficient_part
from zazemi.analysis.selectors.need_models import COMMON_NAMES, KIND_COEFFICIENT_NAMES, coefficients_of
from zazemi.analysis.services import ModelValues
from zazemi.kernel import clock
from zazemi.measures.need import NEED_MODEL_2026, Coefficient
from zazemi.measures.need import Basis as PureBasis
from zazemi.ui.typography import number_text

_DECIMALS = 4
_SOURCE_LENGTH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CoefficientRow:
    """One coefficient in the form: its name, unit and three controls."""

    name: str
    unit: str
    value: forms.BoundField
    basis: forms.BoundField
    source: forms.BoundField


@dataclass(frozen=True, slots=True, kw_only=True)
class CoefficientGroup:
    """Coefficients of one kind, or the common ones."""

    title: str
    rows: list[CoefficientRow]


class NeedModelForm(forms.ModelForm[NeedModelRecord]):
    """A model of need with all its coefficients; the version that was read travels along."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    expected_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = NeedModelRecord
        fields = ["name", "code", "dated", "note"]
        help_texts = {
            "name": _("As people call it, for example Stricter model of clubs."),
            "code": _("Small letters, digits, dots and hyphens; it stands in tables and files."),
            "note": _("Who agreed on it and why."),
        }
        widgets = {
            "dated": forms.DateInput(attrs={"type": "date", "class": "is-short"}, format="%Y-%m-%d"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        for name, one in coefficients_of(NEED_MODEL_2026).items():
            title = f"{_group(name)}: {_title(name)}"
            self.fields[coefficient_part(name, "value")] = forms.DecimalField(
                label=title,
                min_value=0,
                max_digits=9,
                decimal_places=_DECIMALS,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
                help_text=gettext(one.unit),
            )
            self.fields[coefficient_part(name, "basis")] = forms.ChoiceField(
                label=gettext("%(name)s, basis") % {"name": title}, choices=Basis.choices
            )
            self.fields[coefficient_part(name, "source")] = forms.CharField(
                label=gettext("%(name)s, where from") % {"name": title},
                max_length=_SOURCE_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @staticmethod
    def initial_of(coefficients: Mapping[str, Coefficient]) -> dict[str, Any]:
        """What the form starts from."""
        found: dict[str, Any] = {}
        for name, one in coefficients.items():
            found[coefficient_part(name, "value")] = Decimal(str(one.value))
            found[coefficient_part(name, "basis")] = one.basis.value
            found[coefficient_part(name, "source")] = gettext(one.source)
        return found

    def values(self) -> ModelValues:
        """What was entered."""
        clean = self.cleaned_data
        return ModelValues(
            code=clean["code"],
            name=clean["name"],
            dated=clean["dated"],
            note=clean["note"],
            coefficients={
                name: Coefficient(
                    value=float(clean[coefficient_part(name, "value")]),
                    unit=one.unit,
                    basis=PureBasis(clean[coefficient_part(name, "basis")]),
                    source=clean[coefficient_part(name, "source")],
                )
                for name, one in coefficients_of(NEED_MODEL_2026).items()
            },
        )

    def groups(self) -> Iterator[CoefficientGroup]:
        """The coefficients, the common ones first, then kind by kind."""
        names = list(coefficients_of(NEED_MODEL_2026))
        for title in dict.fromkeys(_group(name) for name in names):
            yield CoefficientGroup(
                title=title, rows=[self._row(name) for name in names if _group(name) == title]
            )

    def _row(self, name: str) -> CoefficientRow:
        value = self[coefficient_part(name, "value")]
        return CoefficientRow(
            name=_title(name),
            unit=str(value.help_text),
            value=value,
            basis=self[coefficient_part(name, "basis")],
            source=self[coefficient_part(name, "source")],
        )


class ForceForm(forms.Form):
    """From which day a model counts, and who decided it."""

    valid_from = forms.DateField(
        label=_("counts from"),
        widget=forms.DateInput(attrs={"type": "date", "class": "is-short"}, format="%Y-%m-%d"),
        help_text=_("Verdicts, maps, files and plans of that day and later are computed with it."),
    )
    source = forms.CharField(
        label=_("who decided it"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A resolution or a meeting with its date."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **options)
        self.fields["valid_from"].initial = clock.today


def coefficient_text(value: float) -> str:
    """A coefficient as people read it, without superfluous zeros."""
    exact = Decimal(str(value)).normalize()
    exponent = exact.as_tuple().exponent
    return number_text(exact, max(0, -exponent) if isinstance(exponent, int) else 0)


def _group(name: str) -> str:
    kind = next((kind for kind in KINDS if name.startswith(f"{kind.value}.")), None)
    return gettext("For all kinds") if kind is None else kind_name(kind)


def _title(name: str) -> str:
    return gettext({**COMMON_NAMES, **KIND_COEFFICIENT_NAMES}[name.rsplit(".", 1)[-1]])
