"""Forms of money: usual costs, who may pay for what, who pays for a service."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from zazemi.codelists.selectors import choices_of
from zazemi.kernel import clock
from zazemi.network.choices import FORM_CHOICES, KIND_CHOICES, CapacityUnit, NormBasis
from zazemi.network.forms.fields import CrownsField
from zazemi.network.models import CostNorm, FundingRule, ServiceFunding
from zazemi.network.services import CostFields, FundingFields, RuleFields
from zazemi.territory.models import Region
from zazemi.ui.fields import AddForm, ChangeForm, DayField
from zazemi.values.services import ServiceForm as Form
from zazemi.values.services import ServiceKind

_FIRST_YEAR, _YEARS_AHEAD = 2007, 10


class CostForm(forms.Form):
    """What a unit usually costs in a year."""

    kind = forms.ChoiceField(label=_("Kind of service"), choices=KIND_CHOICES)
    unit = forms.ChoiceField(label=_("Unit"), choices=CapacityUnit.choices)
    form = forms.ChoiceField(label=_("Form"), choices=[("", _("all forms")), *FORM_CHOICES], required=False)
    region = forms.ModelChoiceField(
        label=_("Region"), queryset=Region.objects.none(), required=False, empty_label=_("everywhere")
    )
    year = forms.IntegerField(
        label=_("Year"),
        min_value=_FIRST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "is-short"}),
    )
    cost_czk = CrownsField(label=_("Usual cost of one unit a year"))
    revenue_czk = CrownsField(
        label=_("Usual revenue of one unit a year"),
        required=False,
        help_text=_("Payments of clients, insurance, other public money. Empty = none."),
    )
    basis = forms.ChoiceField(label=_("What it stands on"), choices=NormBasis.choices)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("The document, or the reason of the assumption.")
    )
    resolution_number = forms.CharField(label=_("Resolution"), max_length=40, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        regions = cast("forms.ModelChoiceField[Region]", self.fields["region"])
        regions.queryset = Region.objects.all()
        cast("forms.IntegerField", self.fields["year"]).max_value = clock.today().year + _YEARS_AHEAD

    @staticmethod
    def initial_of(norm: CostNorm) -> dict[str, object]:
        """Return what the form begins with."""
        names = ("kind", "unit", "form", "region", "year", "cost_czk", "revenue_czk", "basis", "source")
        return {name: getattr(norm, name) for name in (*names, "resolution_number")}

    def fields_of(self) -> CostFields:
        """Return what was typed."""
        values = self.cleaned_data
        return CostFields(
            region=values["region"],
            kind=ServiceKind(values["kind"]),
            form=Form(values["form"]) if values["form"] else None,
            unit=CapacityUnit(values["unit"]),
            year=values["year"],
            cost_czk=values["cost_czk"],
            revenue_czk=values["revenue_czk"] or 0,
            basis=NormBasis(values["basis"]),
            source=values["source"],
            resolution_number=values["resolution_number"],
        )


class CostAddForm(CostForm, AddForm):
    """A new cost norm."""


class CostChangeForm(CostForm, ChangeForm):
    """A changed cost norm."""


class _FromSource(forms.Form):
    """A source of money by the code list."""

    source = forms.ChoiceField(label=_("Source of money"))

    def __init__(self, *args: Any, keep: str = "", **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        offered = choices_of("funding_sources", keep=[keep] if keep else [])
        cast("forms.ChoiceField", self.fields["source"]).choices = offered


class RuleForm(_FromSource):
    """Who may pay for what."""

    kind = forms.ChoiceField(label=_("Kind of service"), choices=KIND_CHOICES)
    legal_basis = forms.CharField(
        label=_("Call or legal basis"), max_length=300, help_text=_("For example: OPZ+, call 22_003.")
    )
    valid_from = DayField(label=_("Valid from"))
    valid_to = DayField(label=_("Valid to (last day)"), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    @staticmethod
    def initial_of(rule: FundingRule) -> dict[str, object]:
        """Return what the form begins with."""
        names = ("source", "kind", "legal_basis", "valid_from", "valid_to", "note")
        return {name: getattr(rule, name) for name in names}

    def fields_of(self) -> RuleFields:
        """Return what was typed."""
        values = self.cleaned_data
        return RuleFields(
            source=values["source"],
            kind=ServiceKind(values["kind"]),
            legal_basis=values["legal_basis"],
            valid_from=values["valid_from"],
            valid_to=values["valid_to"],
            note=values["note"],
        )


class RuleAddForm(RuleForm, AddForm):
    """A new rule."""


class RuleChangeForm(RuleForm, ChangeForm):
    """A changed rule."""


class FundingForm(_FromSource):
    """Who pays for a service from when to when."""

    valid_from = DayField(label=_("Paid from"))
    valid_to = DayField(
        label=_("Paid to (last day)"),
        required=False,
        help_text=_("Left empty, the end is open and nobody is warned."),
    )
    amount_czk = CrownsField(label=_("Amount for the whole time"), required=False)
    project = forms.CharField(
        label=_("Project or decision"), max_length=200, required=False, help_text=_("Number and name.")
    )

    @staticmethod
    def initial_of(funding: ServiceFunding) -> dict[str, object]:
        """Return what the form begins with."""
        names = ("source", "valid_from", "valid_to", "amount_czk", "project")
        return {name: getattr(funding, name) for name in names}

    def fields_of(self) -> FundingFields:
        """Return what was typed."""
        names = ("source", "valid_from", "valid_to", "amount_czk", "project")
        return FundingFields(**{name: self.cleaned_data[name] for name in names})


class FundingAddForm(FundingForm, AddForm):
    """A new funding."""


class FundingChangeForm(FundingForm, ChangeForm):
    """A changed funding."""
