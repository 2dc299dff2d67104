"""What the import machine can do for this room: the index, and official statistics as series."""

from zazemi.indicators.importers.czso import (
    CzsoPopulationImporter,
    CzsoUnemploymentImporter,
    PlanningDataImporter,
)
from zazemi.indicators.importers.ekcr import ForeclosureImporter
from zazemi.indicators.importers.index import IndexImporter
from zazemi.indicators.importers.mpsv import LabourMarketImporter
from zazemi.intake.slot import register


def register_all() -> None:
    """Offer the importers of this room; called once, when Django is ready."""
    for importer in (
        IndexImporter(),
        CzsoPopulationImporter(),
        CzsoUnemploymentImporter(),
        PlanningDataImporter(),
        LabourMarketImporter(),
        ForeclosureImporter(),
    ):
        register(importer)
