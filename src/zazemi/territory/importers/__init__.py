"""What the import machine can do for this room: five kinds of files and one of members."""

from zazemi.intake.slot import register
from zazemi.territory.importers.geometry import BoundaryImporter, DefinitionPointImporter
from zazemi.territory.importers.micro_regions import MicroRegionImporter, MicroRegionMemberImporter
from zazemi.territory.importers.municipalities import MunicipalityImporter
from zazemi.territory.importers.population import PopulationImporter


def register_all() -> None:
    """Offer the importers of this room; called once, when Django is ready."""
    for importer in (
        MunicipalityImporter(),
        PopulationImporter(),
        BoundaryImporter(),
        DefinitionPointImporter(),
        MicroRegionImporter(),
        MicroRegionMemberImporter(),
    ):
        register(importer)
