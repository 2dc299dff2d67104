"""The room ``indicators`` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Offer the importer and the entry in the menu."""
        from zazemi.indicators.importers import IndexImporter
        from zazemi.intake.slot import register
        from zazemi.ui.menu import MenuItem, register_menu

        register(IndexImporter())
        register_menu(MenuItem(_("Municipalities"), "indicators:index_map", order=15))
