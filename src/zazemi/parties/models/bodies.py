"""Bodies such as commissions, councils and local partnerships, and who sits in them from when to when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.models import Code
from zazemi.kernel.versions import Versioned
from zazemi.parties.choices import BodyKind, SeatRole, Visibility
from zazemi.parties.models.organisations import Organisation
from zazemi.parties.models.people import Person
from zazemi.parties.models.spans import Dated, days_in_order
from zazemi.values.names import folded, sort_key


class Body(Versioned, Dated):
    """A body of a founder, for a term or without one; ``key`` stands in addresses and never changes."""

    key = models.SlugField(_("key of the body"), max_length=60, unique=True)
    name = models.CharField(_("name of the body"), max_length=200)
    name_folded = models.CharField(
        _("name without diacritics"), max_length=200, editable=False, db_index=True
    )
    name_sort = models.CharField(_("key for sorting"), max_length=900, editable=False)
    kind = models.CharField(_("kind of body"), max_length=20, choices=BodyKind.choices)
    founder = models.ForeignKey(
        Organisation, models.PROTECT, related_name="bodies", verbose_name=_("founder")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("belongs under the body"),
    )
    term = models.CharField(_("term of office"), max_length=60, blank=True)
    founded_by = models.CharField(_("founded by the resolution"), max_length=120, blank=True)
    members_visibility = models.CharField(
        _("who sees the members"), max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC
    )

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ("name_sort", "pk")
        indexes = [models.Index(fields=["kind"], name="parties_body_kind")]
        constraints = [
            models.UniqueConstraint(
                name="body_once_per_founder_and_term",
                fields=("founder", "kind", "name_folded", "term"),
                violation_error_message=_("The founder has this body for the term already."),
            ),
            models.CheckConstraint(
                name="body_has_name",
                condition=~Q(name=""),
                violation_error_message=_("The body has no name."),
            ),
            models.CheckConstraint(
                name="body_not_under_itself",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message=_("A body does not belong under itself."),
            ),
            days_in_order("body_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def named(self, name: str) -> "Body":
        """Take the name, with its columns for searching and sorting; returns itself, unsaved."""
        self.name = " ".join(name.split())
        self.name_folded = folded(self.name)
        self.name_sort = sort_key(self.name)
        return self


class Seat(Versioned, Dated):
    """A person sits in a body, for an organisation and in a role, from a day to a day.

    A substitute names whose place it takes. Nothing else is kept of a member.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="seats", verbose_name=_("body"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="seats", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="seats",
        null=True,
        blank=True,
        verbose_name=_("for the organisation"),
    )
    role = models.CharField(_("role in the body"), max_length=12, choices=SeatRole.choices)
    sector = models.ForeignKey(
        Code, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("sector")
    )
    substitute_for = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="substitutes",
        null=True,
        blank=True,
        verbose_name=_("substitute for"),
    )
    appointed_by = models.CharField(_("appointed by the resolution"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("seat")
        ordering = ("body_id", "person__name_sort", "pk")
        indexes = [models.Index(fields=["body", "valid_from"], name="parties_seat_of_body")]
        constraints = [
            models.UniqueConstraint(
                name="seat_person_sits_once",
                fields=("body", "person"),
                condition=Q(valid_to__isnull=True),
                violation_error_message=_("The person sits in the body already."),
            ),
            models.UniqueConstraint(
                name="seat_one_open_chair_and_secretary",
                fields=("body", "role"),
                condition=Q(valid_to__isnull=True, role__in=["chair", "secretary"]),
                violation_error_message=_("The body has a chair or a secretary already."),
            ),
            models.CheckConstraint(
                name="seat_substitute_names_whom",
                condition=Q(role="substitute", substitute_for__isnull=False)
                | (~Q(role="substitute") & Q(substitute_for__isnull=True)),
                violation_error_message=_("A substitute names whom it stands in for; nobody else does."),
            ),
            models.CheckConstraint(
                name="seat_not_its_own_substitute",
                condition=Q(substitute_for__isnull=True) | ~Q(substitute_for=F("id")),
                violation_error_message=_("Nobody stands in for himself."),
            ),
            days_in_order("seat_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.body}"
