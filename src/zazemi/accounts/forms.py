"""Forms of people: invitation, mandate, acceptance."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from zazemi.accounts.choices import role_choices
from zazemi.accounts.models import Invitation, Mandate, User
from zazemi.accounts.selectors import representable_mandates
from zazemi.accounts.services import RoleFor, Span
from zazemi.kernel import clock
from zazemi.kernel.actor import Role
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.sentences import sentence_of
from zazemi.parties.models import Organisation
from zazemi.parties.selectors import organisations
from zazemi.territory.selectors import regions
from zazemi.values.codes import municipality_code
from zazemi.values.errors import ZazemiError


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth has no types
    """Signing in with our labels and nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class RoleForm(forms.Form):
    """A role and what it concerns; the key makes a second sending of the same form harmless."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=new_form_key)
    role = forms.ChoiceField(label=_("Role"), choices=role_choices)
    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=None,
        required=False,
        empty_label=_("no organisation"),
        help_text=_("Required for a provider of social services."),
    )
    municipality_code = forms.CharField(
        label=_("Code of the municipality"),
        max_length=6,
        required=False,
        help_text=_("Six digits. Required for the role municipality."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )
    region_code = forms.ChoiceField(label=_("Region"), required=False)
    body = forms.CharField(
        label=_("Body"), max_length=120, required=False, help_text=_("For example a commission.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]  # ModelChoiceField
        self.fields["region_code"].choices = [  # type: ignore[attr-defined]  # ChoiceField
            ("", _("not limited to a region")),
            *((region.code, region.name) for region in regions()),
        ]

    def clean_municipality_code(self) -> str:
        """Check the shape of the code."""
        text = str(self.cleaned_data["municipality_code"]).strip()
        if not text:
            return ""
        try:
            return municipality_code(text)
        except ZazemiError as error:
            raise ValidationError(sentence_of(error)) from error

    def clean(self) -> dict[str, Any]:
        """Ask for what the role needs."""
        values = super().clean() or {}
        if values.get("role") == Role.MUNICIPALITY and not values.get("municipality_code"):
            if "municipality_code" not in self.errors:
                self.add_error("municipality_code", _("Say which municipality the person acts for."))
        elif values.get("role") == Role.PROVIDER and not values.get("organisation"):
            self.add_error("organisation", _("Say which provider the person acts for."))
        return values

    def role_for(self) -> RoleFor:
        """Return what was chosen."""
        organisation = self.cleaned_data["organisation"]
        return RoleFor(
            role=Role(self.cleaned_data["role"]),
            organisation_id=organisation.pk if organisation else None,
            municipality_code=self.cleaned_data["municipality_code"],
            region_code=self.cleaned_data["region_code"],
            body=self.cleaned_data["body"],
        )


class InviteForm(RoleForm):
    """Whom to invite and as what."""

    name = forms.CharField(label=_("Name and surname"), max_length=200)
    email = forms.EmailField(label=_("E-mail"))
    field_order = ["name", "email", "role"]


class MandateForm(RoleForm):
    """A new mandate, its days, and perhaps whom the person stands in for."""

    valid_from = forms.DateField(
        label=_("From"),
        initial=clock.today,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    valid_to = forms.DateField(
        label=_("To (last day)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    deputy_of: forms.ModelChoiceField[Mandate] = forms.ModelChoiceField(
        label=_("Stands in for"),
        queryset=None,
        required=False,
        empty_label=_("stands in for nobody"),
        help_text=_(
            "A deputy takes over the role of this mandate for the days above; fields below are not used."
        ),
    )
    field_order = ["valid_from", "valid_to", "deputy_of", "role"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self.fields["deputy_of"].queryset = representable_mandates(user)  # type: ignore[attr-defined]  # ModelChoiceField
        self.fields["role"].required = False

    def clean(self) -> dict[str, Any]:
        """Days in order; a role, unless it comes from the mandate behind."""
        values = self.cleaned_data
        first, last = values.get("valid_from"), values.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("The last day is before the first one."))
        if values.get("deputy_of"):
            return values
        if not values.get("role"):
            self.add_error("role", _("Choose a role, or whom the person stands in for."))
        return super().clean()

    def mandate_behind(self) -> Mandate | None:
        """Whom the person stands in for."""
        behind: Mandate | None = self.cleaned_data["deputy_of"]
        return behind

    def role_for(self) -> RoleFor:
        """Return what was chosen; of the mandate behind, when there is one."""
        behind = self.mandate_behind()
        return super().role_for() if behind is None else RoleFor(role=behind.as_role)

    def span(self) -> Span:
        """Return the days."""
        return Span(first=self.cleaned_data["valid_from"], last=self.cleaned_data["valid_to"])


class AcceptForm(forms.Form):
    """The name as the person writes it, and a password of their own."""

    name = forms.CharField(label=_("Name and surname"), max_length=200)
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("Password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        self._invitation = invitation
        self.fields["name"].initial = invitation.name
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Both passwords are one, and a strong one."""
        values = super().clean() or {}
        password = values.get("password")
        if not password:
            return values
        try:
            validate_password(password, User(email=self._invitation.email, name=values.get("name", "")))
        except ValidationError as error:
            self.add_error("password", error)
        if values.get("password_again") and values["password_again"] != password:
            self.add_error("password_again", _("The passwords differ."))
        return values
