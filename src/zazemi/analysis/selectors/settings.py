"""Which settings of the analysis are in force on a day."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet

from zazemi.analysis.choices import Basis
from zazemi.analysis.models import AnalysisSettings
from zazemi.analysis.selectors.need_models import need_model
from zazemi.kernel import clock
from zazemi.measures.gaps import GAP_SETTINGS_2026, GapSettings, VerdictSettings
from zazemi.measures.need import NEED_MODEL_2026, NeedModel
from zazemi.values.services import ServiceKind
from zazemi.values.text import N_

DEFAULT_SOURCE = N_("Default settings of the project; reach and thresholds are assumptions.")
WORKDAY_MINUTES = 480
_PERCENT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsInForce:
    """Everything the analysis counts with on a day.

    ``record_id`` is ``None`` for the default settings of the project;
    ``workday_minutes`` turns the way of field staff into overhead of a plan.
    """

    record_id: int | None
    label: str
    valid_from: dt.date
    gaps: GapSettings
    need_model: NeedModel
    workday_minutes: int
    basis: Basis
    source: str

    def as_json(self) -> dict[str, Any]:
        """Return all numbers as plain values, for files and for the data hash."""
        gaps = self.gaps
        return {
            "label": self.label,
            "valid_from": self.valid_from.isoformat(),
            "needed_from_fte": str(gaps.verdict.needed_from_fte),
            "sufficient_from_share": str(gaps.verdict.sufficient_from_share),
            "near_limit_from_share": str(gaps.verdict.near_limit_from_share),
            "limit_minutes": {kind.value: minutes for kind, minutes in sorted(gaps.limit_minutes.items())},
            "decay_full_minutes": gaps.decay_full_minutes,
            "decay_at_limit": gaps.decay_at_limit,
            "workday_minutes": self.workday_minutes,
            "need_model": self.need_model.version,
            "basis": self.basis.value,
            "source": self.source,
        }


def settings_from_json(stored: Mapping[str, Any], model: NeedModel) -> SettingsInForce:
    """Read back what ``as_json`` wrote; the model of need is stored beside it."""
    gaps = dataclasses.replace(
        GAP_SETTINGS_2026,
        version=stored["label"],
        valid_from=dt.date.fromisoformat(stored["valid_from"]),
        limit_minutes=MappingProxyType(
            {ServiceKind(kind): float(minutes) for kind, minutes in stored["limit_minutes"].items()}
        ),
        verdict=VerdictSettings(
            needed_from_fte=Decimal(stored["needed_from_fte"]),
            sufficient_from_share=Decimal(stored["sufficient_from_share"]),
            near_limit_from_share=Decimal(stored["near_limit_from_share"]),
        ),
        decay_full_minutes=float(stored["decay_full_minutes"]),
        decay_at_limit=float(stored["decay_at_limit"]),
    )
    return SettingsInForce(
        record_id=None,
        label=stored["label"],
        valid_from=gaps.valid_from,
        gaps=gaps,
        need_model=model,
        workday_minutes=int(stored["workday_minutes"]),
        basis=Basis(stored["basis"]),
        source=stored["source"],
    )


def default_settings() -> SettingsInForce:
    """The settings that hold until somebody sets others."""
    return SettingsInForce(
        record_id=None,
        label=GAP_SETTINGS_2026.version,
        valid_from=GAP_SETTINGS_2026.valid_from,
        gaps=GAP_SETTINGS_2026,
        need_model=NEED_MODEL_2026,
        workday_minutes=WORKDAY_MINUTES,
        basis=Basis.ASSUMPTION,
        source=DEFAULT_SOURCE,
    )


def settings_on(day: dt.date | None = None) -> SettingsInForce:
    """The settings in force on ``day`` (today without one)."""
    asked = day or clock.today()
    record = AnalysisSettings.objects.filter(valid_from__lte=asked).order_by("-valid_from").first()
    return default_settings() if record is None else in_force(record)


def in_force(record: AnalysisSettings) -> SettingsInForce:
    """Turn a record into what the measures count with."""
    label = f"{record.valid_from.isoformat()}/{record.version}"
    gaps = dataclasses.replace(
        GAP_SETTINGS_2026,
        version=label,
        valid_from=record.valid_from,
        limit_minutes=MappingProxyType(
            {
                ServiceKind.FIELD_PROGRAMME: float(record.field_programme_minutes),
                ServiceKind.LOW_THRESHOLD_CLUB: float(record.low_threshold_club_minutes),
                ServiceKind.FAMILY_ACTIVATION: float(record.family_activation_minutes),
            }
        ),
        verdict=VerdictSettings(
            needed_from_fte=record.needed_from_fte,
            sufficient_from_share=_share(record.sufficient_from_percent),
            near_limit_from_share=_share(record.near_limit_from_percent),
        ),
        decay_full_minutes=float(record.decay_full_minutes),
        decay_at_limit=record.decay_at_limit_percent / _PERCENT,
    )
    return SettingsInForce(
        record_id=record.pk,
        label=label,
        valid_from=record.valid_from,
        gaps=gaps,
        need_model=need_model(record.need_model),
        workday_minutes=record.workday_minutes,
        basis=Basis(record.basis),
        source=record.source,
    )


def settings_records() -> QuerySet[AnalysisSettings]:
    """All dated settings, newest first."""
    return AnalysisSettings.objects.all()


def starting_values(day: dt.date | None = None) -> dict[str, Any]:
    """What a form for new settings starts from: the numbers in force on a day (today without one)."""
    now = settings_on(day)
    verdict = now.gaps.verdict
    limits = now.gaps.limit_minutes
    return {
        "needed_from_fte": verdict.needed_from_fte,
        "sufficient_from_percent": round(verdict.sufficient_from_share * _PERCENT),
        "near_limit_from_percent": round(verdict.near_limit_from_share * _PERCENT),
        "field_programme_minutes": round(limits[ServiceKind.FIELD_PROGRAMME]),
        "low_threshold_club_minutes": round(limits[ServiceKind.LOW_THRESHOLD_CLUB]),
        "family_activation_minutes": round(limits[ServiceKind.FAMILY_ACTIVATION]),
        "decay_full_minutes": round(now.gaps.decay_full_minutes),
        "decay_at_limit_percent": round(now.gaps.decay_at_limit * _PERCENT),
        "workday_minutes": now.workday_minutes,
        "need_model": now.need_model.version,
        "basis": now.basis.value,
    }


def _share(percent: int) -> Decimal:
    return Decimal(percent) / _PERCENT
