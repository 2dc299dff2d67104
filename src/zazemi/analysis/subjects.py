"""Settings of the problem analysis as other rooms may see them."""

from django.urls import reverse

from zazemi.analysis.models import AnalysisSettings
from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import Subject, subjects


class SettingsSubject(Subject[AnalysisSettings]):
    """Dated settings; reading them is public, their history names officials."""

    kind = "analysis-settings"
    model = AnalysisSettings

    def url(self, record: AnalysisSettings) -> str:  # noqa: ARG002 - all settings are on one page
        """Return the page of settings."""
        return reverse("analysis:settings")

    def may_be_seen(self, record: AnalysisSettings, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous


subjects.register("analysis-settings", SettingsSubject())
