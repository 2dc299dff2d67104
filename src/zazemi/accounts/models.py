"""People who sign in.

A user is one person with an e-mail address and a password; nothing else. What
the person may do is said by dated mandates, never by a flag on the user.
"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


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
    name = models.CharField(_("name"), max_length=200)
    is_active = models.BooleanField(_("may sign in"), default=True)
    session_epoch = models.PositiveIntegerField(
        _("number of times all sessions were ended"), default=0, editable=False
    )
    joined_at = models.DateTimeField(_("since"), editable=False)

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
        from zazemi.kernel import clock

        self.email = self.email.strip().lower()
        if self.joined_at is None:
            self.joined_at = clock.now()
        super().save(*args, **kwargs)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Tie sessions to the password and to ``session_epoch``: raising it ends all of them."""
        salt = "zazemi.accounts.session"
        value = f"{self.password}|{self.session_epoch}"
        return salted_hmac(salt, value, secret=secret, algorithm="sha256").hexdigest()
