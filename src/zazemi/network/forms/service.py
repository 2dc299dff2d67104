"""Forms of services and providers: what people are told, whom it is for."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.selectors import choices_of
from zazemi.network.choices import KIND_CHOICES, LANGUAGES
from zazemi.network.forms.fields import CodesField
from zazemi.network.models import Service
from zazemi.network.services import FACTS, ServiceFacts
from zazemi.parties.models import Organisation
from zazemi.parties.selectors import organisations
from zazemi.ui.fields import AddForm, ChangeForm, DayField

_OLDEST = 120


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ServiceFields(forms.Form):
    """What a service is."""

    provider = forms.ModelChoiceField(
        label=_("Provider"), queryset=Organisation.objects.none(), empty_label=_("choose")
    )
    kind = forms.ChoiceField(label=_("Kind of service"), choices=KIND_CHOICES)
    name = forms.CharField(
        label=_("Name of the service"), max_length=200, help_text=_("As in the register of providers.")
    )

    description = forms.CharField(
        label=_("Description for the public"),
        max_length=4000,
        required=False,
        widget=_text(4),
        help_text=_("In plain words: with what the service helps and how."),
    )
    how_to_apply = forms.CharField(label=_("How to apply"), max_length=2000, required=False, widget=_text(2))
    required_documents = forms.CharField(
        label=_("What to bring"),
        max_length=1000,
        required=False,
        widget=_text(2),
        help_text=_("One on a line."),
    )
    fees = forms.CharField(
        label=_("What it costs"),
        max_length=500,
        required=False,
        help_text=_("Most services of prevention are free by law."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), max_length=200, required=False)
    web = forms.CharField(label=_("Web"), max_length=300, required=False)
    age_from = forms.IntegerField(
        label=_("Age from"),
        required=False,
        min_value=0,
        max_value=_OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )
    age_to = forms.IntegerField(
        label=_("Age to"),
        required=False,
        min_value=0,
        max_value=_OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )
    age_note = forms.CharField(label=_("Note on age"), max_length=300, required=False)
    languages = CodesField(labels=LANGUAGES, label=_("Languages"))
    is_nonstop = forms.BooleanField(label=_("Day and night, all week"), required=False)
    alert = forms.CharField(
        label=_("Temporary notice"),
        max_length=300,
        required=False,
        help_text=_("For example: closed for holidays, moving, full."),
    )
    alert_until = DayField(label=_("Show the notice until"), required=False)
    register_number = forms.CharField(
        label=_("Number in the register of providers"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
        help_text=_("Identifier of the service; by it the import from the register finds the service."),
    )
    started_on = DayField(label=_("Provided from"), required=False)
    ended_on = DayField(label=_("Provided to (last day)"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Organisation]", self.fields["provider"]).queryset = organisations()

    @staticmethod
    def initial_of(service: Service) -> dict[str, object]:
        """Return what the form begins with."""
        said = {name: getattr(service, name) for name in FACTS}
        return {"provider": service.provider_id, "kind": service.kind, "name": service.name, **said}

    def facts_of(self) -> ServiceFacts:
        """Return what was typed beside provider, kind and name."""
        return ServiceFacts(**{name: self.cleaned_data[name] for name in FACTS})


class ServiceAddForm(AddForm):
    """A new service: provider, kind and name; the rest comes on its page."""

    provider = forms.ModelChoiceField(
        label=_("Provider"), queryset=Organisation.objects.none(), empty_label=_("choose")
    )
    kind = forms.ChoiceField(label=_("Kind of service"), choices=KIND_CHOICES)
    name = forms.CharField(
        label=_("Name of the service"), max_length=200, help_text=_("As in the register of providers.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField[Organisation]", self.fields["provider"]).queryset = organisations()


class ServiceChangeForm(ServiceFields, ChangeForm):
    """A changed service."""


class GroupsForm(AddForm):
    """Whom a service is for; ``seen`` is what the person saw when choosing."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    codes = forms.MultipleChoiceField(
        label=_("Target groups"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, keep: list[str], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        listed = choices_of("target_groups", keep=keep)
        unnamed = [(code, code) for code in keep if code not in dict(listed)]
        cast("forms.ChoiceField", self.fields["codes"]).choices = [*listed, *unnamed]


class ProviderAddForm(AddForm):
    """A new provider."""

    name = forms.CharField(
        label=_("Name of the provider"), max_length=200, help_text=_("As in the register of providers.")
    )
    ico = forms.CharField(
        label=_("IČO"),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )
