"""Planning problems for tests: tiny ones by hand, random ones by seed, one of the size of a region."""

from collections.abc import Sequence

import numpy as np

from zazemi.planner.model import PlanProblem, SitePairs, equity_floor
from zazemi.values.services import PREVENTION_NETWORK, ServiceKind

STEP_CZK = 100_000
"""With 12 months and 200,000 CZK per FTE-year, half an FTE costs 100,000 CZK."""


def pairs(rows: Sequence[tuple[int, int, float, float]]) -> SitePairs:
    table = np.array(rows, dtype=float).reshape(-1, 4)
    return SitePairs(
        locality=table[:, 0].astype(np.int64),
        site=table[:, 1].astype(np.int64),
        minutes=table[:, 2],
        overhead=table[:, 3],
    )


def problem(**changes: object) -> PlanProblem:
    """Three localities A, B, C in a row, places at A and C, one kind, teams of at least one step."""
    need = np.array([[1.0], [0.4], [2.0]])
    parts: dict[str, object] = {
        "localities": ("A", "B", "C"),
        "kinds": (ServiceKind.FIELD_PROGRAMME,),
        "sites": ("A", "C"),
        "need_fte": need,
        "served_fte": np.zeros((3, 1)),
        "weight": np.array([1.0, 1.0, 2.0]),
        "floor_fte": np.zeros(3),
        "pairs": (pairs([(0, 0, 0, 1), (1, 0, 10, 1.25), (1, 1, 10, 1.25), (2, 1, 0, 1)]),),
        "cost_czk_per_fte_year": (2 * STEP_CZK,),
        "opening_cost_czk": np.array([[50_000], [50_000]]),
        "min_steps": np.ones((2, 1), dtype=np.int64),
        "max_steps": np.full((2, 1), 4),
        "months": 12,
        "budget_czk": 500_000,
        "min_share_permille": (0,),
    }
    return PlanProblem(**(parts | changes))  # type: ignore[arg-type]


def random_problem(seed: int, *, localities: int = 4, sites: int = 2, kinds: int = 2) -> PlanProblem:
    """A problem small enough for brute force: at most three steps per team."""
    chance = np.random.default_rng(seed)
    need = np.round(
        chance.uniform(0, 1.2, (localities, kinds)) * (chance.random((localities, kinds)) < 0.8), 3
    )
    served = np.round(need * chance.choice([0, 0, 0.5, 1], (localities, kinds)), 4)
    rows = []
    for _kind in range(kinds):
        close = [(i, k) for i in range(localities) for k in range(sites) if chance.random() < 0.7]
        rows.append(
            pairs([(i, k, chance.uniform(0, 30), 1 + round(chance.uniform(0, 0.3), 3)) for i, k in close])
        )
    least = chance.integers(1, 3, (sites, kinds))
    return PlanProblem(
        localities=tuple(f"L{i}" for i in range(localities)),
        kinds=PREVENTION_NETWORK[:kinds],
        sites=tuple(f"S{k}" for k in range(sites)),
        need_fte=need,
        served_fte=served,
        weight=np.round(1 + chance.random(localities), 2),
        floor_fte=equity_floor(need, served, 0.1),
        pairs=tuple(rows),
        cost_czk_per_fte_year=tuple(int(c) for c in chance.integers(150_000, 260_000, kinds)),
        opening_cost_czk=chance.choice([0, 30_000, 90_000], (sites, kinds)),
        min_steps=least,
        max_steps=least + chance.integers(-1, 2, (sites, kinds)),
        months=int(chance.integers(6, 20)),
        budget_czk=int(chance.integers(60_000, 900_000)),
        min_share_permille=tuple(int(s) for s in chance.choice([0, 0, 300, 500], kinds)),
    )


def regional_problem(
    *, seed: int = 2014, localities: int = 215, candidates: int = 100, budget_czk: int = 35_000_000
) -> PlanProblem:
    """Municipalities scattered over 72 x 44 km, three kinds, prices and teams as in the first scenario."""
    chance = np.random.default_rng(seed)
    place = np.column_stack([chance.uniform(0, 72, localities), chance.uniform(0, 44, localities)])
    people = np.sort(chance.lognormal(6.6, 1.3, localities))[::-1]
    severity = chance.lognormal(-0.4, 0.9, localities) * (chance.random(localities) < 0.6)
    need = np.outer(people * severity, [3.0, 3.0, 2.6]) / 1e4
    need = np.round(np.where(need < 0.05, 0, need), 4)
    limits, rows = (45.0, 15.0, 30.0), []
    for kind in range(3):
        gap = np.hypot(*(place[:, None, :] - place[None, :candidates, :]).transpose(2, 0, 1))
        minutes = np.where(gap > 0, 3 + 1.5 * 1.4 * gap, 0.0)
        nearest = np.argsort(minutes, axis=1)[:, :8]
        rows.append(
            pairs(
                [
                    (i, k, minutes[i, k], 1 / (1 - minutes[i, k] / 240) if kind == 0 else 1.0)
                    for i in range(localities)
                    for k in nearest[i]
                    if minutes[i, k] <= limits[kind]
                ]
            )
        )
    return PlanProblem(
        localities=tuple(f"{500000 + i}" for i in range(localities)),
        kinds=PREVENTION_NETWORK,
        sites=tuple(f"{500000 + i}" for i in range(candidates)),
        need_fte=need,
        served_fte=np.zeros_like(need),
        weight=np.round(1 + np.minimum(severity, 3) / 3, 3),
        floor_fte=equity_floor(need, np.zeros_like(need), 0.1),
        pairs=tuple(rows),
        cost_czk_per_fte_year=(855_000, 940_000, 880_000),
        opening_cost_czk=np.tile(np.array([60_000, 650_000, 120_000]), (candidates, 1)),
        min_steps=np.tile(np.array([2, 4, 2]), (candidates, 1)),
        max_steps=np.tile(np.array([20, 24, 20]), (candidates, 1)),
        months=19,
        budget_czk=budget_czk,
        min_share_permille=(500, 0, 0),
    )
