"""An importer that keeps its rows in memory, and a way to feed it."""

from decimal import Decimal

import pytest

from zazemi.files.models import StoredFile
from zazemi.intake import services, slot
from zazemi.intake.models import ImportRun
from zazemi.intake.slot import CellKind, ColumnRule, Importer
from zazemi.intake.table import FileFormat
from zazemi.kernel.actor import Actor, Role


class Shelf(Importer):
    """Codes with a name, an amount and a day."""

    kind = "shelf"
    title = "Polička"
    formats = (FileFormat.CSV, FileFormat.XLSX, FileFormat.GEOJSON, FileFormat.TOPOJSON)
    columns = (
        ColumnRule(key="code", header="Kód", kind=CellKind.CODE, aliases=("id",)),
        ColumnRule(key="name", header="Název"),
        ColumnRule(
            key="amount", header="Množství", kind=CellKind.DECIMAL, minimum=0, maximum=Decimal(1000000)
        ),
        ColumnRule(key="day", header="Den", kind=CellKind.DAY, is_required=False, may_be_absent=True),
    )

    def __init__(self) -> None:
        self.rows = {}

    def key(self, values):
        return values["code"]

    def existing(self, rows):
        del rows
        return self.rows

    def apply(self, changes, *, run, by):
        del run, by
        for row in [*changes.new, *(one.row for one in changes.changed)]:
            self.rows[row.values["code"]] = row.values


@pytest.fixture
def shelf():
    one = Shelf()
    slot.register(one)
    yield one
    slot.forget("shelf")


@pytest.fixture
def officer():
    return Actor(user_id=1, name="Jana Malá", roles=frozenset({Role.REGIONAL_OFFICER}))


@pytest.fixture
def try_out(db, shelf, officer, tmp_path, settings):
    """Dry run of some bytes under a name."""
    settings.FILES_ROOT = tmp_path / "files"

    def try_out(content, name="policka.csv", **options: object):
        path = tmp_path / "upload"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        options.setdefault("by", officer)
        provenance = services.Provenance(source="zkouška")
        return services.dry_run(kind="shelf", path=path, name=name, provenance=provenance, **options)

    return try_out


@pytest.fixture
def nothing_written(shelf, tmp_path):
    """Say whether anything at all is left of an import."""

    def nothing_written():
        left = list((tmp_path / "files").rglob("*")) if (tmp_path / "files").exists() else []
        return (ImportRun.objects.count(), StoredFile.objects.count(), shelf.rows, left) == (0, 0, {}, [])

    return nothing_written
