"""Words of the room ``texts``."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    """How a comment ended, in the words of settlement tables."""

    OPEN = "open", _("not settled yet")
    ACCEPTED = "accepted", _("fully accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


SETTLED = (CommentState.ACCEPTED, CommentState.PARTLY, CommentState.REJECTED)
