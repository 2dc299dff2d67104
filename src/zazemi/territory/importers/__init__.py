"""What the import machine can do for this room: tables of units, people and shapes, official code lists."""

from zazemi.intake.slot import register
from zazemi.territory.importers.csu_lists import CsuListImporter
from zazemi.territory.importers.csu_relations import CsuRelationImporter
from zazemi.territory.importers.geometry import BoundaryImporter, DefinitionPointImporter
from zazemi.territory.importers.localities import LocalityImporter
from zazemi.territory.importers.micro_regions import MicroRegionImporter, MicroRegionMemberImporter
from zazemi.territory.importers.municipalities import MunicipalityImporter
from zazemi.territory.importers.population import PopulationImporter
from zazemi.territory.importers.ruian import RuianImporter
from zazemi.territory.importers.travel_matrix import TravelMatrixImporter


def register_all() -> None:
    """Offer the importers of this room; called once, when Django is ready."""
    for importer in (
        MunicipalityImporter(),
        PopulationImporter(),
        BoundaryImporter(),
        DefinitionPointImporter(),
        MicroRegionImporter(),
        MicroRegionMemberImporter(),
        CsuListImporter(),
        CsuRelationImporter(),
        RuianImporter(),
        LocalityImporter(),
        TravelMatrixImporter(),
    ):
        register(importer)
