"""Scenarios, plans, what they fund and the proof.

Units:   whole CZK, months, FTE of direct work; value and bound in severity-weighted FTE (see ``planner``).
Source:  a result keeps question, answer and certificate, so that it is re-checked, never re-solved.
"""

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zazemi.files.models import StoredFile
from zazemi.jobs.models import Job
from zazemi.kernel.actor import Actor
from zazemi.kernel.immutable import Immutable
from zazemi.kernel.transitions import StateField, transition
from zazemi.kernel.versions import Versioned
from zazemi.planning.choices import PlanState
from zazemi.territory.models import Municipality, Region
from zazemi.values.text import N_

LARGEST_BUDGET_CZK = 10**12
LONGEST_MONTHS = 120


class Scenario(Versioned):
    """The question: how much money for how long, and on which terms."""

    name = models.CharField(_("name"), max_length=120)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("region"))
    budget_czk = models.BigIntegerField(
        _("budget"),
        help_text=_("whole CZK for the whole time"),
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST_BUDGET_CZK)],
    )
    months = models.PositiveSmallIntegerField(
        _("length"),
        help_text=_("months"),
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_MONTHS)],
    )
    prices_on = models.DateField(_("prices of the day"))
    floor_fte = models.DecimalField(
        _("least service for everybody in need"),
        help_text=_("FTE for each municipality in need, while money can prevent zero"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("0.10"),
        validators=[MinValueValidator(0), MaxValueValidator(2)],
    )
    gap_percent = models.DecimalField(
        _("asked precision"),
        help_text=_("per cent by which a better plan could exist"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("1.00"),
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(20)],
    )
    terms = models.JSONField(_("terms by kind of service"))
    note = models.TextField(_("note"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("scenario")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                name="scenario_budget_is_positive",
                condition=Q(budget_czk__gte=1, budget_czk__lte=LARGEST_BUDGET_CZK),
                violation_error_message=_("The budget is a positive amount of whole CZK."),
            ),
            models.CheckConstraint(
                name="scenario_months_within_ten_years",
                condition=Q(months__gte=1, months__lte=LONGEST_MONTHS),
                violation_error_message=_("A plan lasts between 1 and 120 months."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def parts_of(row: Any) -> dict[str, int | Decimal]:  # noqa: ANN401 - a scenario or one of its versions
        """Return the terms one by one, as the form names them: two officers may change different ones."""
        return {
            part_name(name, kind): Decimal(value) if isinstance(value, str) else value
            for kind, stored in row.terms.items()
            for name, value in stored.items()
        }


def part_name(name: str, kind: str) -> str:
    """Name one term of one kind, such as ``opening_cost_czk__field_programme``."""
    return f"{name}__{kind}"


class Plan(Versioned):
    """The answer to one version of a scenario."""

    reference = models.CharField(_("reference number"), max_length=20, unique=True)
    scenario = models.ForeignKey(Scenario, models.PROTECT, related_name="plans", verbose_name=_("scenario"))
    scenario_version = models.PositiveIntegerField(_("version of the scenario"))
    state = StateField(_("state"), max_length=12, choices=PlanState.choices, default=PlanState.COMPUTING)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", verbose_name=_("computation"))
    ordered_at = models.DateTimeField(_("ordered"))
    ordered_by = models.CharField(_("ordered by"), max_length=200)
    problem = models.JSONField(_("why there is no plan: message, way_out, params"), null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("plan")
        ordering = ("-ordered_at", "-pk")

    def __str__(self) -> str:
        return self.reference

    @property
    def has_result(self) -> bool:
        """Whether a funded plan with its proof is stored."""
        return bool(self.state == PlanState.DRAFT)

    @property
    def is_open(self) -> bool:
        """Whether it is still being computed."""
        return bool(self.state == PlanState.COMPUTING)

    @transition("state", PlanState.COMPUTING, PlanState.DRAFT, why=N_("plan computed"))
    def finish(self, *, by: Actor) -> None:
        """Note that the result is stored."""

    @transition("state", PlanState.COMPUTING, PlanState.EMPTY, why=N_("no plan exists"))
    def find_nothing(self, *, by: Actor, problem: dict[str, Any]) -> None:  # noqa: ARG002 - kernel passes by
        """Note that no plan exists under the conditions, and why."""
        self.problem = problem

    @transition("state", PlanState.COMPUTING, PlanState.FAILED, why=N_("computation failed"))
    def fail(self, *, by: Actor, problem: dict[str, Any]) -> None:  # noqa: ARG002 - kernel passes by
        """Note that the computation failed, and why."""
        self.problem = problem

    @transition("state", PlanState.COMPUTING, PlanState.CANCELLED, why=N_("computation cancelled"))
    def cancel(self, *, by: Actor) -> None:
        """Note that the computation was cancelled."""


class Result(Immutable):
    """Question, answer, explanation and certificate of one plan."""

    plan = models.OneToOneField(Plan, models.PROTECT, related_name="result", verbose_name=_("plan"))
    problem_file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("question"))
    problem_sha256 = models.CharField(_("hash of the question"), max_length=64)
    data_sha256 = models.CharField(_("hash of the data"), max_length=64)
    answer = models.JSONField(_("answer"))
    explanation = models.JSONField(_("explanation"))
    certificate = models.JSONField(_("certificate"))
    provenance = models.JSONField(_("where the numbers come from"))
    options = models.JSONField(_("options of the search"))
    caution = models.CharField(_("caution"), max_length=300, blank=True)
    solver_version = models.CharField(_("solver"), max_length=60)
    cost_czk = models.BigIntegerField(_("cost"), help_text=_("whole CZK"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=6)
    bound = models.DecimalField(_("bound"), max_digits=14, decimal_places=6)
    need_fte = models.DecimalField(_("need"), max_digits=12, decimal_places=6)
    met_before_fte = models.DecimalField(_("met before"), max_digits=12, decimal_places=6)
    met_after_fte = models.DecimalField(_("met after"), max_digits=12, decimal_places=6)
    computed_at = models.DateTimeField(_("computed"))
    seconds = models.FloatField(_("computing time"), help_text=_("seconds"))

    class Meta:
        verbose_name = _("result of a plan")
        constraints = [
            models.CheckConstraint(
                name="plan_result_bound_not_below_value",
                condition=Q(bound__gte=models.F("value")),
                violation_error_message=_("The bound of a plan is never below its value."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.plan)

    @property
    def gap_share(self) -> Decimal | None:
        """By what share of its value a better plan could exist at most; None for a plan of no value."""
        return (self.bound - self.value) / self.value if self.value else None


class Item(Immutable):
    """FTE of one kind at one place that a plan funds."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="items", verbose_name=_("plan"))
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality")
    )
    kind = models.CharField(_("kind of service"), max_length=40)
    fte = models.DecimalField(_("FTE"), max_digits=6, decimal_places=1)
    used_fte = models.DecimalField(_("used FTE"), max_digits=12, decimal_places=6)
    is_new = models.BooleanField(_("opened by the plan"))
    cost_czk = models.BigIntegerField(_("cost"), help_text=_("whole CZK"))

    class Meta:
        verbose_name = _("item of a plan")
        ordering = ("municipality__name_sort", "kind")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "municipality", "kind"],
                name="plan_item_once_per_place_and_kind",
                violation_error_message=_("A plan funds a kind at one place once."),
            ),
            models.CheckConstraint(
                name="plan_item_is_positive",
                condition=Q(fte__gt=0, cost_czk__gte=0),
                violation_error_message=_("An item of a plan has a positive amount of FTE."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.kind} {self.municipality}"
