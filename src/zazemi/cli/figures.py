"""``index``, ``gaps`` and ``plan``: the main job on the console."""

import argparse
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zazemi.analysis import selectors as analysis
from zazemi.cli.command import Command, Exit
from zazemi.cli.output import Output
from zazemi.indicators import selectors as indicators
from zazemi.indicators import services as index_services
from zazemi.kernel.actor import Actor
from zazemi.network.choices import KIND_LABELS
from zazemi.planning import selectors as plans
from zazemi.planning import services as planning

SHOWN_DIFFERENCES = 20
DEFAULT_BUDGET_CZK = 35_000_000
DEFAULT_MONTHS = 19


def _index_check(asked: argparse.Namespace, output: Output) -> Exit:
    points = Path(asked.points) if asked.points else None
    with output.progress(_("Recomputing the index")) as report:
        check = index_services.check_workbook(Path(asked.file), points)
        report(1.0, "")
    output.result(check.as_dict())
    output.say(
        _("%(equal)s of %(total)s equal the published index; with a school of their own %(own)s of %(all)s.")
        % {
            "equal": check.equal,
            "total": check.total,
            "own": check.own_school_equal,
            "all": check.own_school_total,
        }
    )
    for difference in check.differences[:SHOWN_DIFFERENCES]:
        output.say("  " + ", ".join(f"{name} {value}" for name, value in difference.items()))
    return Exit.GOOD if check.equal == check.total else Exit.FINDING


def _index_compute(asked: argparse.Namespace, output: Output) -> Exit:
    with output.progress(_("Computing the index")) as report:
        done = index_services.compute_index(asked.year, by=Actor.for_machine("console"))
        report(1.0, "")
    regions = indicators.region_indexes(asked.year)
    output.result({"computations": [one.pk for one in done], "regions": [_region(one) for one in regions]})
    output.table(
        [_("Region"), "0–1", "2–7", "8–11", "12–30"],
        [(one.name, *one.counts) for one in regions],
    )
    return Exit.GOOD


def _region(one: indicators.RegionIndex) -> dict[str, object]:
    return {"code": one.code, "name": one.name, "classes": list(one.counts)}


def _index(asked: argparse.Namespace, output: Output) -> Exit:
    return _index_check(asked, output) if asked.what == "check" else _index_compute(asked, output)


def _index_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=["check", "compute"], help=_("check a workbook, or compute what is loaded")
    )
    parser.add_argument("file", nargs="?", default="", help=_("the official workbook (check)"))
    parser.add_argument(
        "--points", default="", help=_("file with definition points; default: beside the workbook")
    )
    parser.add_argument("--year", type=int, default=None, help=_("year of the data (compute)"))


def _gaps(asked: argparse.Namespace, output: Output) -> Exit:
    table = analysis.gap_table(asked.region, viewer=Actor.for_machine("console"))
    output.result(analysis.gaps_json(table))
    rows = [
        (
            str(KIND_LABELS[kind]),
            f"{total.need:.1f}",
            *_served(total, has_register=table.has_register),
            *_verdicts(total),
        )
        for kind, total in table.totals.items()
    ]
    names = [_("missing"), _("insufficient"), _("sufficient"), _("not needed"), _("unknown")]
    output.table([_("Service"), _("Need (FTE)"), _("Served (FTE)"), _("Shortfall (FTE)"), *names], rows)
    if table.caution:
        output.say(_(table.caution))
    return Exit.GOOD


def _served(total: analysis.KindTotal, *, has_register: bool) -> tuple[str, str]:
    """What is served and what is short; nothing is claimed where no register covers the region."""
    return (f"{total.served:.1f}", f"{total.shortfall:.1f}") if has_register else ("–", "–")


def _verdicts(total: analysis.KindTotal) -> list[int]:
    order = ("missing", "insufficient", "sufficient", "not_needed", "unknown")
    counts = {verdict.value: count for verdict, count in total.counts.items()}
    return [counts.get(name, 0) for name in order]


def _gaps_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--region", required=True, metavar="CODE", help=_("code of the region, such as CZ051")
    )


def _plan(asked: argparse.Namespace, output: Output) -> Exit:
    with output.progress(_("Planning")) as report:
        plan = planning.plan_now(
            region_code=asked.region,
            budget_czk=asked.budget_czk,
            months=asked.months,
            by=Actor.for_machine("console"),
            on_progress=report,
        )
    output.result(plans.plan_json(plan))
    for sentence in plans.sentences_of(plan):
        output.say(sentence)
    return Exit.GOOD if plans.is_usable(plan) else Exit.FINDING


def _plan_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--region", required=True, metavar="CODE", help=_("code of the region, such as CZ051")
    )
    parser.add_argument("--budget-czk", type=int, default=DEFAULT_BUDGET_CZK, help=_("budget in CZK"))
    parser.add_argument("--months", type=int, default=DEFAULT_MONTHS, help=_("length in months"))


COMMANDS = (
    Command(
        name="index",
        help=gettext_lazy(
            "Check the index against an official workbook (no database needed), or compute it."
        ),
        example="zazemi index check index_socialniho_vylouceni_2023.xlsx --json",
        configure=_index_arguments,
        run=_index,
    ),
    Command(
        name="gaps",
        help=gettext_lazy("Say what is missing and what is insufficient in a region."),
        example="zazemi gaps --region CZ051 --json",
        configure=_gaps_arguments,
        run=_gaps,
    ),
    Command(
        name="plan",
        help=gettext_lazy("Plan a budget and say how much better any plan could be."),
        example="zazemi plan --region CZ051 --budget-czk 35000000 --months 19 --json out.json",
        configure=_plan_arguments,
        run=_plan,
    ),
)
