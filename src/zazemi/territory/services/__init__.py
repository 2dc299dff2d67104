"""Loading of a whole folder of territory files through the import machine.

Units:   progress as a share 0..1.
Raises:  MissingFileError; whatever the import machine refuses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from zazemi.intake.models import ImportRun
from zazemi.intake.services import Provenance, load
from zazemi.kernel.actor import Actor
from zazemi.territory.errors import MissingFileError

OnProgress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderFile:
    """One file of the folder: which importer reads it, how it may be called, where it comes from."""

    kind: str
    names: tuple[str, ...]
    is_required: bool
    source: str
    licence: str


LAYOUT = (
    FolderFile(
        kind="municipalities",
        names=("obce_cr.csv", "obce.csv"),
        is_required=True,
        source="ČSÚ, ČÚZK (RÚIAN), Státní pokladna; hierarchie 2023",
        licence="CC BY 4.0 (ČSÚ, ČÚZK)",
    ),
    FolderFile(
        kind="definition-points",
        names=("obce_definicni_body.geojson",),
        is_required=True,
        source="ČÚZK, RÚIAN, definiční body obcí",
        licence="CC BY 4.0",
    ),
    FolderFile(
        kind="boundaries",
        names=("obce_cr_topo.json", "obce_hranice.geojson", "obce_lk.geojson"),
        is_required=True,
        source="ČÚZK, vrstva SPH_OBEC, generalizováno",
        licence="CC BY 4.0",
    ),
    FolderFile(
        kind="population",
        names=("obyvatelstvo_obce_2010_2021.csv", "obyvatelstvo_obce.csv"),
        is_required=False,
        source="ČSÚ, počet obyvatel k 1. 1.",
        licence="CC BY 4.0",
    ),
    FolderFile(
        kind="micro-regions",
        names=("dso_cr_2018.csv", "dso.csv"),
        is_required=False,
        source="MF, Státní pokladna, číselník ÚČJED 2018",
        licence="",
    ),
    FolderFile(
        kind="micro-region-members",
        names=("dso_clenove_lk.csv", "dso_clenove.csv"),
        is_required=False,
        source="stránky svazků obcí",
        licence="",
    ),
)


def load_folder(
    path: Path,
    *,
    by: Actor,
    provenance: Provenance | None = None,
    on_progress: OnProgress | None = None,
) -> list[ImportRun]:
    """Load municipalities, points, borders, population and micro-regions of a folder, in this order.

    Every file becomes one import run with its sha256, source and licence.
    ``provenance`` replaces the sources of the official layout (for fictional
    data). A folder that is already loaded is read and changes nothing.
    """
    found = [(part, _file(path, part)) for part in LAYOUT]
    runs: list[ImportRun] = []
    for number, (part, file) in enumerate(found):
        if file is None:
            continue
        if on_progress is not None:
            on_progress(number / len(found), file.name)
        said = provenance or Provenance(source=part.source, licence=part.licence)
        runs.append(load(kind=part.kind, path=file, by=by, provenance=said))
    if on_progress is not None:
        on_progress(1.0, "")
    return runs


def _file(folder: Path, part: FolderFile) -> Path | None:
    for name in part.names:
        if (folder / name).is_file():
            return folder / name
    if part.is_required:
        raise MissingFileError(params={"folder": folder, "name": part.names[0]})
    return None
