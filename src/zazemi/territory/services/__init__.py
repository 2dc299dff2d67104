"""Loading of a whole folder of territory files through the import machine.

Units:   progress as a share 0..1.
Raises:  MissingFileError; whatever the import machine refuses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Q
from django.utils.translation import gettext_noop

from zazemi.intake.models import ImportRun
from zazemi.intake.services import Provenance, load
from zazemi.kernel.actor import Actor
from zazemi.kernel.permissions import may
from zazemi.kernel.steps import step
from zazemi.territory.errors import (
    MissingFileError,
    WayKnownError,
    WayRefusedError,
    WaySaysWhoError,
    WayToItselfError,
)
from zazemi.territory.models import Municipality, StatedTravel
from zazemi.territory.permissions import STATE_WAY
from zazemi.values.birth_numbers import holds_birth_number

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


def state_way(
    *, origin: Municipality, target: Municipality, minutes: int, source: str, by: Actor
) -> StatedTravel:
    """State how many minutes the way between two municipalities takes, there as well as back.

    Raises WayRefusedError, WayToItselfError, WayKnownError, WaySaysWhoError.
    """
    if not may(by, STATE_WAY):
        raise WayRefusedError
    if holds_birth_number(source):
        raise WaySaysWhoError
    if origin.pk == target.pk:
        raise WayToItselfError(params={"name": origin.name})
    both = Q(origin=origin, target=target) | Q(origin=target, target=origin)
    with step(by, gettext_noop("Way between municipalities stated")):
        if StatedTravel.objects.filter(both, is_ended=False).exists():
            raise WayKnownError(params={"origin": origin.name, "target": target.name})
        way = StatedTravel(origin=origin, target=target, minutes=minutes, source=source)
        way.save()
    return way


def end_way(way: StatedTravel, *, by: Actor, expected_version: int | None = None) -> StatedTravel:
    """Let a stated way count no more; the matrix or the estimate counts again.

    Raises WayRefusedError, StaleVersionError.
    """
    if not may(by, STATE_WAY):
        raise WayRefusedError
    with step(by, gettext_noop("Stated way ended")):
        way.is_ended = True
        way.save(expected_version=expected_version)
    return way


def _file(folder: Path, part: FolderFile) -> Path | None:
    for name in part.names:
        if (folder / name).is_file():
            return folder / name
    if part.is_required:
        raise MissingFileError(params={"folder": folder, "name": part.names[0]})
    return None
