"""Forms of code lists: shape and syntax of input; their fields are named as those of the records."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code, CodeList
from zazemi.codelists.selectors import codes_of
from zazemi.codelists.services import CodeFields
from zazemi.ui.fields import AddForm, ChangeForm, DayField


class CodeForm(forms.Form):
    """What a code says."""

    label_cs = forms.CharField(label=_("Label in Czech"), max_length=200)
    label_en = forms.CharField(label=_("Label in English"), max_length=200, required=False)
    description = forms.CharField(
        label=_("What it means"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=_("Source or legal reference"),
        max_length=300,
        required=False,
        help_text=_("What nobody has verified, say so here."),
    )
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_to = DayField(
        label=_("Valid to (last day)"),
        required=False,
        help_text=_("After that day nobody can choose it; what has it keeps it."),
    )
    parent = forms.ModelChoiceField(
        label=_("Belongs under"), queryset=Code.objects.none(), required=False, empty_label=_("nothing")
    )
    position = forms.IntegerField(
        label=_("Order in the list"),
        min_value=0,
        max_value=32000,
        required=False,
        help_text=_("Lower numbers stand first; left empty, it goes to the end."),
        widget=forms.NumberInput(attrs={"class": "is-short"}),
    )
    register_id = forms.CharField(
        label=_("Id in the register"),
        max_length=80,
        required=False,
        help_text=_("By it an import from an official register finds the code."),
    )

    def __init__(self, *args: Any, code_list: CodeList, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        parent = cast("forms.ModelChoiceField[Code]", self.fields["parent"])
        parent.queryset = codes_of(code_list.key)

    @staticmethod
    def initial_of(code: Code) -> dict[str, object]:
        """Return what the form begins with."""
        names = ("label_cs", "label_en", "description", "source", "valid_from", "valid_to", "position")
        return {
            "parent": code.parent_id,
            "register_id": code.register_id,
            **{name: getattr(code, name) for name in names},
        }

    def fields_of(self) -> CodeFields:
        """Return what was typed."""
        values = self.cleaned_data
        return CodeFields(
            label_cs=values["label_cs"],
            label_en=values["label_en"],
            description=values["description"],
            source=values["source"],
            register_id=values["register_id"],
            position=values["position"] or 0,
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            parent=values["parent"],
        )


class CodeAddForm(CodeForm, AddForm):
    """A new code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Letters without diacritics, digits, dots, hyphens. It never changes afterwards."),
        widget=forms.TextInput(attrs={"class": "is-short"}),
    )
    field_order = ("code", "label_cs")


class CodeChangeForm(CodeForm, ChangeForm):
    """A changed code."""


class ListChangeForm(ChangeForm):
    """How a list is called and what it is for."""

    title_cs = forms.CharField(label=_("Title in Czech"), max_length=120)
    title_en = forms.CharField(label=_("Title in English"), max_length=120, required=False)
    purpose = forms.CharField(
        label=_("What the list is for"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(
        label=_("Source of the list"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class EndForm(ChangeForm):
    """The last day of a code."""

    valid_to = DayField(label=_("Last day"))
