"""Who may do what in planning. Drafts are not public."""

from zazemi.kernel.actor import Role
from zazemi.kernel.permissions import allow, holds, is_machine

PLAN = "planning.plan"
READ = "planning.read"

allow(PLAN, holds(Role.REGIONAL_OFFICER, Role.HEAD, Role.CONSULTANT) | is_machine)
allow(READ, holds(Role.REGIONAL_OFFICER, Role.HEAD, Role.CONSULTANT, Role.SECRETARY) | is_machine)
