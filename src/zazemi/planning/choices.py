"""Words of planning: states of a plan, where a number comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """The life of a plan until a body decides about it."""

    COMPUTING = "computing", _("being computed")
    DRAFT = "draft", _("draft")
    EMPTY = "empty", _("no plan exists")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Basis(models.TextChoices):
    """Whether a number was found somewhere or is ours."""

    SOURCED = "sourced", _("sourced")
    ASSUMPTION = "assumption", _("assumption")
