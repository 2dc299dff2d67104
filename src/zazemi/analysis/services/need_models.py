"""Writing models of need and putting one in force from a day.

Raises:  NeedModelRefusedError, NeedModelInForceError, BadCoefficientError, UnknownNeedModelError,
         StaleVersionError.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop

from zazemi.analysis.choices import Basis
from zazemi.analysis.errors import BadCoefficientError, NeedModelInForceError, NeedModelRefusedError
from zazemi.analysis.models import AnalysisSettings, NeedModelRecord
from zazemi.analysis.permissions import SET
from zazemi.analysis.selectors.need_models import (
    COMMON_NAMES,
    KIND_COEFFICIENT_NAMES,
    coefficients_json,
    model_from,
    need_model,
    was_in_force,
)
from zazemi.analysis.selectors.settings import starting_values
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.measures.need import Coefficient, NeedModel

ABOVE_ZERO = ("full_intensity_from_index", "clients_per_fte")
SHARES = ("intensity_at_zero", "largest_share_of_inhabitants")
LARGEST_VALUE = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelValues:
    """What a person says of a model; coefficients by name, all of them."""

    code: str
    name: str
    dated: dt.date
    note: str
    coefficients: Mapping[str, Coefficient]


def save_model(
    values: ModelValues,
    *,
    by: Actor,
    record: NeedModelRecord | None = None,
    expected_version: int | None = None,
) -> NeedModelRecord:
    """Write a new model, or change one that has never been in force."""
    if not may(by, SET):
        raise NeedModelRefusedError
    check_coefficients(values.coefficients)
    if record is not None and was_in_force(record.code):
        raise NeedModelInForceError(params={"code": record.code})
    with step(by, gettext_noop("Model of need")):
        kept = NeedModelRecord() if record is None else record
        kept.code, kept.name, kept.dated, kept.note = values.code, values.name, values.dated, values.note
        kept.coefficients = coefficients_json(values.coefficients)
        kept.save(expected_version=expected_version)
    return kept


def preview_of(values: ModelValues) -> NeedModel:
    """The model that would be saved; nothing is written."""
    return model_from(values.code, values.dated, values.coefficients)


def put_in_force(code: str, *, valid_from: dt.date, source: str, by: Actor) -> AnalysisSettings:
    """Let a model count from a day on; everything else in the settings of that day stays.

    Settings that begin on the very day are changed, otherwise new ones begin. Settings that begin
    later keep their own model.
    """
    if not may(by, SET):
        raise NeedModelRefusedError
    need_model(code)
    with step(by, gettext_noop("Model of need put in force")):
        record = AnalysisSettings.objects.filter(valid_from=valid_from).first()
        if record is None:
            record = AnalysisSettings(valid_from=valid_from)
            for name, value in starting_values(valid_from).items():
                setattr(record, name, value)
            record.basis = Basis.ASSUMPTION
        record.need_model = code
        record.source = source
        record.save()
    return record


def check_coefficients(coefficients: Mapping[str, Coefficient]) -> None:
    """Refuse numbers that cannot be computed with."""
    for name, one in coefficients.items():
        last = name.rsplit(".", 1)[-1]
        lowest = 0.0 if last not in ABOVE_ZERO else math.nextafter(0.0, 1.0)
        highest = 1.0 if last in SHARES else LARGEST_VALUE
        if not lowest <= one.value <= highest:
            said = {**COMMON_NAMES, **KIND_COEFFICIENT_NAMES}[last]
            raise BadCoefficientError(params={"name": said, "value": f"{one.value:g}"})
