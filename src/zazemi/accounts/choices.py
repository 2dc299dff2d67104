"""Roles by name, and which of them work for the region or the Agency."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.actor import Role

ROLE_LABELS: dict[Role, Promise] = {
    Role.REGIONAL_OFFICER: _("regional officer"),
    Role.HEAD: _("head of the regional department"),
    Role.CONSULTANT: _("consultant of the Agency"),
    Role.MUNICIPALITY: _("municipality"),
    Role.SECRETARY: _("secretary of the commission"),
    Role.BODY_MEMBER: _("member of a body"),
    Role.PROVIDER: _("provider of social services"),
    Role.LABOUR_OFFICE: _("Labour Office"),
    Role.ADMINISTRATOR: _("administrator"),
}

STAFF_ROLES = frozenset(
    {Role.REGIONAL_OFFICER, Role.HEAD, Role.CONSULTANT, Role.SECRETARY, Role.ADMINISTRATOR}
)
"""Roles that see what is not public across municipalities; they need a second factor."""

DEMO_PASSWORD = "ukazka-zazemi"  # noqa: S105 - shown on the sign-in page of the demo, valid nowhere else
DEMO_DOMAIN = "ukazka.example"
"""Addresses of demo accounts end so; the domain ``example`` can never be registered (RFC 2606)."""

INVITATION_DAYS = 14


def role_choices() -> list[tuple[str, Promise]]:
    """Return roles as choices of a form, in the order of the matrix."""
    return [(str(role), label) for role, label in ROLE_LABELS.items()]
