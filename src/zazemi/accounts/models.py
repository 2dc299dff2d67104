"""People who sign in, and dated mandates that say what they may do.

A user is one person with an e-mail address and a password; nothing else. Who
acts for whom in which role is said by mandates, never by a flag on the user.
"""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from zazemi.accounts.choices import role_choices
from zazemi.kernel import clock
from zazemi.kernel.actor import Role
from zazemi.kernel.versions import Versioned, VersionedQuerySet
from zazemi.parties.models import Organisation


class UserQuerySet(models.QuerySet["User"]):
    """Many people."""

    def active(self) -> "UserQuerySet":
        """Those who may sign in."""
        return self.filter(is_active=True)


class UserManager(BaseUserManager["User"]):
    """Makes users; the address is kept in small letters, so that it is one person however it is typed."""

    def create_user(
        self, email: str, password: str | None = None, *, name: str = "", is_active: bool = True
    ) -> "User":
        """Save a new person; without a password nobody can sign in by it."""
        user = self.model(email=email, name=name, is_active=is_active)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by the address, however it is typed."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in by e-mail."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name of the person"), max_length=200)
    is_active = models.BooleanField(_("may sign in"), default=True)
    session_epoch = models.PositiveIntegerField(
        _("number of times all sessions were ended"), default=0, editable=False
    )
    joined_at = models.DateTimeField(_("since"), default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = _("person with an account")
        verbose_name_plural = _("people with an account")
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_once",
                violation_error_message=_("This address already has an account."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        """Save with the address in small letters."""
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the password and to ``session_epoch``: raising it ends all of them."""
        salt = "zazemi.accounts.session"
        value = f"{self.password}|{self.session_epoch}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()


class Scope(models.Model):
    """A role and what it concerns; the same for a mandate and for the invitation that promises it."""

    role = models.CharField(_("role"), max_length=30, choices=role_choices)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    municipality_code = models.CharField(_("code of the municipality"), max_length=6, blank=True)
    region_code = models.CharField(_("code of the region"), max_length=5, blank=True)
    body = models.CharField(_("body, such as a commission"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def as_role(self) -> Role:
        """The role as the kernel knows it."""
        return Role(self.role)


MUNICIPALITY_IS_NAMED = models.CheckConstraint(
    condition=~models.Q(role=Role.MUNICIPALITY.value) | ~models.Q(municipality_code=""),
    name="accounts_%(class)s_names_municipality",
    violation_error_message=_("Say which municipality the person acts for."),
)
PROVIDER_IS_NAMED = models.CheckConstraint(
    condition=~models.Q(role=Role.PROVIDER.value) | models.Q(organisation__isnull=False),
    name="accounts_%(class)s_names_provider",
    violation_error_message=_("Say which provider the person acts for."),
)


class MandateQuerySet(VersionedQuerySet["Mandate"]):
    """Many mandates."""

    def running(self, on: dt.date) -> "MandateQuerySet":
        """Those that count on a day; a deputy's only while the mandate behind it counts too."""
        behind = models.Q(deputy_of=None) | _counts(on, "deputy_of__")
        return self.filter(_counts(on), behind)


def _counts(on: dt.date, prefix: str = "") -> models.Q:
    still = models.Q(**{f"{prefix}valid_to": None}) | models.Q(**{f"{prefix}valid_to__gte": on})
    return still & models.Q(**{f"{prefix}valid_from__lte": on, f"{prefix}withdrawn_at": None})


class Mandate(Versioned, Scope):
    """A person acts in a role for somebody, from a day to a day."""

    user = models.ForeignKey(
        User, verbose_name=_("person with a mandate"), on_delete=models.PROTECT, related_name="mandates"
    )
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("to (last day)"), null=True, blank=True)
    deputy_of = models.ForeignKey(
        "self",
        verbose_name=_("stands in for"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="deputies",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager[Any]] = models.Manager.from_queryset(MandateQuerySet)()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["user", "role", "valid_from", "pk"]
        indexes = [models.Index(fields=["user", "valid_from"], name="accounts_mandate_of_user")]
        constraints = [
            MUNICIPALITY_IS_NAMED,
            PROVIDER_IS_NAMED,
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="accounts_mandate_days_in_order",
                violation_error_message=_("The last day is before the first one."),
            ),
            models.CheckConstraint(
                condition=models.Q(deputy_of=None) | ~models.Q(deputy_of=models.F("id")),
                name="accounts_mandate_no_own_deputy",
                violation_error_message=_("Nobody stands in for himself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.user}"

    def counts_on(self, day: dt.date) -> bool:
        """Whether the mandate itself counts on a day, whatever stands behind it."""
        is_begun = self.valid_from <= day
        return is_begun and self.withdrawn_at is None and (self.valid_to is None or day <= self.valid_to)


class Invitation(Versioned, Scope):
    """A one-time link by which a person opens an account with a role; only a digest of it is kept."""

    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name of the person"), max_length=200)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by_id = models.BigIntegerField(_("number of the person who invited"), null=True, blank=True)
    invited_at = models.DateTimeField(_("invited"))
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    user = models.ForeignKey(
        User,
        verbose_name=_("account opened by it"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            MUNICIPALITY_IS_NAMED,
            PROVIDER_IS_NAMED,
            models.CheckConstraint(
                condition=models.Q(accepted_at=None, user=None)
                | models.Q(accepted_at__isnull=False, user__isnull=False, withdrawn_at=None),
                name="accounts_invitation_ends_once",
                violation_error_message=_("An invitation is accepted or withdrawn, once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def is_good_at(self, moment: dt.datetime) -> bool:
        """Whether it may still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and moment < self.expires_at


class Closure(Versioned):
    """An account was closed, and perhaps opened again; the record behind ``User.is_active``."""

    user = models.ForeignKey(
        User, verbose_name=_("person with a mandate"), on_delete=models.PROTECT, related_name="closures"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("closed"))
    reopened_at = models.DateTimeField(_("opened again"), null=True, blank=True)

    class Meta:
        verbose_name = _("closing of an account")
        verbose_name_plural = _("closings of accounts")
        ordering = ["-closed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(reopened_at=None),
                name="accounts_closure_one_open",
                violation_error_message=_("The account is closed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}"
