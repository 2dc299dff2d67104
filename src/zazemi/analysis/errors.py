"""What can go wrong in the problem analysis, each with the way out."""

from zazemi.values.errors import ZazemiError
from zazemi.values.text import N_


class SettingsRefusedError(ZazemiError):
    """The actor may not set how the needs are judged."""

    message = N_("Only the head of the regional department may change the settings of the analysis.")
    way_out = N_("Ask the head of the department for the change.")


class SettingsDayTakenError(ZazemiError):
    """There already are settings valid from the same day."""

    message = N_("Settings valid from %(valid_from)s already exist.")
    way_out = N_("Open them and change them there, or choose another day.")
