"""Known moves of municipalities between districts and ORP: facts, dated, each with its source.

Source:  ``moves.csv`` beside this file.
Pure:    reads that file only.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where a municipality belonged until the day before ``moved_on``; empty = the same as afterwards."""

    municipality_code: str
    moved_on: dt.date
    earlier_district: str
    earlier_orp: str
    earlier_pou: str
    source: str

    @property
    def last_day_before(self) -> dt.date:
        """The last day of the earlier affiliation."""
        return self.moved_on - dt.timedelta(days=1)


@cache
def known_moves() -> dict[str, Move]:
    """Return the known moves by code of the municipality."""
    text = Path(__file__).with_name("moves.csv").read_text(encoding="utf-8")
    moves = (
        Move(
            municipality_code=row["municipality_code"],
            moved_on=dt.date.fromisoformat(row["moved_on"]),
            earlier_district=row["earlier_district"],
            earlier_orp=row["earlier_orp"],
            earlier_pou=row["earlier_pou"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )
    return {move.municipality_code: move for move in moves}
