"""The statement that the register of a region is complete."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.territory.models import Region


class RegisterCoverage(Versioned):
    """The statement that the services of a region are all here, so that none means none."""

    region = models.OneToOneField(
        Region, models.PROTECT, related_name="register_coverage", verbose_name=_("region")
    )
    since = models.DateField(_("complete since"))
    source = models.CharField(_("source"), max_length=300)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("register of services of a region")
        ordering = ("region_id",)

    def __str__(self) -> str:
        return f"{self.region_id}: {self.source}"
