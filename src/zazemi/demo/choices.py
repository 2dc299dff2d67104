"""What a demonstration holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoContent(models.TextChoices):
    """Fictional regions, or the official figures of the real ones; never both."""

    FICTIONAL = "fictional", _("fictional regions")
    OFFICIAL = "official", _("official figures of real regions")
