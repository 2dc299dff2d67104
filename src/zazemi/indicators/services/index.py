"""The steps of the index: compute it for a year, compare it with the published one.

Units:   points 0-30.
Raises:  NoInputError, NoIndicatorSetError, NoPointError, IndicatorSetChangedError.
"""

from pathlib import Path

from django.db import DatabaseError
from django.utils.translation import gettext

from zazemi.indicators import official_file, series
from zazemi.indicators.errors import NoIndicatorSetError, NoInputError, NoPointError
from zazemi.indicators.models import IndexComputation, IndexInputRow
from zazemi.indicators.selectors import index_input, input_years, newest_inputs
from zazemi.kernel.actor import Actor
from zazemi.kernel.steps import step
from zazemi.measures.exclusion_index import STANDING_SETS, IndicatorSet, compute
from zazemi.measures.indicator_sets import set_for
from zazemi.territory import selectors as territory


def compute_index(year: int | None = None, *, by: Actor) -> list[IndexComputation]:
    """Compute and store the index of all loaded municipalities for a year (the newest loaded one without it).

    Real and fictional regions are computed apart. When nothing has changed
    since the last computation, that one is returned and nothing is written.
    """
    known = input_years()
    wanted = year if year is not None else next(iter(known), None)
    if wanted is None or wanted not in known:
        raise NoInputError(params={"year": wanted or "–", "known": ", ".join(map(str, known)) or "–"})
    rows = newest_inputs(wanted)
    parts = {
        is_fictional: part
        for is_fictional in (False, True)
        if (part := [row for row in rows if row.municipality.region.is_fictional is is_fictional])
    }
    rules = {is_fictional: _rules_for(wanted, is_fictional=is_fictional) for is_fictional in parts}
    with step(by, why=gettext("computation of the index for %(year)s") % {"year": wanted}):
        return [
            _computed(_inputs(part, wanted, is_fictional=is_fictional), rules[is_fictional], by)
            for is_fictional, part in parts.items()
        ]


def compute_known_years(*, by: Actor) -> list[IndexComputation]:
    """Compute every loaded year that some rules cover; the others wait for rules of their own.

    Raises NoInputError when no year is loaded.
    """
    known = input_years()
    if not known:
        raise NoInputError(params={"year": "–", "known": "–"})
    done: list[IndexComputation] = []
    for year in sorted(known):
        try:
            done += compute_index(year, by=by)
        except NoIndicatorSetError:
            continue
    return done


def check_workbook(path: Path, points_source: Path | None = None) -> official_file.IndexCheck:
    """Compare our index with the published one.

    Definition points come from files, else from the loaded territory.
    """
    return official_file.check_workbook(path, points_source, other_points=_loaded_points)


def _rules_for(year: int, *, is_fictional: bool) -> IndicatorSet:
    rules = set_for(year, is_fictional=is_fictional)
    if rules is None:
        spans = [
            f"{one.valid_from.year}–{one.valid_to.year if one.valid_to else ''}" for one in STANDING_SETS
        ]
        raise NoIndicatorSetError(params={"year": year, "known": ", ".join(spans)})
    return rules


def _inputs(rows: list[IndexInputRow], year: int, *, is_fictional: bool) -> series.YearOfInputs:
    without = next((row.municipality_id for row in rows if row.municipality.lat is None), None)
    if without is not None:
        raise NoPointError(params={"code": without})
    return series.YearOfInputs(year=year, is_fictional=is_fictional, table=index_input(rows), rows=rows)


def _computed(inputs: series.YearOfInputs, rules: IndicatorSet, by: Actor) -> IndexComputation:
    indicator_set = series.stored_set(rules)
    last = IndexComputation.objects.filter(
        indicator_set=indicator_set, year=inputs.year, is_fictional=inputs.is_fictional
    ).order_by("-pk")
    newest = last.first()
    if newest is not None and newest.input_sha256 == series.fingerprint(inputs):
        return newest
    return series.add_results(inputs, compute(inputs.table, rules), indicator_set, by)


def _loaded_points() -> official_file.Points:
    try:
        points = territory.points()
    except DatabaseError:
        return {}
    return dict(zip(points.codes, zip(points.lat.tolist(), points.lon.tolist(), strict=True), strict=True))
