"""The doctor finds a plan that costs more than the scenario it answers allows."""

import pytest

from zazemi.planning.checks import sums_fit
from zazemi.planning.models import Scenario

pytestmark = pytest.mark.django_db


def test_a_plan_over_its_budget_is_found(plan):
    Scenario.history.update(budget_czk=1)
    assert [finding.where for finding in sums_fit()] == [plan.reference]
