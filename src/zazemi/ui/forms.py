"""How forms look: label above, hint, error between hint and control, summary of errors with links on top."""

from functools import cached_property
from pathlib import Path

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import ErrorList
from django.template.backends.base import BaseEngine

_OURS = Path(__file__).with_name("templates")
_DJANGOS = Path(forms.__file__).with_name("templates")


class ZazemiFormRenderer(DjangoTemplates):
    """Renders every form of the system; ``FORM_RENDERER`` in the settings names it.

    A field may carry ``unit`` (``form.fields["budget_czk"].unit = "Kč"``); it is
    written after the control. ``{{ form }}`` gives summary and fields,
    ``{{ field.as_field_group }}`` one field.
    """

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"

    @cached_property
    def engine(self) -> BaseEngine:
        """Our templates go before Django's own, so that groups of choices are ours too."""
        return self.backend(
            {"APP_DIRS": True, "DIRS": [_OURS, _DJANGOS], "NAME": "zazemiforms", "OPTIONS": {}}
        )


def error_count(form: forms.BaseForm) -> int:
    """Return how many errors the form has, those of the whole form included."""
    return sum(len(errors) for errors in form.errors.values())


def error_links(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """Return (id of the control, its label, sentence) for every error, in the order of the fields."""
    links = [("", "", str(error)) for error in _errors(form.errors.get("__all__"))]
    for field in form:
        target = field.id_for_label or field.auto_id
        links.extend((target, str(field.label), str(error)) for error in field.errors)
    return links


def _errors(errors: ErrorList | None) -> list[str]:
    return [str(error) for error in errors or []]
