"""Services, places and capacities as other rooms may see them.

Reading the network is public; a history names officials, so it is for people who are signed in.
"""

from collections.abc import Iterable

from django.urls import reverse

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.permissions import may
from zazemi.kernel.subjects import R, Subject, subjects
from zazemi.kernel.versions import Versioned
from zazemi.network.models import (
    AreaServed,
    Capacity,
    ConversionNorm,
    CostNorm,
    FundingRule,
    NetworkVersion,
    NetworkVersionRow,
    OpeningHours,
    Place,
    Proposal,
    ProposedChange,
    RegisterCoverage,
    Service,
    ServiceFunding,
    ServiceTargetGroup,
    VerificationRequest,
    VerificationRule,
)


class _OfNetwork(Subject[R]):
    def may_be_seen(self, record: R, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all records
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous

    def url(self, record: R) -> str:  # noqa: ARG002 - some have a page of their own
        """Return the list of services."""
        return reverse("network:services")

    def hidden_fields(self) -> tuple[str, ...]:
        """Hide the columns that only repeat the name."""
        return ("name_folded", "name_sort")


class ServiceSubject(_OfNetwork[Service]):
    """A service with its places and all that hangs on them."""

    kind = "service"
    model = Service

    def url(self, record: Service) -> str:
        """Return the page of the service."""
        return reverse("network:service", args=[record.pk])

    def parts(self, record: Service) -> Iterable[Versioned]:
        """Return its groups, fundings and places with hours, areas and capacities; no secret place.

        A place that became secret may have an address in its older versions: its history has a page of
        its own, for the office and its provider only.
        """
        yield from record.target_groups.order_by("pk")
        yield from record.fundings.order_by("pk")
        for place in record.places.select_related("municipality").order_by("pk"):
            if place.is_address_secret:
                continue
            yield place
            yield from place.hours.order_by("pk")
            yield from place.areas.order_by("pk")
            yield from place.capacities.order_by("pk")


class PlaceSubject(_OfNetwork[Place]):
    """A place of a service."""

    kind = "place"
    model = Place

    def may_be_seen(self, record: Place, viewer: Actor) -> bool:
        """Whether the viewer is signed in; of a secret place only the office and its provider."""
        if record.is_address_secret:
            return may(viewer, "network.see_secret", record)
        return super().may_be_seen(record, viewer)

    def title(self, record: Place) -> str:
        """Return the place with its service."""
        return f"{record.service}, {record}"

    def url(self, record: Place) -> str:
        """Return the page of its service."""
        return reverse("network:service", args=[record.service_id])


class CapacitySubject(_OfNetwork[Capacity]):
    """A capacity of a place."""

    kind = "capacity"
    model = Capacity

    def title(self, record: Capacity) -> str:
        """Return the capacity with its place and service."""
        return f"{record.place.service}, {record.place}: {record}"

    def url(self, record: Capacity) -> str:
        """Return the page of its service."""
        return reverse("network:service", args=[record.place.service_id])


class HoursSubject(_OfNetwork[OpeningHours]):
    """Opening hours of a place."""

    kind = "opening-hours"
    model = OpeningHours

    def url(self, record: OpeningHours) -> str:
        """Return the page of its service."""
        return reverse("network:service", args=[record.place.service_id])


class AreaSubject(_OfNetwork[AreaServed]):
    """A territory that a place serves."""

    kind = "area-served"
    model = AreaServed

    def url(self, record: AreaServed) -> str:
        """Return the page of its service."""
        return reverse("network:service", args=[record.place.service_id])


class GroupSubject(_OfNetwork[ServiceTargetGroup]):
    """A target group of a service."""

    kind = "target-group"
    model = ServiceTargetGroup

    def url(self, record: ServiceTargetGroup) -> str:
        """Return the page of its service."""
        return reverse("network:service", args=[record.service_id])


class FundingSubject(_OfNetwork[ServiceFunding]):
    """Who pays for a service."""

    kind = "service-funding"
    model = ServiceFunding

    def url(self, record: ServiceFunding) -> str:
        """Return the page of its service."""
        return reverse("network:service", args=[record.service_id])


class NormSubject(_OfNetwork[ConversionNorm]):
    """A norm of conversion to FTE."""

    kind = "norm"
    model = ConversionNorm


class CoverageSubject(_OfNetwork[RegisterCoverage]):
    """The statement that a region's services are all here."""

    kind = "coverage"
    model = RegisterCoverage


class CostNormSubject(_OfNetwork[CostNorm]):
    """A usual cost."""

    kind = "cost-norm"
    model = CostNorm


class RuleSubject(_OfNetwork[FundingRule]):
    """Who may pay for what."""

    kind = "funding-rule"
    model = FundingRule


class VersionSubject(_OfNetwork[NetworkVersion]):
    """A yearly version of the network."""

    kind = "network-version"
    model = NetworkVersion


class VersionRowSubject(_OfNetwork[NetworkVersionRow]):
    """A row of a yearly version."""

    kind = "network-version-row"
    model = NetworkVersionRow


class _OfVerification(_OfNetwork[R]):
    def may_be_seen(self, record: R, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all records
        """Whether the viewer keeps the network: mailboxes of providers are nobody else's."""
        return viewer.has_role(Role.REGIONAL_OFFICER, Role.HEAD)


class ProposalSubject(_OfVerification[Proposal]):
    """What somebody proposed to change."""

    kind = "proposal"
    model = Proposal


class ProposedChangeSubject(_OfVerification[ProposedChange]):
    """One field of a proposal."""

    kind = "proposed-change"
    model = ProposedChange


class VerificationRequestSubject(_OfVerification[VerificationRequest]):
    """A request to verify a service; the secret of its link is not shown."""

    kind = "verification-request"
    model = VerificationRequest

    def hidden_fields(self) -> tuple[str, ...]:
        """Hide what the link is checked by."""
        return ("nonce",)


class VerificationRuleSubject(_OfVerification[VerificationRule]):
    """A dated rule of freshness."""

    kind = "verification-rule"
    model = VerificationRule


for subject in (
    ProposalSubject(),
    ProposedChangeSubject(),
    VerificationRequestSubject(),
    VerificationRuleSubject(),
    ServiceSubject(),
    PlaceSubject(),
    CapacitySubject(),
    HoursSubject(),
    AreaSubject(),
    GroupSubject(),
    FundingSubject(),
    NormSubject(),
    CoverageSubject(),
    CostNormSubject(),
    RuleSubject(),
    VersionSubject(),
    VersionRowSubject(),
):
    subjects.register(subject.kind, subject)
