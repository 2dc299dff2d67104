"""Tighten the relaxed program, so that it shows which places are worth opening.

Source:  residual capacity inequalities (Magnanti, Mirchandani, Vachani 1993),
         exact separation by Atamtürk and Rajan (2002), here for teams of at least
         ``least`` steps; strong links x <= d y are added only where violated.
Pure:    yes; a fixed number of rounds.
"""

import numpy as np
import scipy.sparse as sp

from zazemi.planner.formulation import STEP_FTE, Block, Formulation
from zazemi.planner.model import FloatArray, IntArray
from zazemi.planner.solver import RelaxedProgram

ROUNDS = 12
_VIOLATED = 1e-3
_LEAST_PROGRESS = 2e-4
_OPEN = 1e-6
_ROUNDING = 1e-9


def tightened(formulation: Formulation) -> tuple[float, FloatArray]:
    """Solve the relaxed program with violated inequalities added round by round.

    Returns:
        The bound and the columns of the last relaxed solution.
    """
    relaxed = RelaxedProgram(formulation.program)
    value, values = relaxed.solve()
    for _round in range(ROUNDS):
        cuts = violated(formulation, values)
        if cuts.shape[0] == 0:
            break
        relaxed.add(cuts)
        before = value
        value, values = relaxed.solve()
        if before - value < _LEAST_PROGRESS * abs(value):
            break
    return value, values


def violated(formulation: Formulation, values: FloatArray) -> sp.csr_matrix:
    """Find inequalities ``matrix @ v <= 0`` that every plan satisfies, but this relaxed solution does not."""
    found = [cut for block in formulation.blocks for cut in (_capacity(block, values), _links(block, values))]
    width = formulation.program.matrix.shape[1]
    rows, columns, entries, count = [], [], [], 0
    for row, column, entry, height in found:
        rows.append(row + count)
        columns.append(column)
        entries.append(entry)
        count += height
    triplets = (np.concatenate(entries), (np.concatenate(rows), np.concatenate(columns)))
    return sp.csr_matrix(triplets, shape=(count, width))


Part = tuple[IntArray, IntArray, FloatArray, int]


def _links(block: Block, values: FloatArray) -> Part:
    """Strong links: nobody is served from a place that is not open; x <= d y."""
    part = block.usable
    most = np.minimum(part.fte, STEP_FTE * part.most[part.site] / part.overhead)
    pair = np.flatnonzero(values[block.flow] - most * values[block.opened][part.site] > _VIOLATED)
    row = np.arange(len(pair))
    return (
        np.concatenate([row, row]),
        np.concatenate([block.flow[pair], block.opened[part.site[pair]]]),
        np.concatenate([np.ones(len(pair)), -most[pair]]),
        len(pair),
    )


def _capacity(block: Block, values: FloatArray) -> Part:
    """Residual capacity: a set S of load D above e - 1 whole steps gets at most (D - r e) y + r n.

    D is the load of S in FTE, e = ceil(D / 0.5), r = D - 0.5 (e - 1). For y = 1 it
    is the classical inequality, for y = 0 nothing flows; it needs e >= least team.
    """
    part = block.usable
    opened, steps = values[block.opened], values[block.steps]
    size = steps / np.maximum(opened, _OPEN)
    broken = size - np.floor(size + _ROUNDING)
    load = part.fte * part.overhead
    used = values[block.flow] * part.overhead
    chosen = used > np.maximum(opened, _OPEN)[part.site] * broken[part.site] * load + _ROUNDING
    sites = len(part.sites)
    total = np.bincount(part.site, weights=load * chosen, minlength=sites)
    whole = np.ceil(total / STEP_FTE - _ROUNDING)
    rest = total - STEP_FTE * (whole - 1)
    flowing = np.bincount(part.site, weights=used * chosen, minlength=sites)
    excess = flowing - (total - rest * whole) * opened - rest * steps
    is_cut = (excess > _VIOLATED) & (opened > _OPEN) & (whole >= part.least)
    row_of = np.cumsum(is_cut) - 1
    pair = np.flatnonzero(chosen & is_cut[part.site])
    site = np.flatnonzero(is_cut)
    return (
        np.concatenate([row_of[part.site[pair]], row_of[site], row_of[site]]),
        np.concatenate([block.flow[pair], block.opened[site], block.steps[site]]),
        np.concatenate([part.overhead[pair], (rest * whole - total)[site], -rest[site]]),
        len(site),
    )
