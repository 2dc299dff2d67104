"""Who may do what in the problem analysis; reading is public."""

from zazemi.kernel.actor import Role
from zazemi.kernel.permissions import allow, holds, is_machine

SET = "analysis.set"

allow(SET, holds(Role.HEAD) | is_machine)
