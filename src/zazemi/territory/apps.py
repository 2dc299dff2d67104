"""The room ``territory`` as a Django application."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.territory"
    label = "territory"

    def ready(self) -> None:
        """Offer the importers of the room and the entry of the menu."""
        from django.utils.translation import gettext_lazy as _

        from zazemi.kernel.actor import Role
        from zazemi.territory.importers import register_all
        from zazemi.ui.links import register_link
        from zazemi.ui.menu import MenuItem, register_menu

        register_all()
        who = {Role.REGIONAL_OFFICER, Role.HEAD, Role.CONSULTANT, Role.MUNICIPALITY}
        register_menu(MenuItem(_("Localities"), "territory:localities", roles=who, order=35))
        register_link("localities", "territory:localities")
