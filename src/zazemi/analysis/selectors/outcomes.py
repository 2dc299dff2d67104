"""Outcomes of the analysis side by side: a table of today, a saved run, a trial, a plan.

Units:   FTE of direct work, exact to four places.
Pure:    no database.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zazemi.analysis.choices import KINDS
from zazemi.analysis.selectors.tables import GapTable
from zazemi.measures.gaps import Verdict
from zazemi.values.services import ServiceKind

Key = tuple[str, ServiceKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """What came out for one municipality and kind; what is served is None where it is not known."""

    code: str
    name: str
    orp_code: str
    kind: ServiceKind
    need: Decimal
    served: Decimal | None
    verdict: Verdict
    reason: str

    @property
    def shortfall(self) -> Decimal | None:
        """FTE lacking, or None where it is not known."""
        return None if self.served is None else max(self.need - self.served, Decimal(0))

    def as_json(self) -> dict[str, Any]:
        """Plain values, exact."""
        return {
            "code": self.code,
            "name": self.name,
            "orp": self.orp_code,
            "kind": self.kind.value,
            "need": str(self.need),
            "served": None if self.served is None else str(self.served),
            "verdict": self.verdict.value,
            "reason": self.reason,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "OutcomeRow":
        """Read back what ``as_json`` wrote."""
        return cls(
            code=str(stored["code"]),
            name=str(stored["name"]),
            orp_code=str(stored["orp"]),
            kind=ServiceKind(stored["kind"]),
            need=Decimal(stored["need"]),
            served=None if stored["served"] is None else Decimal(stored["served"]),
            verdict=Verdict(stored["verdict"]),
            reason=str(stored["reason"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """All rows by municipality and kind."""

    rows: Mapping[Key, OutcomeRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums of some rows of an outcome."""

    need: Decimal
    served: Decimal
    shortfall: Decimal
    verdicts: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Sums before and after; ``kind`` is None for all kinds together, ``orp_code`` empty for the region."""

    kind: ServiceKind | None
    orp_code: str
    before: Sums
    after: Sums


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """A municipality and kind whose verdict is another one; a side is None where it has no row."""

    before: OutcomeRow | None
    after: OutcomeRow | None

    @property
    def row(self) -> OutcomeRow:
        """Either side, for name and kind."""
        found = self.after or self.before
        if found is None:
            raise ValueError
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two outcomes: sums by kind, need by ORP, rows with another verdict, how many rows differ at all."""

    total: Pair
    kinds: Sequence[Pair]
    orps: Sequence[Pair]
    changed: Sequence[ChangedRow]
    different_rows: int

    @property
    def is_same(self) -> bool:
        """Whether the outcomes are equal to the last digit."""
        return self.different_rows == 0


def outcome_of(table: GapTable) -> Outcome:
    """The outcome of a table."""
    rows = [
        OutcomeRow(
            code=row.code,
            name=row.name,
            orp_code=row.orp_code,
            kind=row.gap.service_kind,
            need=row.gap.need,
            served=row.gap.served if row.is_known else None,
            verdict=row.gap.verdict,
            reason=row.gap.reason.kind.value,
        )
        for row in table.rows
    ]
    return outcome_from(rows)


def outcome_from(rows: Iterable[OutcomeRow]) -> Outcome:
    """An outcome of its rows."""
    return Outcome(rows={(row.code, row.kind): row for row in rows})


def compare(before: Outcome, after: Outcome) -> Comparison:
    """Put two outcomes side by side."""
    orps = sorted({row.orp_code for row in [*before.rows.values(), *after.rows.values()]})
    return Comparison(
        total=_pair(before, after, None, ""),
        kinds=[_pair(before, after, kind, "") for kind in KINDS],
        orps=[_pair(before, after, None, orp) for orp in orps],
        changed=list(_changed(before, after)),
        different_rows=sum(before.rows.get(key) != after.rows.get(key) for key in _keys(before, after)),
    )


def sums(rows: Sequence[OutcomeRow]) -> Sums:
    """Sums of rows; unknown rows add nothing to what is served and lacking."""
    return Sums(
        need=sum((row.need for row in rows), start=Decimal(0)),
        served=sum((row.served or Decimal(0) for row in rows), start=Decimal(0)),
        shortfall=sum((row.shortfall or Decimal(0) for row in rows), start=Decimal(0)),
        verdicts=Counter(row.verdict for row in rows),
    )


def _pair(before: Outcome, after: Outcome, kind: ServiceKind | None, orp_code: str) -> Pair:
    return Pair(
        kind=kind,
        orp_code=orp_code,
        before=sums(_some(before, kind, orp_code)),
        after=sums(_some(after, kind, orp_code)),
    )


def _some(outcome: Outcome, kind: ServiceKind | None, orp_code: str) -> list[OutcomeRow]:
    return [
        row
        for row in outcome.rows.values()
        if kind in (None, row.kind) and (not orp_code or row.orp_code == orp_code)
    ]


def _keys(before: Outcome, after: Outcome) -> list[Key]:
    return list(dict.fromkeys([*after.rows, *before.rows]))


def _changed(before: Outcome, after: Outcome) -> Iterator[ChangedRow]:
    for key in _keys(before, after):
        old, new = before.rows.get(key), after.rows.get(key)
        if (old and old.verdict) != (new and new.verdict):
            yield ChangedRow(before=old, after=new)
