"""Pages that write people and their functions."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from zazemi.kernel import clock
from zazemi.parties import services
from zazemi.parties.forms.people import (
    FunctionAddForm,
    FunctionChangeForm,
    FunctionForm,
    PersonAddForm,
    PersonChangeForm,
    PersonForm,
)
from zazemi.parties.models import Function, Person
from zazemi.parties.selectors import function_of, person_of
from zazemi.ui.edit_pages import AddPage, ChangePage, EditPage, Trail

_LEAD = _("Only what is needed at work: no birth number, no address at home, no membership in any group.")


def trail_of(person: Person | None = None) -> Trail:
    """Return the crumbs down to the person."""
    trail: list[tuple[object, str]] = [(_now("People"), reverse("parties:people"))]
    if person is not None:
        trail.append((str(person), reverse("parties:person", args=[person.pk])))
    return trail


class _OfPerson(EditPage):
    """The record is a person whose data were neither erased nor merged away."""

    record: Person

    def found(self, **arguments: Any) -> Person:  # noqa: ANN401 - of the address
        """Return the person."""
        person = person_of(arguments["pk"])
        if person is None or person.merged_into_id or person.erased_at:
            raise Http404
        return person

    def trail(self) -> Trail:
        """Belong to the person."""
        return trail_of(self.record)


class PersonAdd(AddPage):
    """A new person."""

    form_class = PersonAddForm
    heading = _("New person")
    lead = _LEAD
    button = _("Enter the person")

    def trail(self) -> Trail:
        """Belong to the list."""
        return trail_of()

    def add(self, form: PersonAddForm) -> str:
        """Write the person."""
        made = services.add_person(person=form.fields_of(), by=self.request.actor)
        return reverse("parties:person", args=[made.pk])


class PersonChange(_OfPerson, ChangePage):
    """A changed person."""

    form_class = PersonChangeForm
    heading = _("Change of the person")
    lead = _LEAD

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return PersonForm.initial_of(self.record)

    def change(self, form: PersonChangeForm, version: int) -> None:
        """Write the change."""
        services.change_person(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class FunctionAdd(_OfPerson, AddPage):
    """A new function of a person."""

    form_class = FunctionAddForm
    heading = _("New function")

    def first_values(self) -> dict[str, object]:
        """Begin with today."""
        return {"valid_from": clock.today()}

    def add(self, form: FunctionAddForm) -> str:
        """Write the function."""
        services.add_function(person=self.record, fields=form.fields_of(), by=self.request.actor)
        return self.url_back()


class FunctionChange(ChangePage):
    """A changed function."""

    form_class = FunctionChangeForm
    heading = _("Change of the function")
    record: Function

    def found(self, **arguments: Any) -> Function:  # noqa: ANN401 - of the address
        """Return the function."""
        function = function_of(arguments["pk"])
        if function is None:
            raise Http404
        return function

    def trail(self) -> Trail:
        """Belong to the person."""
        return trail_of(self.record.person)

    def form_options(self) -> dict[str, Any]:
        """Keep on offer what the function has."""
        return {"record": self.record}

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return FunctionForm.initial_of(self.record)

    def change(self, form: FunctionChangeForm, version: int) -> None:
        """Write the change."""
        services.change_function(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )
