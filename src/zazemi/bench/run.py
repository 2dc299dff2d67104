"""Run cases side by side: ours and the peer in one process, in alternating order, medians and their ratio.

Units:   seconds of wall time.
"""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata

from zazemi.kernel import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: its name and what it does."""

    name: str
    run: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is measured, against whom, and whether both answers agree."""

    name: str
    about: str
    ours: Side
    peer: Side
    agree: Callable[[object, object], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Medians of both sides, their ratio, and what the comparison of the answers says."""

    name: str
    about: str
    ours: str
    peer: str
    ours_s: float
    peer_s: float
    agreement: str

    @property
    def ratio(self) -> float:
        """How many times the peer's time contains ours."""
        return self.peer_s / self.ours_s if self.ours_s else float("inf")


def measure(case: Case, rounds: int) -> Measured:
    """Run both sides ``rounds`` times in alternating order, after one warm-up of each."""
    answers = {"ours": case.ours.run(), "peer": case.peer.run()}
    times: dict[str, list[float]] = {"ours": [], "peer": []}
    sides = {"ours": case.ours, "peer": case.peer}
    for number in range(rounds):
        order = ("ours", "peer") if number % 2 == 0 else ("peer", "ours")
        for side in order:
            start = time.perf_counter()
            sides[side].run()
            times[side].append(time.perf_counter() - start)
    return Measured(
        name=case.name,
        about=case.about,
        ours=case.ours.name,
        peer=case.peer.name,
        ours_s=statistics.median(times["ours"]),
        peer_s=statistics.median(times["peer"]),
        agreement=case.agree(answers["ours"], answers["peer"]),
    )


def circumstances() -> dict[str, object]:
    """Say where and with what the figures were taken."""
    return {
        "taken_at": clock.now().isoformat(timespec="seconds"),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **{name: metadata.version(name) for name in ("numpy", "scipy", "highspy", "shapely", "django")},
    }


def as_json(results: Sequence[Measured]) -> dict[str, object]:
    """Return the results as plain data."""
    rows = [
        {
            "case": one.name,
            "about": one.about,
            "ours": one.ours,
            "ours_s": round(one.ours_s, 4),
            "peer": one.peer,
            "peer_s": round(one.peer_s, 4),
            "ratio": round(one.ratio, 4),
            "agreement": one.agreement,
        }
        for one in results
    ]
    return {"circumstances": circumstances(), "results": rows}
