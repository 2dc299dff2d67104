"""Pages of models of need: which one counts, coefficients with their origin."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from zazemi.analysis.choices import KINDS, kind_name
from zazemi.analysis.forms.need_models import coefficient_text
from zazemi.analysis.selectors import ListedModel, SettingsInForce, coefficients_of
from zazemi.analysis.selectors.need_models import COMMON_NAMES, KIND_COEFFICIENT_NAMES
from zazemi.measures.need import Basis, Coefficient, NeedModel


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownModel:
    """A model in the list."""

    code: str
    name: str
    dated: dt.date
    pk: int | None
    is_in_force: bool
    is_frozen: bool
    days: Sequence[dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCoefficient:
    """A coefficient with its origin; ``other`` is the value in force where it differs."""

    name: str
    value: str
    unit: str
    basis: str
    source: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPage:
    """One model: what it is, its coefficients by kind."""

    model: ShownModel
    note: str
    groups: Sequence[tuple[str, Sequence[ShownCoefficient]]]
    assumptions: int
    count: int


def models_page(listed: Sequence[ListedModel], now: SettingsInForce) -> list[ShownModel]:
    """All models as they are listed."""
    return [_shown(one, now) for one in listed]


def model_page(model: NeedModel, listed: ListedModel, now: SettingsInForce) -> ModelPage:
    """Put one model together."""
    flat, in_force = coefficients_of(model), coefficients_of(now.need_model)
    groups = {"": gettext("For all kinds"), **{kind.value: kind_name(kind) for kind in KINDS}}
    return ModelPage(
        model=_shown(listed, now),
        note=listed.record.note if listed.record else gettext("The model of the project."),
        groups=[
            (
                title,
                [
                    _coefficient(name, one, in_force[name])
                    for name, one in flat.items()
                    if name.rpartition(".")[0] == prefix
                ],
            )
            for prefix, title in groups.items()
        ],
        assumptions=sum(one.basis is Basis.ASSUMPTION for one in flat.values()),
        count=len(flat),
    )


def _shown(one: ListedModel, now: SettingsInForce) -> ShownModel:
    return ShownModel(
        code=one.code,
        name=one.name or gettext("Model of the project"),
        dated=one.dated,
        pk=one.record.pk if one.record else None,
        is_in_force=one.code == now.need_model.version,
        is_frozen=one.is_frozen,
        days=one.in_force_from,
    )


def _coefficient(name: str, one: Coefficient, in_force: Coefficient) -> ShownCoefficient:
    last = name.rsplit(".", 1)[-1]
    return ShownCoefficient(
        name=gettext({**COMMON_NAMES, **KIND_COEFFICIENT_NAMES}[last]),
        value=coefficient_text(one.value),
        unit=gettext(one.unit),
        basis=gettext("sourced") if one.basis is Basis.SOURCED else gettext("assumption"),
        source=gettext(one.source),
        other="" if one.value == in_force.value else coefficient_text(in_force.value),
    )
