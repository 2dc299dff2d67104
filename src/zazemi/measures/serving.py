"""Served share: how the capacity of places is divided among the need that they reach.

Every place works through its capacity at an even pace. At each moment it divides
the pace among the reachable municipalities whose need is not yet met, in
proportion to need x decay; the share of a municipality whose need has just been
met goes to the others. It ends when the capacity is used up or nobody within
reach needs more. So the result

- conserves: what is served equals what is used, no place gives more than it has;
- never serves more than the need;
- is unique and does not depend on the order of rows;
- never falls for anybody when a capacity grows.

Units:   need, capacity and flow in FTE of direct work; decay 0-1, no unit.
Source:  decision "Served share" of the project; the decay is an assumption.
Raises:  ColumnLengthError, BadColumnError.
Pure:    no database, no clock, no randomness.
"""

from dataclasses import dataclass

import numpy as np

from zazemi.measures.arrays import BoolArray, FloatArray, IntArray, not_negative, same_length
from zazemi.measures.reach import Pairs

_END = 1.0
_SAME_MOMENT = 1e-12
_PUT_AWAY_BELOW = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What is served per municipality and per pair, in the order of the pairs, and what stays unused."""

    served_fte: FloatArray
    flow_fte: FloatArray
    unused_fte: FloatArray


def served(pairs: Pairs, need_fte: FloatArray, capacity_fte: FloatArray, decay: FloatArray) -> Served:
    """Divide the capacity of all places (targets) among the need of all municipalities (origins).

    ``decay`` has one number 0-1 per pair. Time grows with the number of needs
    that are fully met, memory with the number of pairs.
    """
    same_length(pairs.origins, {"need_fte": need_fte})
    same_length(pairs.targets, {"capacity_fte": capacity_fte})
    same_length(len(pairs.origin), {"decay": decay})
    not_negative({"need_fte": need_fte, "capacity_fte": capacity_fte, "decay": decay})
    pouring = _Pouring(pairs, need_fte, capacity_fte, decay)
    pouring.run()
    flow = pouring.flow
    served_fte = np.bincount(pairs.origin, weights=flow, minlength=pairs.origins)
    used = np.bincount(pairs.target, weights=flow, minlength=pairs.targets)
    return Served(
        served_fte=np.minimum(served_fte, need_fte),
        flow_fte=flow,
        unused_fte=np.maximum(capacity_fte - used, 0.0),
    )


class _Pouring:
    """The state at one moment between 0 and 1.

    A place ``k`` gives every open municipality ``i`` the same ``given_k`` times
    need_i x decay_ik; ``given_k`` grows by ``pace_k`` = capacity / open weight.
    So ``i`` is met when the sum of decay_ik x given_k is one. With
    ``given_k(t) = offset_k + pace_k t`` this is a straight line in ``t``, and
    ``constant_i`` and ``slope_i`` keep it up to date. Rows and pairs that are
    done are put away now and then, so that the state shrinks.
    """

    def __init__(self, pairs: Pairs, need: FloatArray, capacity: FloatArray, decay: FloatArray) -> None:
        counts = (need[pairs.origin] > 0) & (decay > 0) & (capacity[pairs.target] > 0)
        kept = np.flatnonzero(counts)
        self.pair = kept[np.argsort(pairs.target[kept], kind="stable")]
        self.origin, self.target = pairs.origin[self.pair], pairs.target[self.pair]
        self.decay = decay[self.pair]
        self.weight = need[self.origin] * self.decay
        self.capacity = capacity
        self.flow = np.zeros(len(pairs.origin))
        self.pace = np.zeros(pairs.targets)
        self.offset = np.zeros(pairs.targets)
        self.constant = np.zeros(pairs.origins)
        self.slope = np.zeros(pairs.origins)
        self.is_open: BoolArray = np.zeros(pairs.origins, dtype=np.bool_)
        self.is_open[self.origin] = True
        self._put_away()

    def run(self) -> None:
        """Go from one municipality whose need is met to the next, until the end."""
        places, moment, still_open = np.unique(self.target), 0.0, len(self.is_open)
        while places.size and still_open:
            self._repace(places, moment)
            met_at = np.maximum(self._met_at(), moment)
            moment = float(met_at.min())
            if moment >= _END:
                break
            met = np.flatnonzero(met_at <= moment + _SAME_MOMENT)
            places = self._close(met, moment)
            still_open -= len(met)
            if still_open < _PUT_AWAY_BELOW * len(self.is_open):
                self._put_away()
        self._close(np.flatnonzero(self.is_open), _END)

    def _put_away(self) -> None:
        """Forget the rows that are closed and their pairs."""
        new_row = np.cumsum(self.is_open) - 1
        keep = self.is_open[self.origin]
        self.pair, self.target = self.pair[keep], self.target[keep]
        self.decay, self.weight = self.decay[keep], self.weight[keep]
        self.origin = new_row[self.origin[keep]]
        self.constant, self.slope = self.constant[self.is_open], self.slope[self.is_open]
        self.is_open = self.is_open[self.is_open]
        self.by_origin = _Groups(self.origin, len(self.is_open))
        self.by_target = _Groups(self.target, len(self.capacity))

    def _met_at(self) -> FloatArray:
        """The moment when each open municipality is met if nothing changes; infinite if never."""
        never = np.full(len(self.slope), np.inf)
        can = self.is_open & (self.slope > 0)
        np.divide(1.0 - self.constant, self.slope, out=never, where=can)
        return never

    def _close(self, rows: IntArray, moment: float) -> IntArray:
        """Write down what ``rows`` have got by ``moment``; return the places that served them."""
        pairs, _ = self.by_origin.members(rows)
        places = self.target[pairs]
        self.flow[self.pair[pairs]] = self.weight[pairs] * (self.offset[places] + self.pace[places] * moment)
        self.is_open[rows] = False
        return np.unique(places)

    def _repace(self, places: IntArray, moment: float) -> None:
        """Divide the pace of ``places`` among the municipalities that are open now."""
        pairs, sizes = self.by_target.members(places)
        rows = self.origin[pairs]
        weight = np.where(self.is_open[rows], self.weight[pairs], 0.0)
        place = np.repeat(np.arange(len(places)), sizes)
        open_weight = np.bincount(place, weights=weight, minlength=len(places))
        pace = np.divide(self.capacity[places], open_weight, out=np.zeros(len(places)), where=open_weight > 0)
        faster = pace - self.pace[places]
        self.pace[places] = pace
        self.offset[places] -= faster * moment
        steeper = np.bincount(rows, weights=self.decay[pairs] * faster[place], minlength=len(self.slope))
        self.slope += steeper
        self.constant -= steeper * moment


class _Groups:
    """Positions of equal keys, to be asked for many keys at once."""

    def __init__(self, keys: IntArray, groups: int) -> None:
        self.order = np.argsort(keys, kind="stable")
        self.starts = np.searchsorted(keys[self.order], np.arange(groups + 1))

    def members(self, groups: IntArray) -> tuple[IntArray, IntArray]:
        """Positions of all keys that are in ``groups``, group by group, and the size of each group."""
        starts = self.starts[groups]
        sizes = self.starts[groups + 1] - starts
        shifts = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
        return self.order[shifts + np.arange(int(sizes.sum()))], sizes
