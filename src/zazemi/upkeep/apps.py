"""The room ``upkeep`` as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from zazemi.kernel.actor import Role


class UpkeepConfig(AppConfig):
    """What Django needs to know of the room."""

    name = "zazemi.upkeep"
    label = "upkeep"

    def ready(self) -> None:
        """Offer the pages to the frame and to the rooms below."""
        from zazemi.ui.links import register_link
        from zazemi.ui.menu import MenuItem, register_menu

        register_link("history", "upkeep:history")
        register_menu(MenuItem(_("Check"), "upkeep:check", roles={Role.ADMINISTRATOR}, order=90))
