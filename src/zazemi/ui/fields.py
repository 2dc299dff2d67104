"""Fields and forms that pages that write share: a day, a place, the hidden key, the version."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

from zazemi.values.names import folded

SUGGESTED = 5


class DayField(forms.DateField):
    """A day, picked or typed as 31. 12. 2026."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        widget = forms.DateInput(attrs={"type": "date", "class": "is-short"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d. %m. %Y"], **options)


class PlaceField(forms.CharField):
    """A place by its code or name; an ambiguous name is answered with the codes.

    ``search(text, limit)`` returns places whose name or code begins with the text, the best first.
    """

    def __init__(
        self,
        *,
        search: Callable[[str, int], Sequence[Any]],
        described: Callable[[Any], str],
        **options: Any,  # noqa: ANN401 - Django's own options
    ) -> None:
        super().__init__(**options)
        self.search, self.described = search, described

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Write a place by its code."""
        return value.pk if isinstance(value, models.Model) else value

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the place, or None for an empty field."""
        text = str(super().clean(value)).strip()
        if not text:
            return None
        found = self.search(text, SUGGESTED)
        exact = [one for one in found if one.pk == text] or [
            one for one in found if one.name_folded == folded(text)
        ]
        if len(exact) == 1:
            return exact[0]
        if not found:
            raise ValidationError(
                gettext("No place is called “%(text)s”. Write its name or code.") % {"text": text}
            )
        listed = ", ".join(self.described(one) for one in exact or found)
        raise ValidationError(gettext("Which one is meant? Write the code: %(listed)s.") % {"listed": listed})


class AddForm(forms.Form):
    """A form of something new, with its one-time key."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ChangeForm(forms.Form):
    """A form of a change, with the version that was read."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
