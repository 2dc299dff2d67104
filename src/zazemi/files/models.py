"""One model: a file that was kept, under the name of its sha256."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zazemi.files.choices import Visibility


class StoredFile(models.Model):
    """What is known of stored bytes. Several rows may share the same bytes; rows never change."""

    sha256 = models.CharField(_("sha256"), max_length=64, db_index=True)
    name = models.CharField(_("name of the file"), max_length=200)
    content_type = models.CharField(_("content type"), max_length=100)
    size_bytes = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    visibility = models.CharField(_("visibility"), max_length=10, choices=Visibility.choices)
    kept_at = models.DateTimeField(_("kept at"))
    by_user_id = models.PositiveBigIntegerField(_("person"), null=True)
    by_name = models.CharField(_("who"), max_length=200)

    class Meta:
        verbose_name = _("stored file")
        ordering = ("-kept_at", "-pk")

    def __str__(self) -> str:
        return self.name
