"""Forms of the register of localities: shape and syntax of input, fields named as those of the records."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.codelists.selectors import codes_of, codes_on
from zazemi.territory.choices import Confidentiality
from zazemi.territory.importers.localities import TYPES
from zazemi.territory.models import Locality, LocalitySource
from zazemi.territory.selectors import search, told_apart
from zazemi.territory.services.localities import LocalityFields, SourceFields
from zazemi.ui.fields import DayField, PlaceField

_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_NO_PEOPLE = _("No names, addresses or other personal data: the register speaks of places, not of people.")

Groups = Sequence[tuple[str | Promise, Sequence[forms.BoundField]]]
_LOCALITY_GROUPS: Sequence[tuple[str | Promise, Sequence[str]]] = (
    (_("The place"), ("municipality", "name", "locality_type", "found_on", "lat", "lon")),
    (
        _("How many people live there"),
        ("people_from", "people_to", "estimate_source", "estimated_on"),
    ),
    (
        _("What may be public"),
        ("confidentiality", "consent_by", "consent_on", "consent_resolution", "public_place"),
    ),
    (_("Notes and end"), ("notes", "ended_on", "end_reason")),
)


def _grouped(form: forms.Form, groups: Sequence[tuple[str | Promise, Sequence[str]]]) -> Groups:
    return [(heading, [form[name] for name in names]) for heading, names in groups]


def _degrees(label: object, limit: int, hint: object = "") -> forms.FloatField:
    return forms.FloatField(
        label=label,  # type: ignore[arg-type]  # lazy texts are labels
        required=False,
        min_value=-limit,
        max_value=limit,
        help_text=hint,  # type: ignore[arg-type]  # as above
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "is-short"}),
        localize=True,
    )


def _people(label: object) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,  # type: ignore[arg-type]  # lazy texts are labels
        required=False,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )


def _text(label: object, length: int, hint: object = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, required=False, help_text=hint)  # type: ignore[arg-type]  # lazy texts


class LocalityForm(forms.Form):
    """What is known of a locality."""

    municipality = PlaceField(
        search=search,
        described=told_apart,
        label=_("Municipality"),
        max_length=120,
        help_text=_("Name or six-digit code."),
    )
    name = forms.CharField(
        label=_("Name of the locality"),
        max_length=120,
        help_text=_("As people in the municipality call the place. It is never public."),
    )
    locality_type = forms.ModelChoiceField(
        label=_("Type"), queryset=Code.objects.none(), empty_label=_("choose")
    )
    found_on = DayField(label=_("Known since"))
    people_from = _people(_("People at least"))
    people_to = _people(_("People at most"))
    estimate_source = _text(
        _("Source of the estimate"),
        300,
        _("A number of people is an estimate: a range with its source and day."),
    )
    estimated_on = DayField(label=_("Day of the estimate"), required=False)
    lat = _degrees(_("Latitude"), 90, _("An approximate point in degrees; it stays among staff."))
    lon = _degrees(_("Longitude"), 180)
    confidentiality = forms.ChoiceField(
        label=_("Who may learn the place"),
        choices=Confidentiality.choices,
        help_text=_("Without the recorded consent of the municipality the place is for staff only."),
    )
    consent_by = _text(_("Who agreed for the municipality"), 200, _("The body, for example the council."))
    consent_on = DayField(label=_("Agreed on"), required=False)
    consent_resolution = _text(_("Number of the resolution"), 60)
    public_place = _text(
        _("Public description of the place"),
        120,
        _("Wider surroundings only, without the name of the locality."),
    )
    ended_on = DayField(label=_("Ended on"), required=False)
    end_reason = _text(_("Why it ended"), 300, _("For example: people moved to municipal flats."))
    notes = forms.CharField(
        label=_("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 4}), help_text=_NO_PEOPLE
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        kept = self.initial.get("locality_type")
        types = codes_on(TYPES) | codes_of(TYPES).filter(pk=kept) if kept else codes_on(TYPES)
        cast("forms.ModelChoiceField[Code]", self.fields["locality_type"]).queryset = types

    def groups(self) -> Groups:
        """Return the visible fields under their headings."""
        return _grouped(self, _LOCALITY_GROUPS)

    @staticmethod
    def initial_of(locality: Locality) -> dict[str, object]:
        """Return what the form begins with."""
        names = [name for name in LocalityFields.__slots__ if name not in {"municipality", "locality_type"}]
        return {
            "municipality": locality.municipality_id,
            "locality_type": locality.locality_type_id,
            **{name: getattr(locality, name) for name in names},
        }

    def fields_of(self) -> LocalityFields:
        """Return what was typed."""
        values = {name: self.cleaned_data[name] for name in LocalityFields.__slots__}
        return LocalityFields(**values | {"confidentiality": Confidentiality(values["confidentiality"])})


class AddKey(forms.Form):
    """The one-time key of a form of something new."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ReadVersion(forms.Form):
    """The version that was read."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class LocalityAddForm(LocalityForm, AddKey):
    """A new locality."""


class LocalityChangeForm(LocalityForm, ReadVersion):
    """A changed locality."""


class SourceForm(forms.Form):
    """A study, a letter or a page."""

    title = forms.CharField(label=_("Study or document"), max_length=200, help_text=_NO_PEOPLE)
    year = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )
    link = forms.CharField(
        label=_("Link"), max_length=500, required=False, help_text=_("Where the document lies, if it does.")
    )

    def groups(self) -> Groups:
        """Return the visible fields, which need no heading."""
        return [("", self.visible_fields())]

    @staticmethod
    def initial_of(source: LocalitySource) -> dict[str, object]:
        """Return what the form begins with."""
        return {"title": source.title, "year": source.year, "link": source.link}

    def fields_of(self) -> SourceFields:
        """Return what was typed."""
        values = self.cleaned_data
        return SourceFields(title=values["title"], year=values["year"], link=values["link"])


class SourceAddForm(SourceForm, AddKey):
    """A new source."""


class SourceChangeForm(SourceForm, ReadVersion):
    """A changed source."""


class LocalityFilter(forms.Form):
    """What the list of localities shows; wrong values are as if nothing was chosen."""

    kraj = forms.ChoiceField(label=_("Region"), required=False)
    typ = forms.ChoiceField(label=_("Type"), required=False)
    stav = forms.ChoiceField(label=_("State"), required=False)
    q = forms.CharField(label=_("Name or municipality"), required=False, max_length=100)

    def __init__(self, *args: Any, regions: list[tuple[str, str]], **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        types = [(one.code, one.label) for one in codes_of(TYPES)]
        states = [("", gettext("present ones")), ("ended", gettext("ended ones")), ("all", gettext("all"))]
        for name, choices in (
            ("kraj", [("", gettext("everywhere")), *regions]),
            ("typ", [("", gettext("all types")), *types]),
            ("stav", states),
        ):
            cast("forms.ChoiceField", self.fields[name]).choices = choices

    def chosen(self, name: str) -> str:
        """Return the valid value of a filter, or an empty text."""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))
