"""Pages that write bodies and seats."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zazemi.kernel import clock
from zazemi.parties import services
from zazemi.parties.forms.bodies import (
    BodyAddForm,
    BodyChangeForm,
    BodyForm,
    SeatAddForm,
    SeatChangeForm,
    SeatForm,
)
from zazemi.parties.models import Body, Seat
from zazemi.parties.selectors import body_with, seat_of
from zazemi.ui.edit_pages import AddPage, ChangePage, EditPage, Trail

_LEAD = _("A member has an organisation and a seat. Nothing else is kept of people here.")


def trail_of(body: Body | None = None) -> Trail:
    """Return the crumbs down to the body."""
    trail: list[tuple[object, str]] = [(_now("Bodies"), reverse("parties:bodies"))]
    if body is not None:
        trail.append((body.name, reverse("parties:body", args=[body.key])))
    return trail


class _OfBody(EditPage):
    """The record is a body."""

    record: Body

    def found(self, **arguments: Any) -> Body:  # noqa: ANN401 - of the address
        """Return the body."""
        body = body_with(arguments["key"])
        if body is None:
            raise Http404
        return body

    def trail(self) -> Trail:
        """Belong to the body."""
        return trail_of(self.record)


class BodyAdd(AddPage):
    """A new body."""

    form_class = BodyAddForm
    heading = _("New body")
    button = _("Enter the body")

    def trail(self) -> Trail:
        """Belong to the list."""
        return trail_of()

    def add(self, form: BodyAddForm) -> str:
        """Write the body."""
        made = services.add_body(key=form.cleaned_data["key"], fields=form.fields_of(), by=self.request.actor)
        return reverse("parties:body", args=[made.key])


class BodyChange(_OfBody, ChangePage):
    """A changed body."""

    form_class = BodyChangeForm
    heading = _("Change of the body")

    def form_options(self) -> dict[str, Any]:
        """Offer other bodies only."""
        return {"record": self.record}

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return BodyForm.initial_of(self.record)

    def change(self, form: BodyChangeForm, version: int) -> None:
        """Write the change."""
        services.change_body(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class SeatAdd(_OfBody, AddPage):
    """A new seat of a body."""

    form_class = SeatAddForm
    heading = _("New seat")
    lead = _LEAD

    def form_options(self) -> dict[str, Any]:
        """Offer members of the body to stand in for."""
        return {"body": self.record}

    def first_values(self) -> dict[str, object]:
        """Begin with today."""
        return {"valid_from": clock.today()}

    def add(self, form: SeatAddForm) -> str:
        """Write the seat."""
        services.add_seat(body=self.record, fields=form.fields_of(), by=self.request.actor)
        return self.url_back()


class SeatChange(ChangePage):
    """A changed seat."""

    form_class = SeatChangeForm
    heading = _("Change of the seat")
    lead = _("Who leaves gets a last day; so it stays known who sat when.")
    record: Seat

    def found(self, **arguments: Any) -> Seat:  # noqa: ANN401 - of the address
        """Return the seat."""
        seat = seat_of(arguments["pk"])
        if seat is None:
            raise Http404
        return seat

    def trail(self) -> Trail:
        """Belong to the body."""
        return trail_of(self.record.body)

    def form_options(self) -> dict[str, Any]:
        """Offer members of the body to stand in for."""
        return {"body": self.record.body, "record": self.record}

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return SeatForm.initial_of(self.record)

    def change(self, form: SeatChangeForm, version: int) -> None:
        """Write the change."""
        services.change_seat(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )
