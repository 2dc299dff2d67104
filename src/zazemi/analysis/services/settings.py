"""Writing of the room: the dated settings of the analysis."""

from typing import Any

from django.utils.translation import gettext_noop

from zazemi.analysis.errors import SettingsDayTakenError, SettingsRefusedError
from zazemi.analysis.models import AnalysisSettings
from zazemi.analysis.permissions import SET
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step


def set_settings(
    *,
    values: dict[str, Any],
    by: Actor,
    settings: AnalysisSettings | None = None,
    expected_version: int | None = None,
) -> AnalysisSettings:
    """Add settings valid from a day, or change those given.

    Args:
        values: fields of ``AnalysisSettings`` by name, already checked for shape.
        by: who sets them; the head of the regional department, or a machine.
        settings: the record to change; without it a new one is made.
        expected_version: the version the editor has read.

    Raises:
        SettingsRefusedError: the actor is not the head of the department.
        SettingsDayTakenError: other settings begin on the same day.
        StaleVersionError: somebody has saved in between.
    """
    if not may(by, SET):
        raise SettingsRefusedError
    with step(by, gettext_noop("Settings of the problem analysis")):
        record = AnalysisSettings() if settings is None else settings
        for name, value in values.items():
            setattr(record, name, value)
        taken = AnalysisSettings.objects.filter(valid_from=record.valid_from).exclude(pk=record.pk)
        if taken.exists():
            raise SettingsDayTakenError(params={"valid_from": record.valid_from})
        record.save(expected_version=expected_version)
    return record
