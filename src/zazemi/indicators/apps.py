"""The room ``indicators`` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Offer the importers, the subjects, the rules of rights and the entries in the menu."""
        from zazemi.indicators import permissions, subjects  # noqa: F401 - they register themselves
        from zazemi.indicators.importers import register_all
        from zazemi.ui.menu import MenuItem, register_menu

        register_all()
        register_menu(MenuItem(_("Municipalities"), "indicators:index_map", order=15))
        register_menu(MenuItem(_("Indicators"), "indicators:indicator_list", order=17))
