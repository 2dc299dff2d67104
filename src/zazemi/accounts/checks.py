"""What must always hold with people: somebody can manage them, and closed accounts are written down."""

from collections.abc import Iterator

from zazemi.accounts.models import Closure, Mandate, User
from zazemi.kernel import clock
from zazemi.kernel.actor import Role
from zazemi.kernel.checks import Finding, add_check
from zazemi.values.text import N_


def somebody_administers() -> Iterator[Finding]:
    """Find an installation with people whom nobody may manage."""
    running = Mandate.objects.running(clock.today()).filter(role=Role.ADMINISTRATOR, user__is_active=True)
    if User.objects.exists() and not running.exists():
        yield Finding(message=N_("No administrator can sign in."))


def closings_fit() -> Iterator[Finding]:
    """Find closed accounts without a closing, and open ones with it."""
    closed = set(Closure.objects.filter(reopened_at=None).values_list("user_id", flat=True))
    for user in User.objects.order_by("pk"):
        if user.is_active == (user.pk in closed):
            yield Finding(message=N_("The account and the record of its closing differ."), where=str(user.pk))


add_check("accounts.administrator", N_("Somebody may manage people"), somebody_administers)
add_check("accounts.closings", N_("Every closed account is written down"), closings_fit)
