"""Kinds of organisations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What an organisation is in the cooperation."""

    PROVIDER = "provider", _("provider of social services")
    REGION = "region", _("region")
    MUNICIPALITY = "municipality", _("municipality")
    AGENCY = "agency", _("Agency for Social Inclusion")
    LABOUR_OFFICE = "labour_office", _("Labour Office")
    SCHOOL = "school", _("school")
    OTHER = "other", _("other organisation")
