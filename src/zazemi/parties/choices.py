"""Kinds of organisations and bodies, roles in a body, who may see a contact."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is in the cooperation."""

    PROVIDER = "provider", _("provider of social services")
    REGION = "region", _("region")
    MUNICIPALITY = "municipality", _("municipality")
    MICRO_REGION = "micro_region", _("union of municipalities or local action group")
    AGENCY = "agency", _("Agency for Social Inclusion")
    LABOUR_OFFICE = "labour_office", _("Labour Office")
    STATE_OFFICE = "state_office", _("ministry or another state office")
    SCHOOL = "school", _("school")
    HEALTH = "health", _("health care")
    POLICE = "police", _("police")
    EMPLOYER = "employer", _("employer")
    OTHER = "other", _("other organisation")


class BodyKind(models.TextChoices):
    """What kind of body it is; a commission recommends, a council and an assembly decide."""

    COMMISSION = "commission", _("commission")
    COMMITTEE = "committee", _("committee")
    COUNCIL = "council", _("council")
    ASSEMBLY = "assembly", _("assembly")
    LOCAL_PARTNERSHIP = "local_partnership", _("local partnership")
    WORKING_GROUP = "working_group", _("working group")


class SeatRole(models.TextChoices):
    """What a member is in a body, in the order in which members are listed."""

    CHAIR = "chair", _("chair")
    VICE_CHAIR = "vice_chair", _("vice-chair")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    SUBSTITUTE = "substitute", _("substitute")


SEAT_ORDER = {role.value: place for place, role in enumerate(SeatRole)}
SINGLE_ROLES = (SeatRole.CHAIR.value, SeatRole.SECRETARY.value)
"""Roles that one person at a time holds in a body."""


class Visibility(models.TextChoices):
    """Who may see a name or a contact; each includes those before it."""

    STAFF = "staff", _("staff of the region and the Agency")
    BODY = "body", _("also members of bodies")
    PUBLIC = "public", _("everybody")
