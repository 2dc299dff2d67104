"""The room ``network`` as a Django application."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.network"
    label = "network"

    def ready(self) -> None:
        """Offer the import of services and the entry of the menu."""
        from django.utils.translation import gettext_lazy as _

        from zazemi.intake.slot import register
        from zazemi.kernel.actor import Role
        from zazemi.network.importers import NetworkImporter
        from zazemi.network.importers.details import FundingImporter, PlacesImporter, ServicesImporter
        from zazemi.network.importers.register import RegisterImporter
        from zazemi.network.verification.background import register_ticks
        from zazemi.ui.menu import MenuItem, register_menu

        for importer in (
            NetworkImporter(),
            ServicesImporter(),
            PlacesImporter(),
            FundingImporter(),
            RegisterImporter(),
        ):
            register(importer)
        register_ticks()
        register_menu(MenuItem(_("Find help"), "catalogue:home", order=5))
        register_menu(MenuItem(_("Services"), "network:services", order=30))
        register_menu(MenuItem(_("My services"), "network:mine", roles={Role.PROVIDER}, order=31))
