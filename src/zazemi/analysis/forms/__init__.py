"""Forms of the room: shape and syntax only."""

from zazemi.analysis.forms.need_models import ForceForm, NeedModelForm
from zazemi.analysis.forms.runs import RunForm
from zazemi.analysis.forms.settings import SettingsForm
from zazemi.analysis.forms.stated import StatementForm, WithdrawForm
from zazemi.analysis.forms.ways import WayForm

__all__ = [
    "ForceForm",
    "NeedModelForm",
    "RunForm",
    "SettingsForm",
    "StatementForm",
    "WayForm",
    "WithdrawForm",
]
