"""Forms of people, functions and contacts; their fields are named as those of the records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.parties.choices import Visibility
from zazemi.parties.forms.offering import NOTHING, initial_values, offer, offer_codes, short_input
from zazemi.parties.models import Contact, Function, Organisation, Person
from zazemi.parties.selectors import organisations, people
from zazemi.parties.services import (
    ContactFields,
    FunctionFields,
    PersonFields,
)
from zazemi.ui.fields import AddForm, ChangeForm, DayField


class PersonForm(forms.Form):
    """What is kept of a person."""

    title_before = forms.CharField(
        label=_("Titles before the name"), max_length=40, required=False, widget=short_input()
    )
    given_name = forms.CharField(label=_("Given name"), max_length=80, required=False)
    family_name = forms.CharField(label=_("Family name"), max_length=80)
    title_after = forms.CharField(
        label=_("Titles after the name"), max_length=40, required=False, widget=short_input()
    )
    name_visibility = forms.ChoiceField(
        label=_("Who sees the name"), choices=Visibility.choices, initial=Visibility.STAFF
    )
    email = forms.EmailField(label=_("Work e-mail"), required=False)
    email_visibility = forms.ChoiceField(
        label=_("Who sees the e-mail"), choices=Visibility.choices, initial=Visibility.STAFF
    )
    phone = forms.CharField(label=_("Work phone"), max_length=40, required=False, widget=short_input("tel"))
    phone_visibility = forms.ChoiceField(
        label=_("Who sees the phone"), choices=Visibility.choices, initial=Visibility.STAFF
    )

    @staticmethod
    def initial_of(record: Person) -> dict[str, object]:
        """Return what the form begins with."""
        return initial_values(record, tuple(PersonFields.__dataclass_fields__))

    def fields_of(self) -> PersonFields:
        """Return what was typed."""
        return PersonFields(**{name: self.cleaned_data[name] for name in PersonFields.__dataclass_fields__})


class PersonAddForm(PersonForm, AddForm):
    """A new person."""


class PersonChangeForm(PersonForm, ChangeForm):
    """A changed person."""


class FunctionForm(forms.Form):
    """What a person is in an organisation."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("choose")
    )
    role = forms.ModelChoiceField(label=_("Role"), queryset=Code.objects.none(), empty_label=_("choose"))
    title = forms.CharField(
        label=_("Function in words"),
        max_length=120,
        required=False,
        help_text=_("As on the door, for example head of the social department."),
    )
    valid_from = DayField(label=_("From"), required=False)
    valid_to = DayField(label=_("To (last day)"), required=False)

    def __init__(self, *args: Any, record: Function | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        offer(self, "organisation", organisations())
        offer_codes(self, "role", "organisation_roles", record.role_id if record else None)

    @staticmethod
    def initial_of(record: Function) -> dict[str, object]:
        """Return what the form begins with."""
        return initial_values(record, ("title", "valid_from", "valid_to"), ("organisation", "role"))

    def fields_of(self) -> FunctionFields:
        """Return what was typed."""
        return FunctionFields(
            **{name: self.cleaned_data[name] for name in FunctionFields.__dataclass_fields__}
        )


class FunctionAddForm(FunctionForm, AddForm):
    """A new function."""


class FunctionChangeForm(FunctionForm, ChangeForm):
    """A changed function."""


class ContactForm(forms.Form):
    """Whom to turn to with what."""

    role = forms.ModelChoiceField(label=_("With what"), queryset=Code.objects.none(), empty_label=_("choose"))
    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=NOTHING,
        help_text=_("People with a function in this organisation."),
    )
    label = forms.CharField(
        label=_("Office or desk"),
        max_length=120,
        required=False,
        help_text=_("For example the registry of the office."),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Left empty, that of the person counts.")
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False, widget=short_input("tel"))
    visibility = forms.ChoiceField(
        label=_("Who sees the contact"), choices=Visibility.choices, initial=Visibility.PUBLIC
    )
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_to = DayField(label=_("Valid to (last day)"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's own signature
        organisation: Organisation,
        record: Contact | None = None,
        **options: Any,  # noqa: ANN401 - as above
    ) -> None:
        super().__init__(*args, **options)
        offer_codes(self, "role", "contact_roles", record.role_id if record else None)
        here = people(organisation=organisation)
        kept = Person.objects.filter(pk=record.person_id) if record and record.person_id else None
        offer(self, "person", here | kept if kept is not None else here)

    @staticmethod
    def initial_of(record: Contact) -> dict[str, object]:
        """Return what the form begins with."""
        plain = ("label", "email", "phone", "visibility", "valid_from", "valid_to")
        return initial_values(record, plain, ("role", "person"))

    def fields_of(self) -> ContactFields:
        """Return what was typed."""
        return ContactFields(**{name: self.cleaned_data[name] for name in ContactFields.__dataclass_fields__})


class ContactAddForm(ContactForm, AddForm):
    """A new contact."""


class ContactChangeForm(ContactForm, ChangeForm):
    """A changed contact."""
