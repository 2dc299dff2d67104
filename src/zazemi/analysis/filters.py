"""What the reader asks for; the same filter holds for page, map, workbook, CSV and JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from zazemi.analysis.choices import KIND_SLUGS, SLUG_OF_KIND, VERDICT_SLUGS, ReasonGroup
from zazemi.analysis.selectors import GapRow, Trial
from zazemi.analysis.selectors.reasons import reason_groups
from zazemi.measures.gaps import Verdict
from zazemi.values.services import ServiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsFilter:
    """Addresses carry it as ``kraj, druh, orp, verdikt, skupina, duvod``."""

    region_code: str
    kind: ServiceKind | None = None
    orp_code: str = ""
    verdict: Verdict | None = None
    target_group: str = ""
    reason: ReasonGroup | None = None

    @classmethod
    def read(cls, query: Mapping[str, str], *, region_code: str) -> "NeedsFilter":
        """Read an address; what is not understood is left out."""
        reason = query.get("duvod", "")
        return cls(
            region_code=region_code,
            kind=KIND_SLUGS.get(query.get("druh", "")),
            orp_code=query.get("orp", ""),
            verdict=VERDICT_SLUGS.get(query.get("verdikt", "")),
            target_group=query.get("skupina", ""),
            reason=ReasonGroup(reason) if reason in ReasonGroup.values else None,
        )

    def parts(self) -> dict[str, str]:
        """The parts of the address, empty ones too."""
        return {
            "kraj": self.region_code,
            "druh": SLUG_OF_KIND[self.kind] if self.kind else "",
            "orp": self.orp_code,
            "verdikt": next((slug for slug, one in VERDICT_SLUGS.items() if one is self.verdict), ""),
            "skupina": self.target_group,
            "duvod": self.reason.value if self.reason else "",
        }

    def address(self, **changes: str) -> str:
        """Query of an address with some parts changed; empty parts are left out."""
        parts = self.parts() | changes
        return urlencode({name: value for name, value in parts.items() if value})

    def trial(self) -> Trial:
        """With what the table is computed: only the target group changes the computation."""
        return Trial(target_group=self.target_group)

    def keeps(self, row: GapRow) -> bool:
        """Whether a row belongs to what was asked for."""
        return (
            (self.kind is None or row.gap.service_kind is self.kind)
            and (not self.orp_code or row.orp_code == self.orp_code)
            and (self.verdict is None or row.gap.verdict is self.verdict)
            and (self.reason is None or self.reason in reason_groups(row))
        )
