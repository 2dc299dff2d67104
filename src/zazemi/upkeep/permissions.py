"""Who may see what upkeep shows."""

from zazemi.kernel.actor import Role
from zazemi.kernel.permissions import allow, holds

allow("upkeep.examine", holds(Role.ADMINISTRATOR))
