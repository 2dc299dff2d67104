"""Reading for verification: what is to be verified, who was asked, what waits, when a service changed.

Units:   days; counts of services.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from zazemi.kernel import clock
from zazemi.kernel.digests import record_fields
from zazemi.kernel.versions import Versioned, history_model
from zazemi.network.models import (
    OpeningHours,
    Place,
    Proposal,
    ProposalState,
    ProposedChange,
    RequestState,
    Service,
    VerificationRequest,
    VerificationRule,
)
from zazemi.network.verification.freshness import Freshness, Rule
from zazemi.values.names import folded

VERIFYING_FIELDS = frozenset({"verified_on", "verified_note", "version"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshnessCounts:
    """How many services are how old, and how many proposals wait."""

    fresh: int
    soon: int
    stale: int
    never: int
    proposals: int

    @property
    def total(self) -> int:
        """All services."""
        return self.fresh + self.soon + self.stale + self.never


def present_services(today: dt.date) -> QuerySet[Service]:
    """Return services that have not ended."""
    return Service.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today))


def of_freshness(value: Freshness, today: dt.date, rule: Rule) -> Q:
    """Return the condition that a service is so old; the same borders as ``freshness_of``."""
    stale, soon = rule.stale_from(today), rule.soon_from(today)
    return {
        Freshness.NEVER: Q(verified_on__isnull=True),
        Freshness.STALE: Q(verified_on__lte=stale),
        Freshness.SOON: Q(verified_on__gt=stale, verified_on__lte=soon),
        Freshness.FRESH: Q(verified_on__gt=soon),
    }[value]


def counts_on(
    today: dt.date, rule: Rule, *, provider_ids: Collection[int] | None = None, region_code: str = ""
) -> FreshnessCounts:
    """Return how many services are how old; two queries."""
    found = _narrowed(present_services(today), provider_ids, region_code)
    numbers = found.order_by().aggregate(
        **{str(one): Count("pk", filter=of_freshness(one, today, rule)) for one in Freshness}
    )
    waiting = Proposal.objects.filter(state=ProposalState.WAITING)
    if provider_ids is not None:
        waiting = waiting.filter(service__provider_id__in=provider_ids)
    return FreshnessCounts(**numbers, proposals=waiting.count())


def overview(
    today: dt.date,
    rule: Rule,
    *,
    freshness: str = "",
    text: str = "",
    provider_ids: Collection[int] | None = None,
    region_code: str = "",
) -> QuerySet[Service]:
    """Return services for the overview, those verified longest ago first; their requests come with them."""
    found = _narrowed(present_services(today), provider_ids, region_code).select_related("provider")
    if freshness in list(Freshness):
        found = found.filter(of_freshness(Freshness(freshness), today, rule))
    if text.strip():
        wanted = folded(text)
        found = found.filter(Q(name_folded__contains=wanted) | Q(provider__name_folded__contains=wanted))
    requests = Prefetch(
        "verification_requests",
        queryset=VerificationRequest.objects.order_by("-asked_on", "-pk"),
        to_attr="requests",
    )
    waiting = Prefetch(
        "proposals", queryset=Proposal.objects.filter(state=ProposalState.WAITING), to_attr="waiting"
    )
    return found.prefetch_related(requests, waiting).order_by("verified_on", "name_sort", "pk")


def to_be_asked(today: dt.date, rule: Rule, *, region_code: str = "") -> QuerySet[Service]:
    """Return services to be verified about which nobody asks at present and no proposal waits."""
    working = VerificationRequest.objects.filter(
        service=OuterRef("pk"), state=RequestState.OPEN, expires_on__gte=today
    )
    waiting = Proposal.objects.filter(service=OuterRef("pk"), state=ProposalState.WAITING)
    old = Q(verified_on__isnull=True) | Q(verified_on__lte=rule.soon_from(today))
    found = _narrowed(present_services(today), None, region_code).filter(old)
    return found.exclude(Exists(working)).exclude(Exists(waiting)).select_related("provider").order_by("pk")


def due_requests(today: dt.date, rule: Rule) -> QuerySet[VerificationRequest]:
    """Return open requests whose next letter has its time and that did not have the last one yet."""
    since = today - dt.timedelta(days=rule.pause_days)
    waiting = Proposal.objects.filter(service=OuterRef("service"), state=ProposalState.WAITING)
    return (
        VerificationRequest.objects.select_related("service__provider")
        .filter(state=RequestState.OPEN, expires_on__gte=today, letters_sent__lt=rule.most_letters)
        .filter(Q(last_letter_on__isnull=True) | Q(last_letter_on__lte=since))
        .exclude(Exists(waiting))
        .order_by("address", "service__name_sort", "pk")
    )


def without_address(today: dt.date, rule: Rule, *, region_code: str = "") -> QuerySet[Service]:
    """Return services to be verified that have no mailbox, by provider: for letters on paper."""
    found = to_be_asked(today, rule, region_code=region_code).exclude(email__contains="@")
    return found.order_by("provider__name_sort", "name_sort", "pk")


def waiting_proposals() -> QuerySet[Proposal]:
    """Return proposals that wait for the region, the oldest first."""
    found = Proposal.objects.filter(state=ProposalState.WAITING)
    return found.select_related("service__provider", "request").annotate(n_changes=Count("changes"))


def proposal_of(pk: int) -> Proposal | None:
    """Return a proposal with its changes, or None."""
    changes = ProposedChange.objects.select_related("place__municipality").defer(
        "place__municipality__geom_wkb", "place__municipality__geom_simple_wkb"
    )
    return (
        Proposal.objects.select_related("service__provider", "request")
        .prefetch_related(Prefetch("changes", queryset=changes))
        .filter(pk=pk)
        .first()
    )


def waiting_proposal(service: Service) -> Proposal | None:
    """Return the proposal about a service that waits, if any."""
    return Proposal.objects.filter(service=service, state=ProposalState.WAITING).first()


def rules() -> QuerySet[VerificationRule]:
    """Return the rules the region has stated, the newest first."""
    return VerificationRule.objects.order_by("-valid_from")


def changed_on(service_ids: Collection[int]) -> dict[int, dt.date]:
    """Return the day of the last change of each service, its places or their hours; verifying is no change.

    Three queries, whatever the number of services.
    """
    places = dict(Place.objects.filter(service_id__in=service_ids).order_by().values_list("pk", "service_id"))
    rows = [
        *_changes(Service, "id", service_ids),
        *_changes(Place, "service_id", service_ids),
        *((places[pk], at) for pk, at in _changes(OpeningHours, "place_id", list(places))),
    ]
    found: dict[int, dt.datetime] = {}
    for service_id, at in rows:
        found[service_id] = max(found.get(service_id, at), at)
    return {service_id: clock.day_of(at) for service_id, at in found.items()}


def _changes(model: type[Versioned], key: str, values: Collection[int]) -> Iterable[tuple[int, dt.datetime]]:
    """Yield (key, moment) of every version that differs from the one before in more than the verification."""
    pk = model._meta.pk.attname  # noqa: SLF001 - Django's documented _meta
    rows = history_model(model).objects.filter(**{f"{key}__in": values}).order_by(pk, "version")
    before: Any = None
    for row in rows:
        names = [field.attname for field in record_fields(row) if field.name not in VERIFYING_FIELDS]
        is_first = before is None or getattr(before, pk) != getattr(row, pk)
        if (
            is_first
            or row.history_type == "-"
            or any(getattr(row, name) != getattr(before, name) for name in names)
        ):
            yield getattr(row, key), row.history_date
        before = row


def _narrowed(
    found: QuerySet[Service], provider_ids: Collection[int] | None, region_code: str
) -> QuerySet[Service]:
    if provider_ids is not None:
        found = found.filter(provider_id__in=provider_ids)
    if region_code:
        found = found.filter(
            Exists(Place.objects.filter(service=OuterRef("pk"), municipality__region_id=region_code))
        )
    return found
