"""Records of the problem analysis: settings, models of need, needs that people state, saved runs."""

from zazemi.analysis.models.need_models import NeedModelRecord
from zazemi.analysis.models.runs import SavedRun
from zazemi.analysis.models.settings import AnalysisSettings
from zazemi.analysis.models.stated import StatedNeed

__all__ = ["AnalysisSettings", "NeedModelRecord", "SavedRun", "StatedNeed"]
