"""Imports as other rooms may see them: for those who may bring in such a file."""

from django.urls import reverse

from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import runs
from zazemi.kernel.actor import Actor
from zazemi.kernel.subjects import Subject, subjects


class ImportSubject(Subject[ImportRun]):
    """An import."""

    kind = "import"
    model = ImportRun

    def title(self, record: ImportRun) -> str:
        """Return the name of the file."""
        return record.file_name

    def url(self, record: ImportRun) -> str:
        """Return the page of the import."""
        return reverse("intake:run", args=[record.pk])

    def may_be_seen(self, record: ImportRun, viewer: Actor) -> bool:
        """Whether the viewer may see the import."""
        return runs(viewer).filter(pk=record.pk).exists()


subjects.register("import", ImportSubject())
