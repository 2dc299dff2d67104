"""A first plan by greed, so that the exact search starts from something good.

Source:  greedy maximisation of a monotone submodular value per crown; floors
         first, then the minimum shares, then whatever brings most.
Pure:    yes; ties go to the earlier kind and site, so the start is deterministic.
"""

from dataclasses import dataclass, field

import numpy as np

from zazemi.planner.formulation import STEP_FTE, Usable, floors_in_reach
from zazemi.planner.model import PERMILLE, FloatArray, IntArray, PlanProblem

_TINY = 1e-9


@dataclass(slots=True)
class _Team:
    """What the greedy search knows of one kind: steps chosen and need still open."""

    part: Usable
    weight: FloatArray
    steps: IntArray
    left: FloatArray
    spare: FloatArray
    spent_czk: int = 0

    def price_czk(self) -> IntArray:
        """Price of the next move at each site: a whole smallest team, or one more step."""
        opening = self.part.opening_czk + self.part.least * self.part.step_czk
        return np.where(self.steps == 0, opening, self.part.step_czk)

    def move_steps(self) -> IntArray:
        """Steps of the next move at each site."""
        return np.where(self.steps == 0, self.part.least, 1)


@dataclass(slots=True)
class _Search:
    problem: PlanProblem
    teams: list[_Team]
    floor_left: FloatArray
    moves: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def spent_czk(self) -> int:
        return sum(team.spent_czk for team in self.teams)


def greedy_steps(problem: PlanProblem, usable: tuple[Usable, ...]) -> list[IntArray]:
    """Choose whole steps per kind and usable site within the budget and the minimum shares.

    Returns:
        One integer array per kind, in the order of ``usable[kind].sites``;
        zeros everywhere when greed finds nothing allowed.
    """
    wanted, floor_fte = floors_in_reach(problem, usable)
    floor_left = np.zeros(len(problem.localities))
    floor_left[wanted] = floor_fte
    teams = [
        _Team(
            part=part,
            weight=problem.weight[part.localities],
            steps=np.zeros(len(part.sites), dtype=np.int64),
            left=part.need_fte.copy(),
            spare=np.zeros(len(part.sites)),
        )
        for part in usable
    ]
    search = _Search(problem=problem, teams=teams, floor_left=floor_left)
    while _best_move(search, for_floor=True):
        pass
    for kind, permille in enumerate(problem.min_share_permille):
        while teams[kind].spent_czk * PERMILLE < permille * problem.budget_czk and _best_move(
            search, only=kind
        ):
            pass
    while _best_move(search):
        pass
    _mend_shares(search)
    return [team.steps for team in teams]


def _best_move(search: _Search, *, for_floor: bool = False, only: int | None = None) -> bool:
    best: tuple[float, int, int] | None = None
    for kind, team in enumerate(search.teams):
        if len(team.steps) == 0 or (only is not None and kind != only):
            continue
        gain = _gain(search, team, for_floor=for_floor)
        price = team.price_czk()
        allowed = (team.steps + team.move_steps() <= team.part.most) & (price <= _money_for(search, kind))
        score = np.where(allowed, gain / price, 0.0)
        site = int(np.argmax(score))
        if score[site] > _TINY / search.problem.budget_czk and (best is None or score[site] > best[0]):
            best = (float(score[site]), kind, site)
    if best is None:
        return False
    _do_move(search, best[1], best[2])
    return True


def _money_for(search: _Search, kind: int) -> int:
    """CZK that may still go to ``kind`` when every other kind is to get its minimum share of the budget."""
    problem = search.problem
    others = sum(permille for other, permille in enumerate(problem.min_share_permille) if other != kind)
    most = problem.budget_czk * max(PERMILLE - others, 0) // PERMILLE
    return min(problem.budget_czk - search.spent_czk, most - search.teams[kind].spent_czk)


def _pair_reward(search: _Search, team: _Team, *, for_floor: bool) -> tuple[FloatArray, FloatArray, IntArray]:
    """FTE still useful and reward per FTE of capacity for each pair, first and second half of need apart."""
    part = team.part
    if for_floor:
        useful = np.minimum(search.floor_left[part.localities], team.left)[part.locality]
        return useful, 1.0 / part.overhead, np.arange(len(part.site), dtype=np.int64)
    first, second = search.problem.rewards
    high = np.maximum(team.left - part.need_fte / 2, 0.0)[part.locality]
    low = np.minimum(team.left, part.need_fte / 2)[part.locality]
    per_capacity = team.weight[part.locality] / part.overhead
    pair = np.arange(len(part.site), dtype=np.int64)
    return np.r_[high, low], np.r_[first * per_capacity, second * per_capacity], np.r_[pair, pair]


def _gain(search: _Search, team: _Team, *, for_floor: bool) -> FloatArray:
    """Value of the next move at each site when it fills the best need in its reach first."""
    useful, reward, pair = _pair_reward(search, team, for_floor=for_floor)
    site = team.part.site[pair]
    order = np.lexsort((-reward, site))
    load = (useful * team.part.overhead[pair])[order]
    at = site[order]
    running = np.cumsum(load)
    start = np.searchsorted(at, np.arange(len(team.steps)))
    before = running - load - np.r_[0.0, running][start][at]
    room = team.spare + STEP_FTE * team.move_steps()
    taken = np.clip(room[at] - before, 0.0, load)
    return np.bincount(at, weights=taken * reward[order], minlength=len(team.steps)).astype(np.float64)


def _do_move(search: _Search, kind: int, site: int) -> None:
    team = search.teams[kind]
    steps, price = int(team.move_steps()[site]), int(team.price_czk()[site])
    team.spare[site] += STEP_FTE * steps
    team.steps[site] += steps
    team.spent_czk += price
    search.moves.append((kind, site, steps))
    for for_floor in (True, False):
        useful, reward, pair = _pair_reward(search, team, for_floor=for_floor)
        mine = np.flatnonzero(team.part.site[pair] == site)
        for entry in mine[np.argsort(-reward[mine], kind="stable")]:
            _serve(search, team, int(pair[entry]), useful[entry])


def _serve(search: _Search, team: _Team, pair: int, useful: float) -> None:
    site, local = team.part.site[pair], team.part.locality[pair]
    fte = min(useful, team.left[local], team.spare[site] / team.part.overhead[pair])
    team.left[local] -= fte
    team.spare[site] = max(team.spare[site] - fte * team.part.overhead[pair], 0.0)
    locality = team.part.localities[local]
    search.floor_left[locality] = max(search.floor_left[locality] - fte, 0.0)


def _mend_shares(search: _Search) -> None:
    """Take back the last moves of the other kinds until every minimum share of the money spent holds."""
    shares = search.problem.min_share_permille
    while any(
        team.spent_czk * PERMILLE < permille * search.spent_czk
        for team, permille in zip(search.teams, shares, strict=True)
    ):
        position = max(
            position
            for position, (kind, _site, _steps) in enumerate(search.moves)
            if search.teams[kind].spent_czk * PERMILLE > shares[kind] * search.spent_czk
        )
        kind, site, steps = search.moves.pop(position)
        team = search.teams[kind]
        team.steps[site] -= steps
        opening = int(team.part.opening_czk[site]) if team.steps[site] == 0 else 0
        team.spent_czk -= steps * team.part.step_czk + opening
