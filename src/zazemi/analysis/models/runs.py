"""Saved runs of the problem analysis: what came out on a day, from which inputs, by which rules.

Units:   FTE of direct work in ``totals`` as exact texts.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from zazemi.files.models import StoredFile
from zazemi.kernel.versions import Versioned
from zazemi.territory.models import Region


class SavedRun(Versioned):
    """One run: reference, the region, the day it counts for, hashes of inputs, rules and results.

    ``reference`` is ``MEZ-2026.1``; a gap of the run is ``MEZ-2026.1-564265-nzdm``.
    ``inputs`` maps parts of the input to their sha256; ``settings`` and ``need_model``
    hold all numbers, so that the run can be replayed.
    """

    reference = models.CharField(_("reference"), max_length=20, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    title = models.CharField(_("name of the run"), max_length=120)
    day = models.DateField(_("state as of"))
    settings = models.JSONField(_("settings"))
    need_model = models.JSONField(_("model of need"))
    inputs = models.JSONField(_("hashes of inputs"))
    data_sha256 = models.CharField(_("hash of all inputs"), max_length=64)
    results_sha256 = models.CharField(_("hash of the results"), max_length=64)
    results_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("results"))
    totals = models.JSONField(_("totals"))
    made_at = models.DateTimeField(_("saved at"))
    made_by = models.CharField(_("saved by"), max_length=200)

    class Meta:
        verbose_name = _("saved run of the analysis")
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"
