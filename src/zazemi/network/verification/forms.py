"""Forms of verification: the answer of a provider, the decision of the region, the rule."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zazemi.kernel import clock
from zazemi.kernel.formkeys import new_form_key
from zazemi.kernel.sentences import sentence_of
from zazemi.network.catalogue.hours import Span, UnreadableHoursError, parsed, plain_of, spans_of, text_by_day
from zazemi.network.choices import LANGUAGES, Weekday
from zazemi.network.models import Place, Proposal, Service
from zazemi.network.verification.answering import Proposed
from zazemi.network.verification.deciding import Decision
from zazemi.network.verification.fields import (
    HOURS,
    PLACE_FIELDS,
    SERVICE_FIELDS,
    FieldKey,
    fingerprint,
    place_name,
    plain,
    values_of,
)
from zazemi.network.verification.freshness import RULE_FIELDS, Rule
from zazemi.ui.fields import AddForm, DayField

_TEXTS = {"description", "how_to_apply", "required_documents"}
_OLDEST = 120
_NOTE_LENGTH = 1000
_MOST_DAYS = 1500


def _service_field(name: str) -> forms.Field:
    column = Service._meta.get_field(name)  # noqa: SLF001 - Django's documented _meta
    options: dict[str, Any] = {
        "label": str(column.verbose_name).capitalize(),  # type: ignore[union-attr]  # plain columns
        "required": False,
    }
    if name in {"age_from", "age_to"}:
        number = forms.NumberInput(attrs={"class": "is-short", "inputmode": "numeric"})
        return forms.IntegerField(min_value=0, max_value=_OLDEST, widget=number, **options)
    if name == "is_nonstop":
        return forms.BooleanField(**options)
    if name == "languages":
        return forms.MultipleChoiceField(
            choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple, **options
        )
    if name == "alert_until":
        return DayField(**options)
    widget = forms.Textarea(attrs={"rows": 4}) if name in _TEXTS else forms.TextInput()
    return forms.CharField(max_length=column.max_length, widget=widget, **options)  # type: ignore[union-attr]  # plain columns


class HoursOfDayField(forms.CharField):
    """Opening hours of one day as people type them; cleaned to spans."""

    def __init__(self, weekday: Weekday, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        super().__init__(label=weekday.label, required=False, max_length=100, **options)
        self.weekday = weekday

    def clean(self, value: object) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the spans of the day."""
        try:
            return parsed(str(super().clean(value)), self.weekday.value)
        except UnreadableHoursError as error:
            raise ValidationError(sentence_of(error)) from error


class AnswerForm(forms.Form):
    """All that may be proposed, filled in with what is known; what differs in the end is the proposal."""

    def __init__(self, service: Service, places: Sequence[Place], data: Any = None) -> None:  # noqa: ANN401 - form data
        super().__init__(data)
        self.places = places
        self.now = values_of(service, places)
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput, max_length=64, initial=fingerprint(self.now)
        )
        for name in SERVICE_FIELDS:
            self._add(f"s-{name}", _service_field(name), getattr(service, name))
        for place in places:
            for name in PLACE_FIELDS:
                column = Place._meta.get_field(name)  # noqa: SLF001 - Django's documented _meta
                label = str(column.verbose_name).capitalize()  # type: ignore[union-attr]  # plain columns
                field = forms.CharField(label=label, required=False, max_length=column.max_length)  # type: ignore[union-attr]  # as above
                self._add(f"p{place.pk}-{name}", field, getattr(place, name))
            texts = text_by_day(spans_of(place.hours.all(), clock.today()))
            for day in Weekday:
                self._add(f"p{place.pk}-h{day.value}", HoursOfDayField(day), texts.get(day.value, ""))
        note = forms.Textarea(attrs={"rows": 4})
        self.fields["note"] = forms.CharField(
            label=_("Anything else the region should know"),
            required=False,
            max_length=_NOTE_LENGTH,
            widget=note,
            help_text=_("For example that the service ended or moved. Write no personal data of clients."),
        )

    def _add(self, name: str, field: forms.Field, value: object) -> None:
        is_list = isinstance(field, forms.MultipleChoiceField)
        field.initial = [code for code in str(value).split(",") if code] if is_list else value
        self.fields[name] = field

    def service_fields(self) -> Iterator[BoundField]:
        """Yield the fields of the service."""
        return (self[f"s-{name}"] for name in SERVICE_FIELDS)

    def place_blocks(self) -> Iterator[tuple[str, list[BoundField], list[BoundField]]]:
        """Yield every place: its name, its fields, its hours."""
        for place in self.places:
            yield (
                place_name(place),
                [self[f"p{place.pk}-{name}"] for name in PLACE_FIELDS],
                [self[f"p{place.pk}-h{day.value}"] for day in Weekday],
            )

    def proposed(self) -> Proposed:
        """Return what was typed, as plain values."""
        values = self.cleaned_data
        typed: dict[FieldKey, object] = {}
        for name in SERVICE_FIELDS:
            value = values[f"s-{name}"]
            typed[FieldKey(0, name)] = ",".join(value) if isinstance(value, list) else plain(value)
        for place in self.places:
            for name in PLACE_FIELDS:
                typed[FieldKey(place.pk, name)] = plain(values[f"p{place.pk}-{name}"])
            spans: list[Span] = [span for day in Weekday for span in values[f"p{place.pk}-h{day.value}"]]
            typed[FieldKey(place.pk, HOURS)] = plain_of(spans)
        return Proposed(typed=typed, seen=values["seen"], note=values["note"])


class DecisionForm(forms.Form):
    """Accept or refuse every change; what somebody changed meanwhile is never preselected."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self,
        proposal: Proposal,
        data: Any = None,  # noqa: ANN401 - form data
        *,
        seen: str = "",
        preselected: Sequence[int] = (),
    ) -> None:
        super().__init__(data, initial={"seen": seen})
        self.changes = list(proposal.changes.all())
        for change in self.changes:
            self.fields[f"d{change.pk}"] = forms.ChoiceField(
                label=_("Decision"),
                choices=[("accept", _("Accept")), ("refuse", _("Refuse"))],
                widget=forms.RadioSelect,
                initial="accept" if change.pk in preselected else None,
                error_messages={"required": _("Decide about this field.")},
            )
            self.fields[f"r{change.pk}"] = forms.CharField(
                label=_("Reason of the refusal"), required=False, max_length=300
            )
        self.fields["answer"] = forms.CharField(
            label=_("Words for the provider"),
            required=False,
            max_length=_NOTE_LENGTH,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("They are added to the letter with the decision."),
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of every refusal."""
        values = super().clean() or {}
        for change in self.changes:
            is_refused = values.get(f"d{change.pk}") == "refuse"
            if is_refused and not values.get(f"r{change.pk}", "").strip():
                self.add_error(f"r{change.pk}", gettext("The provider should read why. Write the reason."))
        return values

    def decisions(self) -> dict[int, Decision]:
        """Return what was decided."""
        values = self.cleaned_data
        return {
            change.pk: Decision(
                is_accepted=values[f"d{change.pk}"] == "accept", reason=values[f"r{change.pk}"]
            )
            for change in self.changes
        }


class VerifyForm(forms.Form):
    """How somebody signed in has verified a service."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=new_form_key)
    how = forms.CharField(
        label=_("How it was verified"),
        required=False,
        max_length=200,
        help_text=_(
            "For example: by telephone with the head of the service. Names of clients do not belong here."
        ),
    )


class RoundForm(forms.Form):
    """The one-time key of a round, so that a double click asks once; and the region."""

    form_key = forms.CharField(widget=forms.HiddenInput, max_length=40, initial=new_form_key)
    kraj = forms.CharField(widget=forms.HiddenInput, max_length=5, required=False)


class RuleForm(AddForm):
    """The rule of verification from a day on."""

    valid_from = DayField(label=_("Valid from"))
    stale_after_days = forms.IntegerField(
        label=_("A verification is old after (days)"), min_value=2, max_value=_MOST_DAYS
    )
    soon_before_days = forms.IntegerField(
        label=_("Providers are asked so many days before that"), min_value=1, max_value=_MOST_DAYS
    )
    pause_days = forms.IntegerField(label=_("Days between two letters"), min_value=1, max_value=_MOST_DAYS)
    most_letters = forms.IntegerField(label=_("Most letters in one round"), min_value=1, max_value=12)
    link_days = forms.IntegerField(label=_("Days for which a link works"), min_value=1, max_value=_MOST_DAYS)
    source = forms.CharField(label=_("Who set it and why"), max_length=300)

    def rule(self) -> Rule:
        """Return what was typed."""
        return Rule(**{name: self.cleaned_data[name] for name in RULE_FIELDS})


class OverviewFilter(forms.Form):
    """What the overview shows; wrong values are as if nothing was chosen."""

    q = forms.CharField(label=_("Name of the service or of the provider"), required=False, max_length=100)

    def chosen(self, name: str) -> str:
        """Return the valid value of a filter, or an empty text."""
        self.full_clean()
        return str(self.cleaned_data.get(name, ""))
