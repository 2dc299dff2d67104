"""Services and the groups of people they are for.

Units:   ages in whole years, both ends included; days included on both ends.
Source:  kinds by Act 108/2006 Coll.; the register of providers of social services (section 85)
         gives ``register_number``, ``portal_id``, days, contacts and ages; descriptions,
         fees, alerts and ``verified_on`` are ours.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.versions import Versioned
from zazemi.network.choices import KIND_CHOICES
from zazemi.network.models.days import ends_after_start
from zazemi.parties.models import Organisation
from zazemi.values.names import folded, sort_key
from zazemi.values.services import ServiceKind


class Service(Versioned):
    """A registered social service of a provider."""

    provider = models.ForeignKey(
        Organisation, models.PROTECT, related_name="services", verbose_name=_("provider")
    )
    kind = models.CharField(_("kind of service"), max_length=30, choices=KIND_CHOICES)
    name = models.CharField(_("name of the service"), max_length=200)
    name_folded = models.CharField(
        _("name without diacritics"), max_length=200, editable=False, db_index=True
    )
    name_sort = models.CharField(_("key for sorting"), max_length=900, editable=False)

    register_number = models.CharField(
        _("number in the register"), max_length=20, blank=True, help_text=_("identifier of the service")
    )
    portal_id = models.CharField(_("number in the portal of the ministry"), max_length=20, blank=True)
    started_on = models.DateField(_("provided from"), null=True, blank=True)
    ended_on = models.DateField(_("provided to"), null=True, blank=True)

    phone = models.CharField(_("telephone"), max_length=200, blank=True)
    email = models.CharField(_("e-mail"), max_length=200, blank=True)
    web = models.CharField(_("web"), max_length=300, blank=True)

    description = models.TextField(_("description for the public"), max_length=4000, blank=True)
    how_to_apply = models.TextField(_("how to apply"), max_length=2000, blank=True)
    required_documents = models.TextField(
        _("documents to bring"), max_length=1000, blank=True, help_text=_("one on a line")
    )
    fees = models.CharField(
        _("what it costs"),
        max_length=500,
        blank=True,
        help_text=_("Most services of prevention are free by law."),
    )
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True, help_text=_("years"))
    age_to = models.PositiveSmallIntegerField(_("age to"), null=True, blank=True, help_text=_("years"))
    age_note = models.CharField(_("note on age"), max_length=300, blank=True)
    languages = models.CharField(
        _("languages"), max_length=100, blank=True, help_text=_("codes by ISO 639, separated by commas")
    )
    is_nonstop = models.BooleanField(_("day and night"), default=False)
    alert = models.CharField(
        _("temporary notice"), max_length=300, blank=True, help_text=_("closed for holidays, moving, full")
    )
    alert_until = models.DateField(_("notice shown until"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_note = models.CharField(_("how it was verified"), max_length=300, blank=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    fields_added_later = (
        "register_number",
        "portal_id",
        "started_on",
        "ended_on",
        "phone",
        "email",
        "web",
        "description",
        "how_to_apply",
        "required_documents",
        "fees",
        "age_from",
        "age_to",
        "age_note",
        "languages",
        "is_nonstop",
        "alert",
        "alert_until",
        "verified_on",
        "verified_note",
    )

    class Meta:
        verbose_name = _("service")
        ordering = ("name_sort", "pk")
        constraints = [
            models.UniqueConstraint(
                name="service_once_per_provider",
                fields=("provider", "kind", "name_folded"),
                violation_error_message=_("The provider has such a service already."),
            ),
            models.UniqueConstraint(
                name="service_once_per_register_number",
                fields=("register_number",),
                condition=~Q(register_number=""),
                violation_error_message=_("Another service has this number in the register."),
            ),
            models.CheckConstraint(
                name="service_has_name",
                condition=~Q(name=""),
                violation_error_message=_("The service has no name."),
            ),
            ends_after_start("service_ends_after_start", "started_on", "ended_on"),
            models.CheckConstraint(
                name="service_ages_in_order",
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_to__gte=F("age_from")),
                violation_error_message=_("The highest age is below the lowest one."),
            ),
        ]
        indexes = [models.Index(fields=("name_sort", "id"), name="service_in_order")]

    def __str__(self) -> str:
        return self.name

    def named(self, name: str) -> "Service":
        """Take the name, with its columns for searching and sorting; returns itself, unsaved."""
        self.name = " ".join(name.split())
        self.name_folded = folded(self.name)
        self.name_sort = sort_key(self.name)
        return self

    @property
    def service_kind(self) -> ServiceKind:
        """The kind as the cellar knows it."""
        return ServiceKind(self.kind)

    @property
    def language_codes(self) -> list[str]:
        """The languages one by one."""
        return [code for code in self.languages.split(",") if code]


class ServiceTargetGroup(Versioned):
    """One group of people a service is for, by the code list ``target_groups``."""

    service = models.ForeignKey(
        Service, models.PROTECT, related_name="target_groups", verbose_name=_("service")
    )
    code = models.CharField(_("target group"), max_length=40, db_index=True)
    import_run_id = models.PositiveBigIntegerField(_("import"), null=True, editable=False)

    class Meta:
        verbose_name = _("target group of a service")
        ordering = ("service_id", "code")
        constraints = [
            models.UniqueConstraint(
                name="target_group_once_per_service",
                fields=("service", "code"),
                violation_error_message=_("The service has this target group already."),
            ),
        ]

    def __str__(self) -> str:
        return self.code
