"""What forms of this room share: rows and codes to choose from, values to begin with."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.codelists.selectors import codes_of
from zazemi.kernel import clock

NOTHING = _("nothing")


def offer(form: forms.Form, name: str, rows: Any) -> None:  # noqa: ANN401 - QuerySets of several models
    """Set what may be chosen."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = rows


def offer_codes(form: forms.Form, name: str, list_key: str, kept: int | None) -> None:
    """Offer codes valid today, and the one the record has already."""
    today = clock.today()
    valid = [one.pk for one in codes_of(list_key) if one.pk == kept or one.is_valid_on(today)]
    offer(form, name, Code.objects.filter(pk__in=valid).order_by("position", "code"))


def initial_values(record: object, names: Sequence[str], keys: Sequence[str] = ()) -> dict[str, object]:
    """Return the stored values of the named fields, and of foreign keys their keys."""
    plain = {name: getattr(record, name) for name in names}
    return plain | {name: getattr(record, f"{name}_id") for name in keys}


def short_input(kind: str = "") -> forms.TextInput:
    """Return a short control, with the keyboard of its kind on phones."""
    return forms.TextInput(attrs={"class": "is-short"} | ({"inputmode": kind} if kind else {}))
