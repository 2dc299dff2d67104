"""Definitions, rules and follow-ups as other rooms may see them.

A history names officials, so it is for people who are signed in.
"""

from django.urls import reverse

from zazemi.indicators.models import FollowUp, Indicator, ValidationRule
from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import R, Subject, subjects


class _OfCatalogue(Subject[R]):
    def may_be_seen(self, record: R, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all records
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous


class IndicatorSubject(_OfCatalogue[Indicator]):
    """A version of the method of an indicator."""

    kind = "indicator"
    model = Indicator

    def url(self, record: Indicator) -> str:
        """Return the page of the indicator."""
        return reverse("indicators:indicator", args=[record.key])


class RuleSubject(_OfCatalogue[ValidationRule]):
    """A validation rule."""

    kind = "validation-rule"
    model = ValidationRule

    def url(self, record: ValidationRule) -> str:  # noqa: ARG002 - rules share a list
        """Return the list of rules."""
        return reverse("indicators:rules")


class FollowUpSubject(_OfCatalogue[FollowUp]):
    """What somebody noted about a suspicious value."""

    kind = "follow-up"
    model = FollowUp

    def url(self, record: FollowUp) -> str:  # noqa: ARG002 - follow-ups share a list
        """Return the list of suspicious values."""
        return reverse("indicators:checking")


for subject in (IndicatorSubject(), RuleSubject(), FollowUpSubject()):
    subjects.register(subject.kind, subject)
