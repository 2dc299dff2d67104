"""The imports that all figures come from; to staff also those that were not stored."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from zazemi.documents.cells import Kind, Row
from zazemi.documents.open_tables import OpenColumn, OpenTable, open_tables
from zazemi.intake.models import ImportRun
from zazemi.intake.selectors import public_runs, runs
from zazemi.kernel.actor import Actor, Role

STAFF = frozenset({Role.REGIONAL_OFFICER, Role.HEAD, Role.ADMINISTRATOR})
COLUMNS = (
    OpenColumn(key="cislo", title=_("Number of the import"), kind=Kind.INT),
    OpenColumn(key="druh", title=_("Kind")),
    OpenColumn(key="soubor", title=_("File")),
    OpenColumn(key="zdroj", title=_("Source")),
    OpenColumn(key="licence", title=_("Licence")),
    OpenColumn(key="prevzato", title=_("Taken from the source on"), kind=Kind.DATE),
    OpenColumn(key="ulozeno", title=_("Stored on"), kind=Kind.DATE),
    OpenColumn(key="radku", title=_("Rows"), kind=Kind.INT),
    OpenColumn(key="sha256", title=_("Fingerprint"), text="sha256"),
)


def stored(viewer: Actor) -> Iterator[Row]:
    """Yield the stored imports that anybody may know of."""
    del viewer
    for run in public_runs().iterator():
        yield _row(run)


def all_runs(viewer: Actor) -> Iterator[Row]:
    """Yield every import that the viewer may see, with how it ended."""
    for run in runs(viewer).order_by("pk").iterator():
        yield {
            **_row(run),
            "stav": run.state,
            "novych": run.rows_new,
            "zmenenych": run.rows_changed,
            "stejnych": run.rows_same,
            "s_chybou": run.rows_refused,
        }


def _row(run: ImportRun) -> Row:
    return {
        "cislo": run.pk,
        "druh": run.kind,
        "soubor": run.file_name,
        "zdroj": run.source,
        "licence": run.licence,
        "prevzato": run.taken_on,
        "ulozeno": run.decided_at.date() if run.decided_at else None,
        "radku": run.rows_in,
        "sha256": run.file_sha256,
    }


open_tables.register(
    "zdroje_dat",
    OpenTable(
        name="zdroje_dat",
        title=_("Sources of data"),
        text=_("Every stored file: where it comes from, its licence and fingerprint."),
        columns=COLUMNS,
        rows=stored,
        primary_key=["cislo"],
    ),
)
open_tables.register(
    "vsechny_importy",
    OpenTable(
        name="vsechny_importy",
        title=_("All imports"),
        text=_("For staff: every import with how it ended and its counts of rows."),
        columns=[
            *COLUMNS,
            OpenColumn(key="stav", title=_("State")),
            OpenColumn(key="novych", title=_("New"), kind=Kind.INT),
            OpenColumn(key="zmenenych", title=_("Changed rows"), kind=Kind.INT),
            OpenColumn(key="stejnych", title=_("The same"), kind=Kind.INT),
            OpenColumn(key="s_chybou", title=_("With an error"), kind=Kind.INT),
        ],
        rows=all_runs,
        primary_key=["cislo"],
        roles=STAFF,
    ),
)
