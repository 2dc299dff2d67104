"""What deserves a look in a region: broken rules, values out of bounds, outliers; and what people noted.

Similar municipalities of an outlier are those of the same size class by inhabitants (ČSÚ's
usual classes), of all loaded regions. Findings are computed when asked for; only what
somebody noted is stored.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from zazemi.indicators.choices import POPULATION_SERIES, FindingKind, Level
from zazemi.indicators.models import FollowUp, Indicator, ValidationRule
from zazemi.indicators.selectors.indicator_tables import indicators, valid_in
from zazemi.indicators.selectors.series_values import (
    Numbers,
    Place,
    column,
    common_periods,
    level_of,
    places_of,
    read_series,
    series_periods,
)
from zazemi.measures.arrays import BoolArray, IntArray
from zazemi.measures.formulas import Form, Sides, of_one, side, sides_of, values_of
from zazemi.measures.series_checks import (
    OUTLIER_FROM,
    broken,
    out_of_bounds,
    own_scores,
    similar_scores,
)

SIZE_CLASSES = (200, 500, 1000, 2000, 5000, 20_000)
PAST_PERIODS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One suspicious number; ``follow_up`` is what somebody noted about it, or None.

    ``left`` and ``right`` are the sides of a broken rule; ``value`` and ``score``
    belong to an indicator.
    """

    kind: FindingKind
    place: Place
    period: dt.date
    rule: ValidationRule | None = None
    indicator: Indicator | None = None
    left: float = 0.0
    right: float = 0.0
    value: float = 0.0
    score: float = 0.0
    follow_up: FollowUp | None = None

    @property
    def reference(self) -> str:
        """How the finding is called in addresses."""
        subject = self.rule or self.indicator
        pk = subject.pk if subject else 0
        return f"{self.kind}.{pk}.{self.place.code}.{self.period.isoformat()}"


def rules() -> list[ValidationRule]:
    """All validation rules by name."""
    return list(ValidationRule.objects.order_by("name", "pk"))


def findings(region_code: str) -> list[Finding]:
    """The findings of a region with what was noted; by name of the municipality."""
    sought = _sought()
    if not sought.jobs:
        return []
    noted = _noted(region_code)
    found = [one for job in sought.jobs for one in _found(job, sought, region_code)]
    named = [_with_note(one, noted) for one in found]
    order = {place.code: at for at, place in enumerate(sought.places)}
    return sorted(named, key=lambda one: (order[one.place.code], one.kind, one.reference))


def finding(reference: str, region_code: str) -> Finding | None:
    """One finding of a region by its reference, or None."""
    return next((one for one in findings(region_code) if one.reference == reference), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """A rule or an indicator with its newest period and the earlier ones."""

    subject: ValidationRule | Indicator
    keys: tuple[str, ...]
    period: dt.date
    past: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sought:
    """Everything that is looked at, read once."""

    jobs: tuple[_Job, ...]
    places: tuple[Place, ...]
    codes: tuple[str, ...]
    numbers: Numbers
    size_class: IntArray


def _sought() -> _Sought:
    known = series_periods()
    jobs = [*_rule_jobs(known), *_indicator_jobs(known)]
    places = places_of(Level.MUNICIPALITY) if jobs else []
    codes = [place.code for place in places]
    sizes = known.get(POPULATION_SERIES, [])[:1]
    keys = {key for job in jobs for key in job.keys} | {POPULATION_SERIES}
    days = {day for job in jobs for day in (job.period, *job.past)} | set(sizes)
    numbers = read_series(keys, days) if jobs else {}
    people = column(numbers, POPULATION_SERIES, sizes[0], codes) if sizes and jobs else np.zeros(len(codes))
    return _Sought(
        jobs=tuple(jobs),
        places=tuple(places),
        codes=tuple(codes),
        numbers=numbers,
        size_class=np.searchsorted(SIZE_CLASSES, np.nan_to_num(people), side="right").astype(np.int64),
    )


def _rule_jobs(known: Mapping[str, Sequence[dt.date]]) -> Iterator[_Job]:
    for rule in rules():
        keys = (*rule.left, *rule.right)
        days = common_periods(keys, known)
        if rule.is_active and days and level_of(keys) is Level.MUNICIPALITY:
            yield _Job(subject=rule, keys=keys, period=days[0])


def _indicator_jobs(known: Mapping[str, Sequence[dt.date]]) -> Iterator[_Job]:
    by_key: dict[str, list[Indicator]] = {}
    for one in indicators():
        by_key.setdefault(one.key, []).append(one)
    for methods in by_key.values():
        newest = methods[0]
        keys = newest.formula.series
        days = [day for day in common_periods(keys, known) if valid_in(methods, day) == newest]
        if days and level_of(keys) is Level.MUNICIPALITY:
            yield _Job(subject=newest, keys=keys, period=days[0], past=tuple(days[1 : PAST_PERIODS + 1]))


def _found(job: _Job, sought: _Sought, region_code: str) -> Iterator[Finding]:
    here = np.array([place.region_code == region_code for place in sought.places], dtype=bool)
    if isinstance(job.subject, ValidationRule):
        yield from _broken(job, job.subject, sought, here)
    else:
        yield from _outliers(job, job.subject, sought, here)


def _broken(job: _Job, rule: ValidationRule, sought: _Sought, here: BoolArray) -> Iterator[Finding]:
    columns = {key: column(sought.numbers, key, job.period, sought.codes) for key in job.keys}
    rows = len(sought.codes)
    left, right = side(columns, rule.left, rows), side(columns, rule.right, rows) + (rule.right_number or 0)
    for at in np.flatnonzero(broken(left, rule.check_operator, right, rule.tolerance) & here):
        yield Finding(
            kind=FindingKind.RULE,
            place=sought.places[at],
            period=job.period,
            rule=rule,
            left=float(left[at]),
            right=float(right[at]),
        )


def _outliers(job: _Job, indicator: Indicator, sought: _Sought, here: BoolArray) -> Iterator[Finding]:
    sides = _sides(indicator, job.period, sought)
    form = indicator.formula.form
    values, step = values_of(form, sides), of_one(form, sides)
    past = [values_of(form, _sides(indicator, day, sought)) for day in job.past]
    own = own_scores(np.column_stack(past), values, step) if past else np.full(len(values), np.nan)
    is_relative = form not in (Form.SUM, Form.DIFFERENCE)  # counts follow the size, they say nothing here
    nobody = np.full(len(values), np.nan)
    similar = similar_scores(values, sought.size_class, step) if is_relative else nobody
    outside = out_of_bounds(values, indicator.minimum, indicator.maximum)
    for kind, is_found, scores in (
        (FindingKind.BOUNDS, outside, np.zeros(len(values))),
        (FindingKind.OWN, np.abs(own) > OUTLIER_FROM, own),
        (FindingKind.SIMILAR, np.abs(similar) > OUTLIER_FROM, similar),
    ):
        for at in np.flatnonzero(is_found & here):
            yield Finding(
                kind=kind,
                place=sought.places[at],
                period=job.period,
                indicator=indicator,
                value=float(values[at]),
                score=float(scores[at]),
            )


def _sides(indicator: Indicator, period: dt.date, sought: _Sought) -> Sides:
    formula = indicator.formula
    columns = {key: column(sought.numbers, key, period, sought.codes) for key in formula.series}
    return sides_of(formula, columns, len(sought.codes))


def _noted(region_code: str) -> dict[tuple[str, int, str, dt.date], FollowUp]:
    rows = FollowUp.objects.filter(municipality__region_id=region_code)
    return {
        (one.kind, one.rule_id or one.indicator_id or 0, one.municipality_id, one.period_end): one
        for one in rows
    }


def _with_note(one: Finding, noted: Mapping[tuple[str, int, str, dt.date], FollowUp]) -> Finding:
    subject = one.rule or one.indicator
    note = noted.get((one.kind, subject.pk if subject else 0, one.place.code, one.period))
    if note is None:
        return one
    return Finding(
        kind=one.kind, place=one.place, period=one.period, rule=one.rule, indicator=one.indicator,
        left=one.left, right=one.right, value=one.value, score=one.score, follow_up=note,
    )  # fmt: skip
