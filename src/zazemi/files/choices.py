"""Who may open a stored file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may open a stored file; the record that owns it decides within this."""

    PRIVATE = "private", _("only people who work with the record")
    PUBLIC = "public", _("everybody")
