"""From an ordered plan to a stored proof: question, search in a child, explanation, certificate.

Units:   whole CZK, FTE; value and bound in severity-weighted FTE.
Raises:  NoNeedKnownError, CertificateFailedError, errors of the child process.
"""

import gzip
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from zazemi.analysis.selectors import PlanInput, gap_table, gaps_json, plan_input_of
from zazemi.files.choices import Visibility
from zazemi.files.services import keep
from zazemi.jobs.child import run_in_child
from zazemi.kernel import clock
from zazemi.kernel.actor import Actor
from zazemi.planner.certify import Certificate, certify
from zazemi.planner.explain import Explanation, explain
from zazemi.planner.jsonable import certificate_to_json, explanation_to_json, problem_to_json, result_to_json
from zazemi.planner.model import PlanProblem
from zazemi.planner.result import INFEASIBLE_SENTENCES, PlanResult, Progress
from zazemi.planner.solve import SolveOptions
from zazemi.planning.errors import CertificateFailedError
from zazemi.planning.models import Item, Plan, Result
from zazemi.planning.questions import problem_of
from zazemi.planning.searching import CPU_RESERVE_S, MEMORY_MB, TIME_LIMIT_S, Question, search, share_done
from zazemi.planning.selectors import asked_scenario
from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_

_PERCENT = 100
_PLACES = Decimal("0.000001")
PHASES = {
    "floors": N_("nobody in need without help"),
    "start": N_("the most promising places first"),
    "benefit": N_("as much help as the money buys"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """All that a plan stores; ``nothing`` says why no plan exists."""

    problem: PlanProblem
    options: SolveOptions
    result: PlanResult
    explanation: Explanation
    certificate: Certificate
    caution: str
    data_sha256: str
    provenance: dict[str, Any]
    nothing: dict[str, Any] | None


def compute(
    plan: Plan, *, by: Actor, report: Callable[[float, str], None], is_cancelled: Callable[[], bool]
) -> Computed:
    """Ask the question, search for the answer in a limited child, explain it and check it independently.

    Raises NoNeedKnownError, CertificateFailedError, JobCancelledError, ChildKilledError and its kin.
    """
    scenario = asked_scenario(plan)
    table = gap_table(scenario.region_id, viewer=by)
    given: PlanInput = plan_input_of(table)
    problem = problem_of(scenario, given)
    options = SolveOptions(gap=float(scenario.gap_percent) / _PERCENT, time_limit_s=TIME_LIMIT_S)

    def hear(progress: Progress) -> None:
        report(share_done(progress, options), PHASES.get(progress.phase, progress.phase))

    result = run_in_child(
        search,
        Question(problem=problem, options=options),
        memory_mb=MEMORY_MB,
        cpu_s=int(TIME_LIMIT_S) + CPU_RESERVE_S,
        on_message=hear,
        is_cancelled=is_cancelled,
    )
    certificate = certify(problem, result)
    if result.infeasible is None and not certificate.is_ok:
        rules = ", ".join(line.rule for line in certificate.lines if not line.is_ok)
        raise CertificateFailedError(params={"rules": rules})
    return Computed(
        problem=problem,
        options=options,
        result=result,
        explanation=explain(problem, result),
        certificate=certificate,
        caution=given.caution,
        data_sha256=given.data_hash,
        provenance=gaps_json(table)["provenance"],
        nothing=_nothing(result),
    )


def store(plan: Plan, computed: Computed, *, by: Actor) -> Result:
    """Write result and items of a plan; called inside the step that finishes it."""
    question = json.dumps(problem_to_json(computed.problem), sort_keys=True).encode()
    kept = keep(
        gzip.compress(question, mtime=0),
        name=f"{plan.reference}-question.json.gz",
        content_type="application/gzip",
        visibility=Visibility.PRIVATE,
        by=by,
    )
    told, answer = computed.explanation, computed.result
    result = Result(
        plan=plan,
        problem_file=kept,
        problem_sha256=hashlib.sha256(question).hexdigest(),
        data_sha256=computed.data_sha256,
        answer=result_to_json(answer),
        explanation=explanation_to_json(told),
        certificate=certificate_to_json(computed.certificate),
        provenance=computed.provenance,
        options=asdict(computed.options),
        caution=computed.caution,
        solver_version=answer.solver_version,
        cost_czk=answer.cost_czk,
        value=answer.value,
        bound=Decimal(str(answer.bound)).quantize(_PLACES, rounding="ROUND_CEILING"),
        need_fte=told.need_fte,
        met_before_fte=told.met_before_fte,
        met_after_fte=told.met_after_fte,
        computed_at=clock.now(),
        seconds=answer.seconds,
    )
    result.save()
    for place in answer.places:
        Item(
            plan=plan,
            municipality_id=place.site,
            kind=place.kind.value,
            fte=place.fte,
            used_fte=place.used_fte,
            is_new=place.is_new,
            cost_czk=place.cost_czk,
        ).save()
    return result


def problem_json(error: ZazemiError) -> dict[str, Any]:
    """Keep an error's sentence with its parameters, to be translated when read."""
    return {
        "message": error.message,
        "way_out": error.way_out,
        "params": {name: str(value) for name, value in error.params.items()},
    }


def _nothing(result: PlanResult) -> dict[str, Any] | None:
    if result.infeasible is None:
        return None
    reason = result.infeasible.reason
    params = {name: str(value) for name, value in result.infeasible.params.items()}
    return {"message": INFEASIBLE_SENTENCES[reason], "way_out": "", "params": params, "reason": reason.value}
