"""Forms of planning: a scenario with the terms of every kind, and the note of a plan.

Units:   whole CZK, months, FTE, per cent; each is written beside its control.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.planning.assumptions import TERM_WORDS
from zazemi.planning.models import LARGEST_BUDGET_CZK, LONGEST_MONTHS, Scenario, part_name
from zazemi.planning.questions import (
    LARGEST_COST_CZK,
    LARGEST_TEAM_FTE,
    TEAM_GRAIN,
    WHOLE_PERCENT,
    KindTerms,
    Terms,
)
from zazemi.planning.services import ScenarioValues
from zazemi.planning.wording import kind_name, scenario_name
from zazemi.territory.models import Region
from zazemi.ui.typography import number_text
from zazemi.values.services import PREVENTION_NETWORK, ServiceKind

_SPACES = re.compile(r"[\s\u00a0\u202f]|Kč|CZK")
_HUNDREDTH = Decimal("0.01")
_HALF = Decimal("0.5")
NAME_LENGTH = 120


class WholeField(forms.IntegerField):
    """A whole number, typed with or without spaces between thousands."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short", "autocomplete": "off"})
        super().__init__(widget=widget, **options)

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - Django's own signature
        """Read the number."""
        return super().to_python(_SPACES.sub("", value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Write a stored number with spaces; what was typed stays as it was typed."""
        return number_text(value).replace("\u00a0", " ") if isinstance(value, int) else value


class PartsField(forms.DecimalField):
    """A decimal number with a comma; it always comes back with the same decimal places."""

    def __init__(self, *, grain: Decimal, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        self.grain = grain
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short", "autocomplete": "off"})
        super().__init__(widget=widget, localize=False, max_digits=7, **options)

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - the stubs know no Decimal here
        """Read the number."""
        text = _SPACES.sub("", value).replace(",", ".") if isinstance(value, str) else value
        return super().to_python(text)

    def clean(self, value: Any) -> Decimal | None:  # noqa: ANN401 - Django's own signature
        """Return it in one spelling."""
        number = super().clean(value)
        return None if number is None else number.quantize(self.grain)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Write a stored number with a comma."""
        places = -cast("int", self.grain.as_tuple().exponent)
        return number_text(value, places) if isinstance(value, Decimal) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """A row of the table of terms: one kind, its controls with their heads."""

    name: str
    controls: list[tuple[str, forms.BoundField]]


class ScenarioForm(forms.Form):
    """The question: how much money, for how long, on which terms."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    prices_on = forms.DateField(
        widget=forms.HiddenInput, input_formats=["%Y-%m-%d"], label=_("prices of the day")
    )
    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none(), empty_label=None)
    budget_czk = WholeField(
        label=_("Money for the whole time"),
        min_value=1,
        max_value=LARGEST_BUDGET_CZK,
        help_text=_("The region and the Agency spoke of more than 35 million CZK on 26 February 2014."),
    )
    months = WholeField(
        label=_("For how long"),
        min_value=1,
        max_value=LONGEST_MONTHS,
        help_text=_("An assumption: from the start of a project to its end."),
    )
    name = forms.CharField(
        label=_("Name of the scenario"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Left empty, it is named by the money and the length."),
    )
    floor_fte = PartsField(
        label=_("Least service of every municipality in need"),
        min_value=0,
        max_value=2,
        decimal_places=2,
        grain=_HUNDREDTH,
        help_text=_("An assumption: nobody in need stays without help while the money can prevent it."),
    )
    gap_percent = PartsField(
        label=_("Precision of the proof"),
        min_value=_HUNDREDTH,
        max_value=20,
        decimal_places=2,
        grain=_HUNDREDTH,
        help_text=_("The search ends when no plan can be better by more than this."),
    )
    note = forms.CharField(
        label=_("Note of the scenario"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the money is for, who asked. No names of clients."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Region]", self.fields["region"]).queryset = Region.objects.all()
        units = {
            "budget_czk": gettext("CZK"),
            "months": gettext("months"),
            "floor_fte": gettext("FTE"),
            "gap_percent": "%",
        }
        for kind in PREVENTION_NETWORK:
            for name, (word, unit, decimals) in TERM_WORDS.items():
                key = part_name(name, kind.value)
                self.fields[key] = _term_field(name, decimals)
                self.fields[key].label = f"{kind_name(kind)}: {gettext(word)}"
                units[key] = gettext(unit)
        for key, unit in units.items():
            self.fields[key].unit = unit  # type: ignore[attr-defined]  # read by ui/field.html

    @staticmethod
    def initial_of(values: ScenarioValues) -> dict[str, object]:
        """Return what the form of a new scenario begins with; its name follows from the money."""
        parts = {
            part_name(name, kind.value): getattr(terms, name)
            for kind, terms in values.terms.items()
            for name in TERM_WORDS
        }
        return parts | {
            "region": values.region_code,
            "budget_czk": values.budget_czk,
            "months": values.months,
            "prices_on": values.prices_on,
            "floor_fte": values.floor_fte,
            "gap_percent": values.gap_percent,
        }

    @staticmethod
    def initial_from(scenario: Scenario) -> dict[str, object]:
        """Return the stored values."""
        names = ("budget_czk", "months", "prices_on", "floor_fte", "gap_percent", "name", "note")
        stored: dict[str, object] = {name: getattr(scenario, name) for name in names}
        return {**Scenario.parts_of(scenario), **stored, "region": scenario.region_id}

    @property
    def is_different(self) -> bool:
        """Whether something of the scenario itself was changed."""
        return bool(set(self.changed_data) - {"form_key", "expected_version"})

    @property
    def kind_rows(self) -> Iterator[KindRow]:
        """The table of terms."""
        for kind in PREVENTION_NETWORK:
            controls = [
                (f"{gettext(word)}, {gettext(unit)}", self[part_name(name, kind.value)])
                for name, (word, unit, _decimals) in TERM_WORDS.items()
            ]
            yield KindRow(name=kind_name(kind), controls=controls)

    @property
    def term_heads(self) -> list[tuple[str, str]]:
        """Heads of the columns with units."""
        return [(gettext(word), gettext(unit)) for word, unit, _decimals in TERM_WORDS.values()]

    def clean(self) -> dict[str, Any]:
        """Refuse terms that contradict themselves; name what has no name."""
        values = super().clean() or self.cleaned_data
        for kind in PREVENTION_NETWORK:
            least, largest = (
                values.get(part_name(name, kind.value)) for name in ("least_team_fte", "largest_team_fte")
            )
            if least is not None and largest is not None and least > largest:
                self.add_error(
                    part_name("largest_team_fte", kind.value),
                    gettext("The largest team cannot be smaller than the least one."),
                )
        shares = [values.get(part_name("min_share_percent", kind.value)) or 0 for kind in PREVENTION_NETWORK]
        if sum(shares) > WHOLE_PERCENT:
            self.add_error(
                part_name("min_share_percent", PREVENTION_NETWORK[0].value),
                gettext("The least shares add up to %(percent)s %%, which is more than the whole.")
                % {"percent": sum(shares)},
            )
        if not values.get("name") and "budget_czk" in values and "months" in values:
            values["name"] = scenario_name(values["budget_czk"], values["months"])
        return values

    def values(self) -> ScenarioValues:
        """Return what was typed."""
        typed = self.cleaned_data
        return ScenarioValues(
            name=typed["name"],
            region_code=typed["region"].code,
            budget_czk=typed["budget_czk"],
            months=typed["months"],
            prices_on=cast("dt.date", typed["prices_on"]),
            floor_fte=typed["floor_fte"],
            gap_percent=typed["gap_percent"],
            terms=self._terms(),
            note=typed["note"],
        )

    def _terms(self) -> Terms:
        def of(kind: ServiceKind) -> KindTerms:
            return KindTerms(**{name: self.cleaned_data[part_name(name, kind.value)] for name in TERM_WORDS})

        return {kind: of(kind) for kind in PREVENTION_NETWORK}


class NoteForm(forms.Form):
    """The note of a plan."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    note = forms.CharField(
        label=_("Note of the plan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What was agreed about the plan. No names of clients."),
    )


class OrderForm(forms.Form):
    """An order of a plan, with its one-time key."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


def _half_steps(value: Decimal) -> None:
    if value % _HALF:
        raise ValidationError(gettext("Teams grow by halves of an FTE: write for example 2 or 2.5."))


def _term_field(name: str, decimals: int) -> forms.Field:
    if decimals:
        return PartsField(
            min_value=_HALF,
            max_value=LARGEST_TEAM_FTE,
            decimal_places=decimals,
            grain=TEAM_GRAIN,
            validators=[_half_steps],
        )
    least = 1 if name == "cost_czk_per_fte_year" else 0
    most = WHOLE_PERCENT if name == "min_share_percent" else LARGEST_COST_CZK
    return WholeField(min_value=least, max_value=most)
