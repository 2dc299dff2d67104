"""States of an import."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """The life of an import, in the order it is lived."""

    CHECKED = "checked", _("checked, waits for storing")
    REFUSED = "refused", _("refused")
    UNCHANGED = "unchanged", _("no change")
    APPLIED = "applied", _("stored")
    UNDONE = "undone", _("taken back")
    DISCARDED = "discarded", _("thrown away")
