"""Records of the problem analysis as other rooms may see them."""

from django.urls import reverse

from zazemi.analysis.models import AnalysisSettings, NeedModelRecord, SavedRun, StatedNeed
from zazemi.analysis.permissions import READ_STATEMENTS
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
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


class NeedModelSubject(Subject[NeedModelRecord]):
    """A model of need; reading it is public, its history names officials."""

    kind = "need-model"
    model = NeedModelRecord

    def url(self, record: NeedModelRecord) -> str:
        """Return the page of the model."""
        return reverse("analysis:model", args=[record.code])

    def may_be_seen(self, record: NeedModelRecord, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous


class StatedNeedSubject(Subject[StatedNeed]):
    """A need that people state; only those who work with statements read it."""

    kind = "stated-need"
    model = StatedNeed

    def url(self, record: StatedNeed) -> str:
        """Return the list of statements of its region."""
        region = record.municipality.region_id if record.municipality else ""
        region = record.orp.region_id if record.orp else region
        return f"{reverse('analysis:stated')}?kraj={region}"

    def may_be_seen(self, record: StatedNeed, viewer: Actor) -> bool:
        """Whether the viewer reads statements."""
        return may(viewer, READ_STATEMENTS, record)


class SavedRunSubject(Subject[SavedRun]):
    """A saved run of the analysis; its history names officials."""

    kind = "saved-run"
    model = SavedRun

    def url(self, record: SavedRun) -> str:  # noqa: ARG002 - runs have no page of their own yet
        """Return the page of needs."""
        return reverse("analysis:needs")

    def may_be_seen(self, record: SavedRun, viewer: Actor) -> bool:  # noqa: ARG002 - the same for all
        """Whether the viewer is signed in."""
        return not viewer.is_anonymous


subjects.register("analysis-settings", SettingsSubject())
subjects.register("need-model", NeedModelSubject())
subjects.register("stated-need", StatedNeedSubject())
subjects.register("saved-run", SavedRunSubject())
