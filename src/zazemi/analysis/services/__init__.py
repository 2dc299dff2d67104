"""Writing of the room: settings, models of need, needs stated by people, saved runs."""

from zazemi.analysis.services.need_models import ModelValues, put_in_force, save_model
from zazemi.analysis.services.runs import save_run
from zazemi.analysis.services.settings import set_settings
from zazemi.analysis.services.stated import StatementValues, change_need, state_need, withdraw_need

__all__ = [
    "ModelValues",
    "StatementValues",
    "change_need",
    "put_in_force",
    "save_model",
    "save_run",
    "set_settings",
    "state_need",
    "withdraw_need",
]
