"""What must always hold of imports: their file is kept, and it is the file they name."""

from collections.abc import Iterator

from zazemi.intake.models import ImportRun
from zazemi.kernel.checks import Finding, add_check
from zazemi.values.text import N_


def files_of_runs() -> Iterator[Finding]:
    """Find imports whose kept file is another one than they say."""
    for run in ImportRun.objects.filter(file__isnull=False).select_related("file").iterator():
        if run.file is not None and run.file.sha256 != run.file_sha256:
            yield Finding(
                message=N_("The import names another file than the one that is kept."),
                where=f"{run.kind} {run.pk}",
            )


add_check("intake.files", N_("Every import keeps the file it names"), files_of_runs)
