"""Pages of money: what services usually cost, who may pay for what."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from zazemi.codelists.selectors import labels_of
from zazemi.kernel.permissions import may
from zazemi.kernel.requests import ActorRequest
from zazemi.network import presenters, selectors, services
from zazemi.network.edit_pages import AddPage, ChangePage, EditPage
from zazemi.network.forms.fields import today
from zazemi.network.forms.money import CostAddForm, CostChangeForm, RuleAddForm, RuleChangeForm
from zazemi.network.models import CostNorm, FundingRule
from zazemi.network.selectors import cost_norm_with, rule_with


@require_GET
def money(request: ActorRequest) -> HttpResponse:
    """List usual costs and who may pay for what."""
    sources = labels_of("funding_sources")
    context = {
        "norms": selectors.cost_norms(),
        "rules": presenters.rule_lines(selectors.funding_rules(), sources, today()),
        "may_state": may(request.actor, "network.state_coverage"),
        "day": today(),
    }
    return render(request, "network/money.html", context)


class _OfMoney(EditPage):
    """The page belongs to the list of money, which is no service."""

    def service(self) -> str:
        """Name the list."""
        return str(_("Costs and payers"))

    def facts(self) -> str:
        """Say what the record is."""
        return str(self.record) if self.record is not None else ""

    def url_back(self) -> str:
        """Back to the list."""
        return reverse("network:money")


class CostAdd(_OfMoney, AddPage):
    """A new cost norm."""

    form_class = CostAddForm
    heading = _("New cost norm")
    lead = _("What one unit usually costs and brings in a year, as the regional council approved it.")
    form: CostAddForm

    def first_values(self) -> dict[str, object]:
        """Begin with this year."""
        return {"year": today().year}

    def add(self, _values: dict[str, Any]) -> str:
        """Write the norm."""
        services.add_cost_norm(fields=self.form.fields_of(), by=self.request.actor)
        return self.url_back()


class CostChange(_OfMoney, ChangePage):
    """A changed cost norm."""

    form_class = CostChangeForm
    heading = _("Change of the cost norm")
    record: CostNorm

    def found(self, pk: int) -> CostNorm:
        """Return the norm."""
        norm = cost_norm_with(pk)
        if norm is None:
            raise Http404
        return norm

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return CostChangeForm.initial_of(self.record)

    def change(self, form: CostChangeForm, version: int) -> None:
        """Write the change."""
        services.change_cost_norm(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )


class RuleAdd(_OfMoney, AddPage):
    """A new rule."""

    form_class = RuleAddForm
    heading = _("New rule: who may pay for what")
    form: RuleAddForm

    def first_values(self) -> dict[str, object]:
        """Begin with today."""
        return {"valid_from": today()}

    def add(self, _values: dict[str, Any]) -> str:
        """Write the rule."""
        services.add_rule(fields=self.form.fields_of(), by=self.request.actor)
        return self.url_back()


class RuleChange(_OfMoney, ChangePage):
    """A changed rule."""

    form_class = RuleChangeForm
    heading = _("Change of the rule")
    record: FundingRule

    def form_options(self) -> dict[str, Any]:
        """Offer the stored source even when it has ended."""
        return {"keep": self.record.source}

    def found(self, pk: int) -> FundingRule:
        """Return the rule."""
        rule = rule_with(pk)
        if rule is None:
            raise Http404
        return rule

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return RuleChangeForm.initial_of(self.record)

    def change(self, form: RuleChangeForm, version: int) -> None:
        """Write the change."""
        services.change_rule(
            self.record, fields=form.fields_of(), expected_version=version, by=self.request.actor
        )
