"""Every case runs both sides and says whether they agree; small instances, no look at the clock."""

from functools import partial

import pytest

from zazemi.bench.cases import CASES, gaps_case, index_case, intake_case, reach_case, served_case
from zazemi.bench.intake_cases import csv_case, dry_run_case, json_case, xlsx_case
from zazemi.bench.planning_case import planning_case
from zazemi.bench.run import as_json, measure

SMALL = {
    "index": partial(index_case, towns=300),
    "reach": partial(reach_case, towns=300),
    "served": partial(served_case, towns=120, places=20),
    "gaps": partial(gaps_case, towns=120, places=20),
    "intake": partial(intake_case, rows=50),
    "intake-csv": partial(csv_case, rows=60),
    "intake-xlsx": partial(xlsx_case, rows=60),
    "intake-dry-run": partial(dry_run_case, rows=40),
    "intake-json": partial(json_case, megabytes=0.1),
    "planning": partial(planning_case, towns=30, budget_czk=9_000_000),
}


QUICK = sorted(set(SMALL) - {"planning"})  # the plain solver takes minutes even on a small region


@pytest.mark.parametrize("name", [*QUICK, pytest.param("planning", marks=pytest.mark.slow)])
def test_ours_and_the_peer_agree(name, tmp_path):
    measured = measure(SMALL[name](tmp_path), rounds=1)
    numbers = [
        float(word) for word in measured.agreement.replace(",", "").split() if word.replace(".", "").isdigit()
    ]
    assert len(numbers) == 2
    assert numbers[0] == pytest.approx(numbers[1], rel=0.02)
    row = as_json([measured])["results"][0]
    assert row["case"] == name
    assert row["ratio"] > 0


def test_every_case_has_a_name_of_its_own(tmp_path):
    assert {"index", "reach", "served", "gaps", "intake", "planning"} <= set(CASES)
