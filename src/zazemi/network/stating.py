"""Pages that state what holds for the whole network: that a register is complete, how units convert."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zazemi.network import services
from zazemi.network.choices import CapacityUnit, NormBasis
from zazemi.network.edit_pages import AddPage, ChangePage
from zazemi.network.forms.fields import today
from zazemi.network.forms.stating import CoverageAddForm, CoverageChangeForm, NormAddForm
from zazemi.network.models import RegisterCoverage
from zazemi.network.selectors import coverage_with
from zazemi.values.services import ServiceKind


class CoverageAdd(AddPage):
    """The statement that none means none."""

    form_class = CoverageAddForm
    heading = _("State that a register is complete")
    lead = _(
        "From that day on, a place without a service means that none is there. "
        "Without the statement it means: not known."
    )

    def add(self, values: dict[str, Any]) -> str:
        """Write the statement."""
        services.state_coverage(
            region=values["region_code"],
            since=values["since"],
            source=values["source"],
            by=self.request.actor,
        )
        return self.url_back()


class CoverageChange(ChangePage):
    """A changed statement: since when, by which source."""

    form_class = CoverageChangeForm
    heading = _("Change of the statement about the register")
    record: RegisterCoverage

    def found(self, pk: int) -> RegisterCoverage:
        """Return the statement."""
        coverage = coverage_with(pk)
        if coverage is None:
            raise Http404
        return coverage

    def service(self) -> str:
        """Belong to no service."""
        return ""

    def facts(self) -> str:
        """Name the region."""
        return str(self.record.region)

    def initial(self) -> dict[str, object]:
        """Return the stored values."""
        return {"since": self.record.since, "source": self.record.source}

    def change(self, form: CoverageChangeForm, version: int) -> None:
        """Write the change."""
        services.change_coverage(
            self.record,
            since=form.cleaned_data["since"],
            source=form.cleaned_data["source"],
            expected_version=version,
            by=self.request.actor,
        )


class NormAdd(AddPage):
    """How many FTE one unit stands for, from a day on."""

    form_class = NormAddForm
    heading = _("New conversion norm")
    lead = _("From its first day the norm counts in lists, maps and plans. Say what it stands on.")

    def first_values(self) -> dict[str, object]:
        """Begin with today."""
        return {"valid_from": today()}

    def service(self) -> str:
        """Belong to the list of norms, which is no service."""
        return str(_("How units are converted"))

    def facts(self) -> str:
        """Say nothing above the form."""
        return ""

    def url_back(self) -> str:
        """Back to the norms."""
        return reverse("network:norms")

    def add(self, values: dict[str, Any]) -> str:
        """Write the norm."""
        services.set_norm(
            kind=ServiceKind(values["kind"]),
            unit=CapacityUnit(values["unit"]),
            fte_per_unit=values["fte_per_unit"],
            basis=NormBasis(values["basis"]),
            source=values["source"],
            valid_from=values["valid_from"],
            by=self.request.actor,
        )
        return self.url_back()
