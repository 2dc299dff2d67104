"""Dated code lists that rooms share: domains, target groups, sources of money, types of support.

Source:  each list and each code names its own; what nobody has verified says so there.
A code is never renamed and, once used, never deleted: it ends on a day. Its labels may change.
"""

import datetime as dt
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned, VersionedQuerySet


def in_language(czech: str, english: str) -> str:
    """Return the English text for readers of English where there is one, otherwise the Czech one."""
    return english if english and (get_language() or "").startswith("en") else czech


class CodeList(Versioned):
    """A list with its purpose; ``key`` is how rooms ask for it."""

    key = models.CharField(_("key of the list"), max_length=40, unique=True)
    title_cs = models.CharField(_("title in Czech"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    purpose = models.CharField(_("what the list is for"), max_length=500)
    source = models.CharField(_("source of the list"), max_length=500)

    class Meta:
        verbose_name = _("code list")
        ordering = ("title_cs", "pk")
        constraints = [
            models.CheckConstraint(
                name="codelist_has_title",
                condition=~Q(title_cs=""),
                violation_error_message=_("The list has no Czech title."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the language of the reader."""
        return in_language(self.title_cs, self.title_en)


class CodeQuerySet(VersionedQuerySet["Code"]):
    """Many codes."""

    def valid_on(self, day: dt.date) -> "CodeQuerySet":
        """Keep those that may be chosen on ``day``; both ends are included, an open end is valid."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Code(Versioned):
    """One value of a list, from a day to a day; ``register_id`` is its id in an official register."""

    code_list = models.ForeignKey(CodeList, models.PROTECT, related_name="codes", verbose_name=_("code list"))
    code = models.CharField(_("code"), max_length=40)
    label_cs = models.CharField(_("label in Czech"), max_length=200)
    label_en = models.CharField(_("label in English"), max_length=200, blank=True)
    description = models.CharField(_("what it means"), max_length=1000, blank=True)
    source = models.CharField(_("source or legal reference"), max_length=300, blank=True)
    register_id = models.CharField(_("id in the register"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("order in the list"), default=0)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to (last day)"), null=True, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("belongs under"),
    )
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(CodeQuerySet)()

    class Meta:
        verbose_name = _("code")
        ordering = ("code_list_id", "position", "code")
        indexes = [models.Index(fields=["code_list", "position"], name="codelists_code_in_order")]
        constraints = [
            models.UniqueConstraint(
                name="code_once_per_list",
                fields=("code_list", "code"),
                violation_error_message=_("The list has this code already."),
            ),
            models.UniqueConstraint(
                name="code_one_per_register_id",
                fields=("code_list", "register_id"),
                condition=~Q(register_id=""),
                violation_error_message=_("This entry of the register belongs to another code already."),
            ),
            models.CheckConstraint(
                name="code_has_code_and_label",
                condition=~Q(code="") & ~Q(label_cs=""),
                violation_error_message=_("A code has a text and a Czech label."),
            ),
            models.CheckConstraint(
                name="code_ends_after_start",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("The last day lies before the first one."),
            ),
            models.CheckConstraint(
                name="code_not_under_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message=_("A code cannot stand under itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language of the reader."""
        return in_language(self.label_cs, self.label_en)

    def is_valid_on(self, day: dt.date) -> bool:
        """Whether it may be chosen on ``day``."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )
