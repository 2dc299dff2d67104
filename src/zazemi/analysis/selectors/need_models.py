"""Models of need by their marks: those of the project and those that people wrote.

Units:   as in ``measures.need``; every coefficient says its own.
Raises:  UnknownNeedModelError.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from zazemi.analysis.errors import UnknownNeedModelError
from zazemi.analysis.models import AnalysisSettings, NeedModelRecord
from zazemi.kernel.versions import history_model
from zazemi.measures.need import (
    NEED_MODEL_2026,
    NEED_MODELS,
    Basis,
    Coefficient,
    KindModel,
    NeedModel,
)
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

COMMON = ("intensity_at_zero", "full_intensity_from_index", "largest_share_of_inhabitants")
COMMON_NAMES = {
    "intensity_at_zero": N_("intensity where the index is zero"),
    "full_intensity_from_index": N_("full intensity from the index"),
    "largest_share_of_inhabitants": N_("at most this part of inhabitants over 15"),
}
KIND_COEFFICIENT_NAMES = {
    "per_foreclosure": N_("clients per person in foreclosure"),
    "per_housing_allowance": N_("clients per housing allowance"),
    "per_living_allowance": N_("clients per living allowance"),
    "per_long_term_seeker": N_("clients per person out of work for over 6 months"),
    "per_early_leaver": N_("clients per early leaver"),
    "clients_per_fte": N_("clients of one FTE"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedModel:
    """A model as it is listed; ``record`` is None for the models of the project."""

    code: str
    name: str
    dated: dt.date
    record: NeedModelRecord | None
    in_force_from: tuple[dt.date, ...]

    @property
    def is_frozen(self) -> bool:
        """Whether it is not changed any more, only copied."""
        return self.record is None or bool(self.in_force_from)


def coefficients_of(model: NeedModel) -> dict[str, Coefficient]:
    """All coefficients by name, the common ones first, then kind by kind."""
    flat: dict[str, Coefficient] = {name: getattr(model, name) for name in COMMON}
    for kind, rule in model.kinds.items():
        flat |= {f"{kind.value}.{name}": one for name, one in rule.coefficients().items()}
    return flat


def model_from(code: str, dated: dt.date, coefficients: Mapping[str, Coefficient]) -> NeedModel:
    """Put a model together from its coefficients by name."""
    return NeedModel(
        version=code,
        valid_from=dated,
        valid_to=None,
        intensity_at_zero=coefficients["intensity_at_zero"],
        full_intensity_from_index=coefficients["full_intensity_from_index"],
        largest_share_of_inhabitants=coefficients["largest_share_of_inhabitants"],
        kinds=MappingProxyType({kind: _kind(kind, coefficients) for kind in NEED_MODEL_2026.kinds}),
    )


def coefficients_json(coefficients: Mapping[str, Coefficient]) -> dict[str, dict[str, Any]]:
    """Coefficients as they are stored."""
    return {
        name: {"value": one.value, "basis": one.basis.value, "source": one.source}
        for name, one in coefficients.items()
    }


def coefficients_from_json(stored: Mapping[str, Mapping[str, Any]]) -> dict[str, Coefficient]:
    """Read back what ``coefficients_json`` wrote; units are those of the project's model."""
    return {
        name: Coefficient(
            value=float(stored[name]["value"]),
            unit=one.unit,
            basis=Basis(stored[name]["basis"]),
            source=str(stored[name]["source"]),
        )
        for name, one in coefficients_of(NEED_MODEL_2026).items()
    }


def model_json(model: NeedModel) -> dict[str, Any]:
    """A whole model as plain values; enough to compute with it again."""
    return {
        "code": model.version,
        "dated": model.valid_from.isoformat(),
        "coefficients": coefficients_json(coefficients_of(model)),
    }


def model_from_json(stored: Mapping[str, Any]) -> NeedModel:
    """Read back what ``model_json`` wrote."""
    return model_from(
        str(stored["code"]),
        dt.date.fromisoformat(stored["dated"]),
        coefficients_from_json(stored["coefficients"]),
    )


def model_of(record: NeedModelRecord) -> NeedModel:
    """The model that a record describes."""
    return model_from(record.code, record.dated, coefficients_from_json(record.coefficients))


def need_model(code: str) -> NeedModel:
    """The model with the mark; raises UnknownNeedModelError."""
    own = next((model for model in NEED_MODELS if model.version == code), None)
    if own is not None:
        return own
    record = NeedModelRecord.objects.filter(code=code).first()
    if record is None:
        raise UnknownNeedModelError(params={"code": code})
    return model_of(record)


def listed_models() -> Sequence[ListedModel]:
    """All models: those of the project, then those of people from the newest."""
    days: dict[str, list[dt.date]] = {}
    for code, day in AnalysisSettings.objects.order_by("valid_from").values_list("need_model", "valid_from"):
        days.setdefault(code, []).append(day)
    ours = [
        ListedModel(
            code=model.version,
            name="",
            dated=model.valid_from,
            record=None,
            in_force_from=tuple(days.get(model.version, ())),
        )
        for model in NEED_MODELS
    ]
    theirs = [
        ListedModel(
            code=record.code,
            name=record.name,
            dated=record.dated,
            record=record,
            in_force_from=tuple(days.get(record.code, ())),
        )
        for record in NeedModelRecord.objects.all()
    ]
    return [*ours, *theirs]


def was_in_force(code: str) -> bool:
    """Whether the model was ever named by settings, even by ones that were changed since."""
    return bool(history_model(AnalysisSettings).objects.filter(need_model=code).exists())


def _kind(kind: ServiceKind, coefficients: Mapping[str, Coefficient]) -> KindModel:
    return KindModel(**{name: coefficients[f"{kind.value}.{name}"] for name in KIND_COEFFICIENT_NAMES})
