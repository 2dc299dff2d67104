"""Pages that write organisations, their offices, contacts and successions."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zazemi.kernel import clock
from zazemi.kernel.permissions import may
from zazemi.parties import services
from zazemi.parties.choices import OrganisationKind
from zazemi.parties.forms.organisations import (
    OfficeForm,
    OrganisationAddForm,
    OrganisationChangeForm,
    OrganisationForm,
    SuccessionForm,
)
from zazemi.parties.forms.people import ContactAddForm, ContactChangeForm, ContactForm
from zazemi.parties.models import Contact, Organisation
from zazemi.parties.selectors import contact_of, organisation_of
from zazemi.ui.edit_pages import AddPage, ChangePage, EditPage, Trail


def trail_of(organisation: Organisation | None = None) -> Trail:
    """Return the crumbs down to the organisation."""
    trail: list[tuple[object, str]] = [(_now("Organisations"), reverse("parties:organisations"))]
    if organisation is not None:
        trail.append((organisation.name, reverse("parties:organisation", args=[organisation.pk])))
    return trail


class _OfOrganisation(EditPage):
    """The record is an organisation that was not merged away."""

    record: Organisation

    def found(self, **arguments: Any) -> Organisation:  # noqa: ANN401 - of the address
        """Return the organisation."""
        organisation = organisation_of(arguments["pk"])
        if organisation is None or organisation.merged_into_id:
            raise Http404
        return organisation

    def trail(self) -> Trail:
        """Belong to the organisation."""
        return trail_of(self.record)


class _OfOwnOrganisation(_OfOrganisation):
    """The record is an organisation whose contacts the actor may change; a foreign one answers 404."""

    def found(self, **arguments: Any) -> Organisation:  # noqa: ANN401 - of the address
        """Return the organisation."""
        organisation = super().found(**arguments)
        if not may(self.request.actor, "parties.keep_contacts", organisation):
            raise Http404
        return organisation


class OrganisationAdd(AddPage):
    """A new organisation."""

    form_class = OrganisationAddForm
    heading = _("New organisation")
    button = _("Enter the organisation")

    def trail(self) -> Trail:
        """Belong to the list."""
        return trail_of()

    def add(self, form: OrganisationAddForm) -> str:
        """Write the organisation."""
        values = form.cleaned_data
        made = services.add_organisation(
            name=values["name"],
            kind=OrganisationKind(values["kind"]),
            ico=values["ico"],
            details=form.details(),
            by=self.request.actor,
        )
        return reverse("parties:organisation", args=[made.pk])


class OrganisationChange(_OfOrganisation, ChangePage):
    """A changed organisation."""

    form_class = OrganisationChangeForm
    heading = _("Change of the organisation")

    def form_options(self) -> dict[str, Any]:
        """Offer other organisations only."""
        return {"record": self.record}

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return OrganisationForm.initial_of(self.record)

    def change(self, form: OrganisationChangeForm, version: int) -> None:
        """Write the change."""
        values = form.cleaned_data
        services.change_organisation(
            self.record,
            name=values["name"],
            ico=values["ico"],
            kind=OrganisationKind(values["kind"]),
            details=form.details(),
            expected_version=version,
            by=self.request.actor,
        )


class OfficeChange(_OfOwnOrganisation, ChangePage):
    """How the office is reached."""

    form_class = OfficeForm
    heading = _("How the office is reached")
    lead = _("Everybody sees these. Name, IČO and kind are changed by the regional office.")

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return {name: getattr(self.record, name) for name in ("address", "web", "email", "phone")}

    def change(self, form: OfficeForm, version: int) -> None:
        """Write the change."""
        values = form.cleaned_data
        services.change_office(
            self.record,
            address=values["address"],
            web=values["web"],
            email=values["email"],
            phone=values["phone"],
            expected_version=version,
            by=self.request.actor,
        )


class SuccessionAdd(_OfOrganisation, AddPage):
    """What followed after an organisation."""

    form_class = SuccessionForm
    heading = _("Successor of the organisation")
    lead = _("The organisation ends the day before; its history and everything that belongs to it stay.")

    def form_options(self) -> dict[str, Any]:
        """Offer other organisations only."""
        return {"record": self.record}

    def add(self, form: SuccessionForm) -> str:
        """Write the succession."""
        values = form.cleaned_data
        services.add_succession(
            predecessor=self.record,
            successor=values["successor"],
            on=values["on"],
            reason=values["reason"],
            by=self.request.actor,
        )
        return self.url_back()


class ContactAdd(_OfOwnOrganisation, AddPage):
    """A new contact of an organisation."""

    form_class = ContactAddForm
    heading = _("New contact")

    def form_options(self) -> dict[str, Any]:
        """Offer people of the organisation."""
        return {"organisation": self.record}

    def first_values(self) -> dict[str, object]:
        """Begin with today."""
        return {"valid_from": clock.today()}

    def add(self, form: ContactAddForm) -> str:
        """Write the contact."""
        services.add_contact(organisation=self.record, fields=form.fields_of(), by=self.request.actor)
        return self.url_back()


class ContactChange(ChangePage):
    """A changed contact."""

    form_class = ContactChangeForm
    heading = _("Change of the contact")
    lead = _("A contact that is no longer true gets its last day; so the history stays.")
    record: Contact

    def found(self, **arguments: Any) -> Contact:  # noqa: ANN401 - of the address
        """Return the contact that the actor may change; a foreign one answers 404."""
        contact = contact_of(arguments["pk"])
        if contact is None or not may(self.request.actor, "parties.keep_contacts", contact.organisation):
            raise Http404
        return contact

    def trail(self) -> Trail:
        """Belong to the organisation."""
        return trail_of(self.record.organisation)

    def form_options(self) -> dict[str, Any]:
        """Offer people of the organisation."""
        return {"organisation": self.record.organisation, "record": self.record}

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return ContactForm.initial_of(self.record)

    def change(self, form: ContactChangeForm, version: int) -> None:
        """Write the change."""
        services.change_contact(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )
