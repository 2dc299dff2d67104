"""Keeping services true: rules of freshness, requests to verify, and changes that providers propose.

Units:   days.
Source:  asking once a year follows section 85 of Act 108/2006 only loosely (the register is changed on
         notice); the spans are assumptions of the region, dated and changeable.
A request carries no secret: its link is signed by the key of the installation.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from zazemi.kernel.versions import Versioned
from zazemi.network.models.place import Place
from zazemi.network.models.service import Service

_DAYS = [MinValueValidator(1)]


class VerificationRule(Versioned):
    """From a day on: when what we know grows old, and how often providers are reminded."""

    valid_from = models.DateField(
        _("valid from"),
        unique=True,
        error_messages={"unique": _("A rule valid from this day exists already.")},
    )
    stale_after_days = models.PositiveSmallIntegerField(_("old after"), validators=_DAYS)
    soon_before_days = models.PositiveSmallIntegerField(_("asked before that"), validators=_DAYS)
    pause_days = models.PositiveSmallIntegerField(_("between two letters"), validators=_DAYS)
    most_letters = models.PositiveSmallIntegerField(_("most letters"), validators=_DAYS)
    link_days = models.PositiveSmallIntegerField(_("the link works for"), validators=_DAYS)
    source = models.CharField(_("who set it and why"), max_length=300)

    class Meta:
        verbose_name = _("rule of verification")
        ordering = ("-valid_from",)
        constraints = [
            models.CheckConstraint(
                name="verification_rule_asks_in_time",
                condition=Q(soon_before_days__lt=F("stale_after_days")),
                violation_error_message=_("Ask later than the moment of the last verification."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}"


class RequestState(models.TextChoices):
    """The life of a request to verify."""

    OPEN = "open", pgettext_lazy("request to verify", "asked")
    FULFILLED = "fulfilled", pgettext_lazy("request to verify", "verified")
    CLOSED = "closed", pgettext_lazy("request to verify", "closed without an answer")


class VerificationRequest(Versioned):
    """One service and one mailbox that was asked to verify it."""

    service = models.ForeignKey(
        Service, models.PROTECT, related_name="verification_requests", verbose_name=_("service")
    )
    address = models.EmailField(_("asked at"), max_length=254)
    nonce = models.CharField(max_length=32, editable=False)
    asked_on = models.DateField(_("asked on"))
    expires_on = models.DateField(_("the link works until"))
    letters_sent = models.PositiveSmallIntegerField(_("letters sent"), default=0)
    last_letter_on = models.DateField(_("last letter"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.OPEN
    )
    fulfilled_on = models.DateField(_("verified on"), null=True, blank=True)

    class Meta:
        verbose_name = _("request to verify")
        ordering = ("-asked_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="verification_request_one_open",
                fields=("service",),
                condition=Q(state=RequestState.OPEN),
                violation_error_message=_("The provider has been asked about this service already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.address}"


class ProposalState(models.TextChoices):
    """The life of a proposal and of each of its changes."""

    WAITING = "waiting", pgettext_lazy("proposal", "waits for the region")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "accepted")
    REFUSED = "refused", pgettext_lazy("proposal", "refused")
    DECIDED = "decided", pgettext_lazy("proposal", "decided")


class Proposal(Versioned):
    """What a provider wrote through the link: changes of some fields, perhaps a note."""

    request = models.ForeignKey(
        VerificationRequest, models.PROTECT, related_name="proposals", verbose_name=_("request to verify")
    )
    service = models.ForeignKey(Service, models.PROTECT, related_name="proposals", verbose_name=_("service"))
    note = models.TextField(_("note of the provider"), max_length=1000, blank=True)
    proposed_at = models.DateTimeField(_("proposed"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.TextField(_("answer of the region"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("proposal of a provider")
        ordering = ("proposed_at", "pk")
        constraints = [
            models.UniqueConstraint(
                name="proposal_one_waiting_per_service",
                fields=("service",),
                condition=Q(state=ProposalState.WAITING),
                violation_error_message=_("A proposal about this service waits already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service_id}: {self.proposed_at}"


class ProposedChange(Versioned):
    """One field as it was when the provider looked, and as the provider wants it; JSON values."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, related_name="changes", verbose_name=_("proposal of a provider")
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    field = models.CharField(_("field"), max_length=40)
    old_value = models.JSONField(_("value then"), null=True)
    new_value = models.JSONField(_("value proposed"), null=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    reason = models.CharField(_("reason of the refusal"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("proposed change")
        ordering = ("proposal_id", "pk")

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.field}"
