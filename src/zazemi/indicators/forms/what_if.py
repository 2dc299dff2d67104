"""Forms of the index: what if the numbers of a municipality were other. Nothing is stored."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.indicators.choices import DIMENSION_WORDS
from zazemi.indicators.selectors import YearOfIndex
from zazemi.indicators.selectors.one_place import COUNT_OF, DENOMINATOR_OF
from zazemi.measures.index_of_one import Load
from zazemi.measures.indicator_sets import Dimension

_MOST = 5_000_000
_LABELS = {
    "population_15_plus": _("Inhabitants aged 15 and over"),
    "population_15_64": _("Inhabitants aged 15 to 64"),
    "pupils_finished": _("Pupils who finished compulsory schooling"),
}
_MEANS = ("housing_allowances", "living_allowances")


class WhatIfForm(forms.Form):
    """The inputs of one municipality, open to change; a borrowed school is not its own and stays."""

    def __init__(self, *args: Any, year: YearOfIndex, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        self.year = year
        for name, value in self.starting().items():
            self.fields[name] = _field(name, value)

    def starting(self) -> dict[str, float]:
        """The published numbers, by field."""
        found: dict[str, float] = {}
        for kind in (DENOMINATOR_OF, COUNT_OF):
            for dimension in self._own_dimensions():
                load = self.year.load(dimension)
                found[kind[dimension]] = load.of if kind is DENOMINATOR_OF else load.count
        return found

    def loads(self) -> dict[Dimension, Load]:
        """The numbers as typed; what nobody touched and a borrowed school as published."""
        published = self.starting()

        def number(name: str) -> float:
            value = float(self.cleaned_data[name])
            is_untouched = value == float(cast("float", self.fields[name].initial))
            return published[name] if is_untouched else value

        typed = {
            one: Load(count=number(COUNT_OF[one]), of=number(DENOMINATOR_OF[one]))
            for one in self._own_dimensions()
        }
        return {one: typed.get(one, self.year.load(one)) for one in self.year.rules.dimensions}

    def clean(self) -> dict[str, Any]:
        """Refuse more people in a count than there are inhabitants of that age."""
        values = super().clean() or {}
        for one in self._own_dimensions():
            count, of = values.get(COUNT_OF[one]), values.get(DENOMINATOR_OF[one])
            if count is not None and of is not None and count > of:
                self.add_error(COUNT_OF[one], _("It cannot be more than all of them (%(of)s).") % {"of": of})
        return values

    def _own_dimensions(self) -> list[Dimension]:
        is_borrowed = self.year.result.lender_id is not None
        return [
            one for one in self.year.rules.dimensions if not (is_borrowed and one is Dimension.EARLY_LEAVING)
        ]


def _field(name: str, value: float) -> forms.Field:
    dimension = next((one for one, key in COUNT_OF.items() if key == name), None)
    label = _LABELS.get(name) or _(DIMENSION_WORDS[cast("Dimension", dimension)])
    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"})
    if name in _MEANS:
        return forms.DecimalField(
            label=label, min_value=0, max_value=_MOST, decimal_places=1, initial=round(value, 1),
            help_text=_("mean of the months of the year"), widget=widget, localize=True,
        )  # fmt: skip
    return forms.IntegerField(
        label=label, min_value=0, max_value=_MOST, initial=int(value), widget=widget, localize=True
    )
