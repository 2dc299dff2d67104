"""Steps of the catalogue: define indicators and rules, take over the starting ones, follow up findings.

Units:   as the definitions say.
Raises:  NotYoursError, UnknownSeriesError, WrongFormulaError, MethodExistsError,
         NoReasonError, StaleVersionError.
"""

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from zazemi.indicators.choices import SERIES, FollowUpState
from zazemi.indicators.errors import (
    MethodExistsError,
    NoReasonError,
    NotYoursError,
    UnknownSeriesError,
    WrongFormulaError,
)
from zazemi.indicators.models import FollowUp, Indicator, ValidationRule
from zazemi.indicators.permissions import DEFINE, FOLLOW_UP
from zazemi.indicators.selectors.suspicious import Finding
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.measures.formulas import Form

_HERE = Path(__file__).parent
_ONE_DAY = dt.timedelta(days=1)


def define_indicator(*, values: Mapping[str, Any], by: Actor) -> Indicator:
    """Enter a new indicator, or a new version of a known method; the older one ends the day before.

    ``values`` are the fields of ``Indicator`` without ``method`` and ``valid_to``.
    """
    _check(by, values)
    with step(by, why=gettext("indicator defined")):
        older = list(Indicator.objects.select_for_update().filter(key=values["key"]).order_by("-method"))
        if any(one.valid_from >= values["valid_from"] for one in older):
            raise MethodExistsError(params={"key": values["key"]})
        if older and (older[0].valid_to is None or older[0].valid_to >= values["valid_from"]):
            older[0].valid_to = values["valid_from"] - _ONE_DAY
            older[0].save()
        indicator = Indicator(**values, method=older[0].method + 1 if older else 1)
        indicator.save()
    return indicator


def change_indicator(
    indicator: Indicator, *, values: Mapping[str, Any], expected_version: int, by: Actor
) -> Indicator:
    """Correct the words, the bounds or the formula of a version; its days and its key stay."""
    kept = {"key": indicator.key, "valid_from": indicator.valid_from}
    changed = dict(values) | kept
    _check(by, changed)
    with step(by, why=gettext("indicator corrected")):
        for name, value in changed.items():
            setattr(indicator, name, value)
        indicator.save(expected_version=expected_version)
    return indicator


def set_rule(
    rule: ValidationRule | None,
    *,
    values: Mapping[str, Any],
    by: Actor,
    expected_version: int | None = None,
) -> ValidationRule:
    """Enter or change a validation rule."""
    if not may(by, DEFINE):
        raise NotYoursError
    _check_series((*values["left"], *values["right"]))
    if not values["left"] or (not values["right"] and values["right_number"] is None):
        raise WrongFormulaError
    with step(by, why=gettext("validation rule set")):
        record = rule or ValidationRule()
        for name, value in values.items():
            setattr(record, name, value)
        record.save(expected_version=expected_version)
    return record


def follow_up(
    finding: Finding,
    *,
    observed: str,
    state: FollowUpState,
    note: str,
    by: Actor,
    expected_version: int | None = None,
) -> FollowUp:
    """Note what somebody found out about a suspicious value.

    Raises NoReasonError for an explained or corrected one without a note.
    """
    if not may(by, FOLLOW_UP):
        raise NotYoursError
    if state is not FollowUpState.OPEN and not note.strip():
        raise NoReasonError
    with step(by, why=gettext("suspicious value followed up")):
        record = finding.follow_up or FollowUp(
            kind=finding.kind,
            rule=finding.rule,
            indicator=finding.indicator,
            municipality_id=finding.place.code,
            period_end=finding.period,
        )
        record.observed, record.state, record.note = observed, state, note.strip()
        record.by_name, record.noted_at = by.name, clock.now()
        record.save(expected_version=expected_version)
    return record


def adopt_catalogue(*, by: Actor) -> int:
    """Enter the starting indicators and rules that are not there yet; say how many were entered."""
    if not may(by, DEFINE):
        raise NotYoursError
    known = set(Indicator.objects.values_list("key", flat=True))
    names = set(ValidationRule.objects.values_list("name", flat=True))
    wanted = [row for row in _rows("catalogue.csv") if row["key"] not in known]
    rules = [row for row in _rows("rules.csv") if row["name"] not in names]
    with step(by, why=gettext("starting catalogue of indicators taken over")):
        for row in wanted:
            define_indicator(values=_indicator_values(row), by=by)
        for row in rules:
            set_rule(None, values=_rule_values(row), by=by)
    return len(wanted) + len(rules)


def _check(by: Actor, values: Mapping[str, Any]) -> None:
    if not may(by, DEFINE):
        raise NotYoursError
    left, right = values["left"], values["right"]
    _check_series((*left, *right))
    if not left or bool(right) is (Form(values["form"]) is Form.SUM):
        raise WrongFormulaError
    if len({SERIES[key].level for key in (*left, *right)}) > 1:
        raise WrongFormulaError


def _check_series(keys: Sequence[str]) -> None:
    unknown = [key for key in keys if key not in SERIES]
    if unknown:
        raise UnknownSeriesError(params={"keys": ", ".join(unknown)})


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _indicator_values(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        **{name: row[name] for name in ("key", "name", "description", "form", "unit", "source")},
        "left": _keys(row["left"]),
        "right": _keys(row["right"]),
        "decimals": int(row["decimals"]),
        "minimum": _number(row["minimum"]),
        "maximum": _number(row["maximum"]),
        "valid_from": dt.date.fromisoformat(row["valid_from"]),
    }


def _rule_values(row: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "left": _keys(row["left"]),
        "operator": row["operator"],
        "right": _keys(row["right"]),
        "right_number": _number(row["right_number"]),
        "tolerance": float(row["tolerance"]),
        "is_active": True,
    }


def _keys(text: str) -> list[str]:
    return [key for key in text.split(",") if key]


def _number(text: str) -> float | None:
    return float(text) if text else None
