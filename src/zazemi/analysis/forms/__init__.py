"""Forms of the room: shape and syntax only."""

from zazemi.analysis.forms.need_models import ForceForm, NeedModelForm
from zazemi.analysis.forms.settings import SettingsForm
from zazemi.analysis.forms.stated import StatementForm, WithdrawForm

__all__ = ["ForceForm", "NeedModelForm", "SettingsForm", "StatementForm", "WithdrawForm"]
