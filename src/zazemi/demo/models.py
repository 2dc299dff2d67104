"""The mark of a demonstration: one row that says what the database holds and since when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.demo.choices import DemoContent

ONLY_ROW = 1


class DemoMark(models.Model):
    """The only row; its absence means that the database is no demonstration."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY_ROW)
    content = models.CharField(_("content"), max_length=10, choices=DemoContent.choices)
    started_at = models.DateTimeField(_("loading started at"))
    finished_at = models.DateTimeField(_("loading finished at"), null=True)

    class Meta:
        verbose_name = _("mark of the demonstration")
        constraints = [
            models.CheckConstraint(
                name="demo_mark_only_row",
                condition=Q(id=ONLY_ROW),
                violation_error_message=_("A database has one mark of the demonstration at most."),
            ),
        ]
