"""Forms of bodies and seats; their fields are named as those of the records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.parties.choices import BodyKind, SeatRole, Visibility
from zazemi.parties.forms.offering import NOTHING, initial_values, offer, offer_codes, short_input
from zazemi.parties.models import Body, Organisation, Person, Seat
from zazemi.parties.selectors import organisations, people, seats_of
from zazemi.parties.services import (
    BodyFields,
    SeatFields,
)
from zazemi.ui.fields import AddForm, ChangeForm, DayField


class BodyForm(forms.Form):
    """What a body is."""

    name = forms.CharField(label=_("Name of the body"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of body"), choices=BodyKind.choices)
    founder = forms.ModelChoiceField(
        label=_("Founder"), queryset=Organisation.objects.none(), empty_label=_("choose")
    )
    parent = forms.ModelChoiceField(
        label=_("Belongs under the body"),
        queryset=Body.objects.none(),
        required=False,
        empty_label=NOTHING,
    )
    term = forms.CharField(
        label=_("Term of office"),
        max_length=60,
        required=False,
        widget=short_input(),
        help_text=_("For example 2024–2028."),
    )
    founded_by = forms.CharField(label=_("Founded by the resolution"), max_length=120, required=False)
    members_visibility = forms.ChoiceField(
        label=_("Who sees the members"), choices=Visibility.choices, initial=Visibility.PUBLIC
    )
    valid_from = DayField(label=_("Works from"), required=False)
    valid_to = DayField(label=_("Works to (last day)"), required=False)

    def __init__(self, *args: Any, record: Body | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        offer(self, "founder", organisations())
        others = Body.objects.order_by("name_sort", "pk")
        offer(self, "parent", others.exclude(pk=record.pk) if record else others)

    @staticmethod
    def initial_of(record: Body) -> dict[str, object]:
        """Return what the form begins with."""
        plain = ("name", "kind", "term", "founded_by", "members_visibility", "valid_from", "valid_to")
        return initial_values(record, plain, ("founder", "parent"))

    def fields_of(self) -> BodyFields:
        """Return what was typed."""
        return BodyFields(**{name: self.cleaned_data[name] for name in BodyFields.__dataclass_fields__})


class BodyAddForm(BodyForm, AddForm):
    """A new body."""

    key = forms.SlugField(
        label=_("Key of the body"),
        max_length=60,
        help_text=_("Short, for addresses, such as komise. It never changes afterwards."),
        widget=short_input(),
    )
    field_order = ("name", "key")


class BodyChangeForm(BodyForm, ChangeForm):
    """A changed body."""


class SeatForm(forms.Form):
    """Who sits in a body."""

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.none(),
        empty_label=_("choose"),
        help_text=_("A member has an organisation and a seat; nothing else is kept of people here."),
    )
    role = forms.ChoiceField(label=_("Role in the body"), choices=SeatRole.choices, initial=SeatRole.MEMBER)
    organisation = forms.ModelChoiceField(
        label=_("For the organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=NOTHING,
    )
    sector = forms.ModelChoiceField(
        label=_("Sector"), queryset=Code.objects.none(), required=False, empty_label=NOTHING
    )
    substitute_for = forms.ModelChoiceField(
        label=_("Substitute for"),
        queryset=Seat.objects.none(),
        required=False,
        empty_label=NOTHING,
        help_text=_("Only of a substitute: whose place it takes."),
    )
    appointed_by = forms.CharField(
        label=_("Appointed by the resolution"), max_length=120, required=False, widget=short_input()
    )
    valid_from = DayField(label=_("Sits from"), required=False)
    valid_to = DayField(label=_("Sits to (last day)"), required=False)

    def __init__(self, *args: Any, body: Body, record: Seat | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        kept = Person.objects.filter(pk=record.person_id) if record else Person.objects.none()
        offer(self, "person", people() | kept)
        offer(self, "organisation", organisations())
        offer_codes(self, "sector", "sectors", record.sector_id if record else None)
        own = [one.pk for one in seats_of(body) if one.substitute_for_id is None and one != record]
        seats = Seat.objects.filter(pk__in=own).select_related("person", "body")
        offer(self, "substitute_for", seats)

    @staticmethod
    def initial_of(record: Seat) -> dict[str, object]:
        """Return what the form begins with."""
        keys = ("person", "organisation", "sector", "substitute_for")
        return initial_values(record, ("role", "appointed_by", "valid_from", "valid_to"), keys)

    def fields_of(self) -> SeatFields:
        """Return what was typed."""
        return SeatFields(**{name: self.cleaned_data[name] for name in SeatFields.__dataclass_fields__})


class SeatAddForm(SeatForm, AddForm):
    """A new seat."""


class SeatChangeForm(SeatForm, ChangeForm):
    """A changed seat."""
