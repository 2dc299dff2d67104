"""Who may change code lists: the regional office and the administrator."""

from zazemi.kernel.actor import Role
from zazemi.kernel.permissions import allow, holds, is_machine

allow("codelists.change", holds(Role.REGIONAL_OFFICER, Role.ADMINISTRATOR) | is_machine)
