"""Fields and base forms of the network: days, municipalities, territories, lists of codes."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext

from zazemi.kernel import clock
from zazemi.network.selectors import territory_names
from zazemi.territory.models import Orp, Region
from zazemi.territory.selectors import search, told_apart
from zazemi.ui.fields import PlaceField
from zazemi.values.names import folded

_CODE = re.compile(r"\d{6}|\d{4}|CZ0[0-9A-Z]{2}")


class MunicipalityField(PlaceField):
    """A municipality by its code or name."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(search=search, described=told_apart, **options)


class TerritoryField(MunicipalityField):
    """A municipality, an ORP (“ORP Frýdlant”) or a region (“kraj …”) by name or code; gives the code."""

    def clean(self, value: object) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the code of the territory, empty when nothing was typed."""
        text = " ".join(str(value or "").split())
        if not text and not self.required:
            return ""
        if _CODE.fullmatch(text) and territory_names([text]):
            return text
        first, _space, rest = text.partition(" ")
        kinds: dict[str, type[Orp | Region]] = {"orp": Orp, "kraj": Region, "region": Region}
        model = kinds.get(folded(first))
        if model is not None:
            return self._named(model, rest, text)
        return super().clean(text).code

    def _named(self, model: type[Orp] | type[Region], name: str, text: str) -> str:
        wanted = folded(name)
        rows = list(model.objects.order_by("code").values_list("code", "name_folded"))
        found = [code for code, known in rows if wanted in {known, known.removeprefix("kraj "), code}]
        if len(found) != 1:
            raise ValidationError(
                gettext("No territory is called “%(text)s”. Write a name or a code.") % {"text": text}
            )
        return found[0]


class CodesField(forms.MultipleChoiceField):
    """Several codes of a fixed list; stored and given as a text with commas, in the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, labels: Mapping[Any, str | Promise], **options: Any) -> None:  # noqa: ANN401 - Django's own options
        self.codes = [str(code) for code in labels]
        choices = [(str(code), label) for code, label in labels.items()]
        super().__init__(choices=choices, required=False, **options)

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the codes one by one."""
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the chosen codes as they are stored."""
        chosen = super().clean(value)
        return ",".join(code for code in self.codes if code in chosen)


class TimeField(forms.TimeField):
    """A time of day, picked or typed as 8:00 or 8.30."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        widget = forms.TimeInput(attrs={"type": "time", "class": "is-short"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H.%M"], required=False, **options)


class CrownsField(forms.IntegerField):
    """Whole CZK; spaces between thousands do not matter."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"})
        super().__init__(widget=widget, min_value=0, **options)
        self.unit = "Kč"

    def to_python(self, value: Any) -> int | None:  # noqa: ANN401 - Django's own signature
        """Return the number."""
        return super().to_python("".join(str(value).split()) if value not in self.empty_values else value)


def today() -> dt.date:
    """Return the day new capacities begin with."""
    return clock.today()
