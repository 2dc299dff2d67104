"""Who may do what in the problem analysis; reading the table is public."""

from zazemi.kernel.actor import Role
from zazemi.kernel.permissions import allow, holds, is_machine

SET = "analysis.set"
STATE = "analysis.state"
READ_STATEMENTS = "analysis.read_statements"
SAVE_RUN = "analysis.save_run"

allow(SET, holds(Role.HEAD) | is_machine)
allow(STATE, holds(Role.HEAD, Role.REGIONAL_OFFICER) | is_machine)
allow(
    READ_STATEMENTS,
    holds(Role.HEAD, Role.REGIONAL_OFFICER, Role.CONSULTANT, Role.SECRETARY, Role.MUNICIPALITY) | is_machine,
)
allow(SAVE_RUN, holds(Role.HEAD, Role.REGIONAL_OFFICER, Role.CONSULTANT) | is_machine)
