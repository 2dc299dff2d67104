"""An import, from the dry run to its end; and the lock that lets one import of a kind run at a time.

Units:   counts in rows of the file.
Source:  the run itself is the source record of every imported figure: file,
         sha256, where it comes from, licence, day.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.files.models import StoredFile
from zazemi.intake.choices import RunState
from zazemi.kernel.versions import Versioned


class ImportRun(Versioned):
    """A file brought in by somebody: what it is, what it would change, what became of it."""

    kind = models.CharField(_("kind"), max_length=40, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="import_runs", null=True, verbose_name=_("stored file")
    )
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(_("sha256 of the file"), max_length=64, db_index=True)
    file_bytes = models.PositiveBigIntegerField(_("size"), help_text=_("bytes"))
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    taken_on = models.DateField(_("taken from the source on"), null=True, blank=True)
    rows_in = models.PositiveIntegerField(_("rows"))
    rows_new = models.PositiveIntegerField(_("new"))
    rows_changed = models.PositiveIntegerField(_("changed"))
    rows_same = models.PositiveIntegerField(_("the same"))
    rows_refused = models.PositiveIntegerField(_("with an error"))
    rows_missing = models.PositiveIntegerField(_("missing from the file"), default=0)
    findings = models.JSONField(_("findings"), default=dict)
    checked_at = models.DateTimeField(_("checked at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    by_user_id = models.PositiveBigIntegerField(_("person"), null=True)
    by_name = models.CharField(_("who"), max_length=200)
    keeps_before = models.BooleanField(_("keeps what stood there before"), default=False, editable=False)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    undone_by = models.CharField(_("who took it back"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("import")
        ordering = ("-checked_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="import_counts_add_up",
                condition=Q(
                    rows_in=F("rows_new") + F("rows_changed") + F("rows_same") + F("rows_refused"),
                ),
                violation_error_message=_(
                    "New, changed, same and refused rows must add up to the rows of the file."
                ),
            ),
            models.CheckConstraint(
                name="import_applied_without_refused",
                condition=~Q(state=RunState.APPLIED) | Q(rows_refused=0),
                violation_error_message=_("A file with refused rows cannot be stored."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"

    @property
    def may_be_undone(self) -> bool:
        """Whether it is stored, so that it could be taken back."""
        return self.state == RunState.APPLIED

    @property
    def may_be_applied(self) -> bool:
        """Whether it waits for storing."""
        return self.state == RunState.CHECKED


class RowBefore(models.Model):
    """An untracked row as it was before a run wrote over it; kept until the run is taken back."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows_before", verbose_name=_("import"))
    label = models.CharField(_("table"), max_length=100)
    record_pk = models.CharField(_("row"), max_length=64)
    before = models.JSONField(_("as it was"))
    after_digest = models.CharField(_("digest of what the import made of it"), max_length=64)

    class Meta:
        verbose_name = _("row before an import")
        constraints = [
            models.UniqueConstraint(
                name="row_before_once_per_import",
                fields=("run", "label", "record_pk"),
                violation_error_message=_("The earlier state of this row is kept already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.record_pk}"


class ImportLock(models.Model):
    """One row per kind, locked while an import of that kind is stored."""

    kind = models.CharField(_("kind"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("lock of imports")

    def __str__(self) -> str:
        return self.kind
