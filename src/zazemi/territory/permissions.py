"""Who may state ways, and who may see and write the register of excluded localities.

Reading the rest is public; of localities nobody else learns that a record exists.
"""

from zazemi.kernel.actor import Actor, Role
from zazemi.kernel.permissions import allow, holds, is_machine, predicate
from zazemi.territory.models import Locality


@predicate
def _is_own(viewer: Actor, locality: Locality | None) -> bool:
    return locality is not None and locality.municipality_id in viewer.municipality_codes


STATE_WAY = "territory.state_way"
_office = holds(Role.REGIONAL_OFFICER, Role.HEAD) | is_machine
_everywhere = _office | holds(Role.CONSULTANT)

allow("territory.write_localities", _office)
allow("territory.see_localities_everywhere", _everywhere)
allow("territory.see_locality", _everywhere | (holds(Role.MUNICIPALITY) & _is_own))
allow(STATE_WAY, _office)
