"""Why a need is not met, in groups that people filter by; one gap may belong to several.

Pure:    no database.
"""

from zazemi.analysis.choices import ReasonGroup
from zazemi.analysis.selectors.tables import GapRow
from zazemi.measures.gaps import ReasonKind

GROUP_OF: dict[ReasonKind, ReasonGroup] = {
    ReasonKind.NO_REGISTER: ReasonGroup.UNKNOWN,
    ReasonKind.CAPACITY_NOT_CONVERTED: ReasonGroup.UNKNOWN,
    ReasonKind.NO_PLACE_ANYWHERE: ReasonGroup.NOWHERE,
    ReasonKind.NO_PLACE_IN_REACH: ReasonGroup.OUT_OF_REACH,
    ReasonKind.OTHER_TARGET_GROUP: ReasonGroup.OTHER_GROUP,
    ReasonKind.NOTHING_LEFT_IN_REACH: ReasonGroup.FULL,
    ReasonKind.SHARED_WITH_OTHERS: ReasonGroup.FULL,
}


def reason_groups(row: GapRow) -> tuple[ReasonGroup, ...]:
    """The groups of a row: its reason, and money that ends soon; empty where nothing is lacking."""
    group = GROUP_OF.get(row.gap.reason.kind)
    found = () if group is None else (group,)
    return (*found, ReasonGroup.FUNDING_ENDS) if row.funding else found
