"""People at work: a name, functions in organisations, contacts; who may see each is said field by field."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.kernel.versions import Versioned
from zazemi.parties.choices import Visibility
from zazemi.parties.models.organisations import Organisation
from zazemi.parties.models.spans import Dated, days_in_order
from zazemi.values.names import folded, sort_key
from zazemi.values.text import N_

ERASED = N_("a person whose data were erased")


class Person(Versioned):
    """A person in a function or a seat; work contacts only. An erased one keeps its place, not its name."""

    title_before = models.CharField(_("titles before the name"), max_length=40, blank=True)
    given_name = models.CharField(_("given name"), max_length=80, blank=True)
    family_name = models.CharField(_("family name"), max_length=80, blank=True)
    title_after = models.CharField(_("titles after the name"), max_length=40, blank=True)
    name_folded = models.CharField(
        _("name without diacritics"), max_length=200, editable=False, db_index=True
    )
    name_sort = models.CharField(_("key for sorting"), max_length=900, editable=False)
    email = models.EmailField(_("work e-mail"), blank=True)
    phone = models.CharField(_("work phone"), max_length=40, blank=True)
    name_visibility = models.CharField(
        _("who sees the name"), max_length=8, choices=Visibility.choices, default=Visibility.STAFF
    )
    email_visibility = models.CharField(
        _("who sees the e-mail"), max_length=8, choices=Visibility.choices, default=Visibility.STAFF
    )
    phone_visibility = models.CharField(
        _("who sees the phone"), max_length=8, choices=Visibility.choices, default=Visibility.STAFF
    )
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("merged into"),
    )

    class Meta:
        verbose_name = _("person")
        ordering = ("name_sort", "pk")
        constraints = [
            models.CheckConstraint(
                name="person_has_name_until_erased",
                condition=(Q(erased_at__isnull=True) & ~Q(family_name=""))
                | Q(erased_at__isnull=False, family_name="", given_name="", email="", phone=""),
                violation_error_message=_("A person has a family name; an erased one has nothing."),
            ),
            models.CheckConstraint(
                name="person_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message=_("A merged record only points to another one."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or str(_(ERASED))

    @property
    def full_name(self) -> str:
        """The name with titles; empty for an erased person."""
        name = " ".join(filter(None, [self.title_before, self.given_name, self.family_name]))
        return ", ".join(filter(None, [name, self.title_after]))

    def sorted_by_name(self) -> "Person":
        """Fill the columns for searching and sorting: family name first; returns itself, unsaved."""
        ordered = " ".join(filter(None, [self.family_name, self.given_name]))
        self.name_folded = folded(f"{self.given_name} {self.family_name}")
        self.name_sort = sort_key(ordered)
        return self


class Function(Versioned, Dated):
    """What a person is in an organisation, from a day to a day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="functions", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="functions", verbose_name=_("organisation")
    )
    role = models.ForeignKey(Code, models.PROTECT, related_name="+", verbose_name=_("role"))
    title = models.CharField(_("function in words"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("function in an organisation")
        ordering = ("organisation_id", "role__position", "person__name_sort", "pk")
        constraints = [
            models.UniqueConstraint(
                name="function_once_at_a_time",
                fields=("person", "organisation", "role", "title"),
                condition=Q(valid_to__isnull=True),
                violation_error_message=_("The person has this function in the organisation already."),
            ),
            days_in_order("function_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.title or self.role}"


class Contact(Versioned, Dated):
    """Whom to turn to in an organisation with what; without own e-mail or phone, the person's count."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="contacts", verbose_name=_("organisation")
    )
    role = models.ForeignKey(Code, models.PROTECT, related_name="+", verbose_name=_("kind of contact"))
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="contacts", null=True, blank=True, verbose_name=_("person")
    )
    label = models.CharField(_("office or desk"), max_length=120, blank=True)
    label_folded = models.CharField(
        _("office or desk without diacritics"), max_length=120, blank=True, editable=False
    )
    email = models.EmailField(_("e-mail of the contact"), blank=True)
    phone = models.CharField(_("phone of the contact"), max_length=40, blank=True)
    visibility = models.CharField(
        _("who sees the contact"), max_length=8, choices=Visibility.choices, default=Visibility.STAFF
    )

    class Meta:
        verbose_name = _("contact")
        ordering = ("organisation_id", "role__position", "pk")
        constraints = [
            models.UniqueConstraint(
                name="contact_of_person_once",
                fields=("organisation", "role", "person", "label"),
                condition=Q(valid_to__isnull=True, person__isnull=False),
                violation_error_message=_("The organisation has this contact already."),
            ),
            models.UniqueConstraint(
                name="contact_of_desk_once",
                fields=("organisation", "role", "label"),
                condition=Q(valid_to__isnull=True, person__isnull=True),
                violation_error_message=_("The organisation has this contact already."),
            ),
            models.CheckConstraint(
                name="contact_leads_somewhere",
                condition=Q(person__isnull=False) | ~Q(email="") | ~Q(phone=""),
                violation_error_message=_("A contact has a person, an e-mail or a phone."),
            ),
            days_in_order("contact_ends_after_start"),
        ]

    def __str__(self) -> str:
        who = self.label or (str(self.person) if self.person else "")
        return ", ".join(filter(None, [str(self.organisation), str(self.role), who]))
