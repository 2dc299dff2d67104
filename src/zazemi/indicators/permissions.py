"""Who may define indicators and follow up suspicious values: the regional office."""

from zazemi.kernel.actor import Role
from zazemi.kernel.permissions import allow, holds, is_machine

DEFINE = "indicators.define"
FOLLOW_UP = "indicators.follow_up"
_office = holds(Role.REGIONAL_OFFICER, Role.HEAD, Role.ADMINISTRATOR) | is_machine

allow(DEFINE, _office)
allow(FOLLOW_UP, _office)
