"""Problems, plans and certificates as plain JSON, so that a stored plan can be checked again later.

Units:   FTE as text with six places (exact), money as whole numbers.
Raises:  KeyError or ValueError for a text that was not written here.
Pure:    yes.
"""

import math
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any

import numpy as np

from zazemi.planner.certify import Certificate
from zazemi.planner.explain import Explanation
from zazemi.planner.model import PlanProblem, SitePairs
from zazemi.planner.result import (
    Flow,
    FundedPlace,
    Infeasible,
    InfeasibleReason,
    PlanResult,
    PlanStatus,
    Shortfall,
)
from zazemi.values.services import ServiceKind

Json = dict[str, Any]
_WHOLE = {"opening_cost_czk", "min_steps", "max_steps"}
_ARRAYS = {"need_fte", "served_fte", "weight", "floor_fte"} | _WHOLE


def problem_to_json(problem: PlanProblem) -> Json:
    """Everything the plan depended on."""
    made: Json = {}
    for field in fields(problem):
        value = getattr(problem, field.name)
        if field.name in _ARRAYS:
            made[field.name] = value.tolist()
        elif field.name == "pairs":
            made[field.name] = [_pairs_to_json(pairs) for pairs in value]
        else:
            made[field.name] = list(value) if isinstance(value, tuple) else value
    return made


def _pairs_to_json(pairs: SitePairs) -> Json:
    return {field.name: getattr(pairs, field.name).tolist() for field in fields(pairs)}


def problem_from_json(made: Json) -> PlanProblem:
    """Read back what ``problem_to_json`` wrote."""
    kinds = tuple(ServiceKind(kind) for kind in made["kinds"])
    shape = {"need_fte": len(kinds), "served_fte": len(kinds)}
    parts: Json = {}
    for name, value in made.items():
        if name in _ARRAYS:
            array = np.array(value, dtype=np.int64 if name in _WHOLE else np.float64)
            is_table = name in _WHOLE or name in shape
            parts[name] = array.reshape(-1, len(kinds)) if is_table else array
        elif isinstance(value, list):
            parts[name] = tuple(value)
        else:
            parts[name] = value
    parts["kinds"] = kinds
    parts["pairs"] = tuple(_pairs_from_json(pairs) for pairs in made["pairs"])
    return PlanProblem(**parts)


def _pairs_from_json(made: Json) -> SitePairs:
    return SitePairs(
        locality=np.array(made["locality"], dtype=np.int64),
        site=np.array(made["site"], dtype=np.int64),
        minutes=np.array(made["minutes"], dtype=np.float64),
        overhead=np.array(made["overhead"], dtype=np.float64),
    )


def result_to_json(result: PlanResult) -> Json:
    """The plan with bound and gap (null before the first plan of some value); FTE as exact text."""
    made: Json = asdict(result)
    made["value"] = str(result.value)
    made["gap"] = result.gap if math.isfinite(result.gap) else None
    made["places"] = [
        {**asdict(place), "fte": str(place.fte), "used_fte": str(place.used_fte)} for place in result.places
    ]
    made["flows"] = [{**asdict(flow), "fte": str(flow.fte)} for flow in result.flows]
    made["shortfalls"] = [{**asdict(short), "fte": str(short.fte)} for short in result.shortfalls]
    made["out_of_reach"] = list(result.out_of_reach)
    made["log"] = list(result.log)
    made["cost_czk"] = result.cost_czk
    return made


def result_from_json(made: Json) -> PlanResult:
    """Read back what ``result_to_json`` wrote."""
    return PlanResult(
        status=PlanStatus(made["status"]),
        places=tuple(_place(place) for place in made["places"]),
        flows=tuple(
            Flow(
                locality=flow["locality"],
                site=flow["site"],
                kind=ServiceKind(flow["kind"]),
                fte=Decimal(flow["fte"]),
            )
            for flow in made["flows"]
        ),
        value=Decimal(made["value"]),
        bound=made["bound"],
        gap=math.inf if made["gap"] is None else made["gap"],
        shortfalls=tuple(
            Shortfall(locality=short["locality"], fte=Decimal(short["fte"])) for short in made["shortfalls"]
        ),
        floor_bound_fte=made["floor_bound_fte"],
        out_of_reach=tuple(made["out_of_reach"]),
        infeasible=_infeasible(made["infeasible"]),
        seconds=made["seconds"],
        nodes=made["nodes"],
        solver_version=made["solver_version"],
        log=tuple(made["log"]),
    )


def _infeasible(made: Json | None) -> Infeasible | None:
    return Infeasible(reason=InfeasibleReason(made["reason"]), params=made["params"]) if made else None


def _place(made: Json) -> FundedPlace:
    return FundedPlace(
        site=made["site"],
        kind=ServiceKind(made["kind"]),
        steps=made["steps"],
        fte=Decimal(made["fte"]),
        is_new=made["is_new"],
        cost_czk=made["cost_czk"],
        used_fte=Decimal(made["used_fte"]),
    )


def certificate_to_json(certificate: Certificate) -> Json:
    """The certificate line by line."""
    return {"is_ok": certificate.is_ok, "lines": [asdict(line) for line in certificate.lines]}


def explanation_to_json(explanation: Explanation) -> Json:
    """What the plan changes and why the rest stays uncovered; FTE as exact text."""
    return {
        "need_fte": str(explanation.need_fte),
        "met_before_fte": str(explanation.met_before_fte),
        "met_after_fte": str(explanation.met_after_fte),
        "newly_served": list(explanation.newly_served),
        "uncovered": [
            {**asdict(item), "missing_fte": str(item.missing_fte)} for item in explanation.uncovered
        ],
    }
